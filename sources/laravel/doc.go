// Package laravel reads the table of users of a Laravel app, as its migration
// makes it (id, name, email, email_verified_at, password, remember_token), as
// CSV or JSON.
//
// Laravel hashes with bcrypt, or with argon2 where the app asks for it. Models
// turned into JSON by Laravel itself leave the password out: take the table.
//
// Sources: Laravel's documentation (authentication, hashing, email
// verification, Fortify, Jetstream) and its skeleton's migration.
package laravel
