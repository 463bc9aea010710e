// Package auth0 reads what Auth0 hands out: the bulk export of users and,
// beside it, the export of password hashes that its support makes.
//
// Sources: Auth0's documentation on bulk user exports, user profiles, account
// linking and the bulk import schema; for the hash export its support pages
// and the public tools that read it (FusionAuth, Ory, WorkOS, ZITADEL).
package auth0
