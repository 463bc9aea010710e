// Package clerk reads what Clerk hands out: the CSV of the dashboard, the JSON
// that its support makes, and the users of its Backend API and SDK, which have
// no password hashes.
//
// Sources: Clerk's API reference (users, create user); the columns of the CSV,
// which its documentation does not list, by the public tools that read it
// (clerk/migration-tool, workos/migrate-clerk-users).
package clerk
