// Package betterauth reads the tables of Better Auth: user, and beside it
// account, which holds the passwords and the social logins. They may be two
// CSV or JSON files, one JSON object with both, or users with their accounts
// inside.
//
// Sources: Better Auth's documentation (database, core schema; the plugins
// username, phone number, anonymous, admin, two-factor) and its password
// module.
package betterauth
