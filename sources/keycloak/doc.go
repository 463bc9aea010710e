// Package keycloak reads the users of Keycloak: realm exports (one realm or
// several in an array), the users-N files of an export into a folder, files
// for the import, and the array of the admin API, which has no passwords.
//
// Sources: Keycloak's server administration guide (importing and exporting
// realms); RealmRepresentation, UserRepresentation and CredentialRepresentation
// of its admin REST API.
package keycloak
