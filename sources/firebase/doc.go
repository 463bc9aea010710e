// Package firebase reads what Firebase Authentication and Google's Identity
// Platform hand out: auth:export of the Firebase CLI as JSON and as CSV of all
// its generations, the Auth emulator's exports with their tenants, answers of
// the REST interface (accounts:batchGet, accounts:query) and users that the
// Admin SDK has listed.
//
// Passwords are never part of what moves: the hashes are of Google's own
// scrypt, which Stytch does not take (docs: migrating user data), and the
// emulator's are plain text. The users move with all else they have; what the
// hash parameters of the console are good for says package hashes.
//
// Sources: firebase/firebase-tools (accountExporter and the emulator),
// firebase/firebase-admin-node (user-record), firebase/scrypt, and the
// documentation of auth:export.
package firebase
