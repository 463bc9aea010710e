// Package okta reads the users of Okta as its API lists them: the pages of
// GET /api/v1/users, each an array, or the same users one per line. A user is
// an object with a status, and a profile that has a login.
//
// There is never a password hash in them. What there is of a password is that
// it exists (credentials.password), and who checks it (credentials.provider):
// Okta, a directory, another identity provider, or a hash that somebody once
// imported into Okta and may still have.
//
// Sources: Okta's API reference (Users, list all users; user, credentials,
// profile); its support article on the types of the credentials provider.
package okta
