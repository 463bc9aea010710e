// Package workos reads the users of WorkOS (AuthKit) as its API lists them:
// pages of GET /user_management/users, what its SDKs make of them, or one user
// per line.
//
// There is never a password hash in them, nor whether there is a password.
//
// Sources: WorkOS' API reference (user, list users, pagination) and its Node
// SDK's reference (user management).
package workos
