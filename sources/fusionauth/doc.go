// Package fusionauth reads the users of FusionAuth: pages of its search API,
// files of its import API, and the tables of its database, which alone have
// the password hashes: users and identities as two files, or joined in one.
//
// A hash stands in four pieces: encryptionScheme, factor, salt and password.
// Since version 1.59 a user has an identity for each email, phone number and
// user name, and more than one of a kind.
//
// Sources: FusionAuth's documentation (Users API; offboard: leaving
// FusionAuth; password hashes), the published schema of its database.
package fusionauth
