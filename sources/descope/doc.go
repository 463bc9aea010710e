// Package descope reads the users of Descope as its management API lists them
// (users/search): pages, the array inside of them, or one per line. A CSV is
// read where its columns are called after the members of the API; those of
// the console's own CSV are not documented.
//
// There is never a password hash in them; that there is a password, they say.
// A user has login ids, which may be emails, phone numbers or names of any
// kind.
//
// Sources: Descope's documentation (exporting users; API reference, search
// users, my details; user management).
package descope
