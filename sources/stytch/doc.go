// Package stytch reads the users of another Stytch project, to move between
// projects: pages of the search endpoint, arrays and lines of users, the CSV
// and JSON of Stytch's export utility, and beside them the CSV of password
// hashes that Stytch's support makes.
//
// Sources: Stytch's API reference (search users, the user object), its
// documentation on exporting from Stytch, stytchauth/stytch-node-export-users;
// for the hash file FusionAuth's guide on migrating from Stytch and its
// programs, which compute such hashes.
package stytch
