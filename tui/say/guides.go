package say

import "example.com/usher/sources"

// Guide is the page of one provider. Lines that begin with "$ " are commands
// to copy and are never wrapped.
type Guide struct {
	Provider sources.Provider
	Title    string
	Lines    []string
}

// Guides say for each provider where to ask for an export, what file comes
// and what it lacks.
var Guides = []Guide{
	{sources.Auth0, "Auth0", []string{
		"Users: in the dashboard, User Management > Users > Import / Export > Export,",
		"or the Management API's job users-exports with format json.",
		"You get TENANT.json.gz, one user per line; usher reads it as it is.",
		"",
		"Passwords are not in it. Ask Auth0's support for the password hash export",
		"(paid plans, through a ticket of an administrator). It comes encrypted with",
		"your PGP key; decrypt it first:",
		"$ gpg --decrypt passwords.json.gpg > passwords.ndjson",
		"Then give usher both files. Without the hashes everybody moves without a",
		"password.",
		"",
		"Not in any export: second factors, roles, organizations.",
	}},
	{sources.Firebase, "Firebase", []string{
		"With Firebase's command line tool, as an owner of the project:",
		"$ firebase auth:export users.json \\",
		"$     --format=json --project PROJECT",
		"",
		"Firebase hashes passwords with a scrypt of its own, which Stytch does not",
		"take: users move without their password, and reset it or log in by code or",
		"link. Keep the hash parameters (Authentication > Users > menu > Password",
		"hash parameters) for a check of old passwords in your own login.",
		"",
		"Not in the file: secrets of second factors, users of tenants.",
	}},
	{sources.Cognito, "AWS Cognito", []string{
		"With AWS's command line tool, all pages in one file:",
		"$ aws cognito-idp list-users --user-pool-id POOL \\",
		"$     --output json > users.json",
		"Several files, one per page, are fine too: give them all.",
		"",
		"Cognito never hands out password hashes: users move without their password,",
		"and reset it or log in by code or link.",
		"",
		"Not in the file: groups, secrets of second factors.",
	}},
	{sources.CSV, "Other", []string{
		"A CSV file with a header, a JSON array, or one JSON object per line.",
		"Columns that usher knows by their usual names:",
		"id, email, email_verified, phone_number, given_name, family_name, name,",
		"password_hash, created_at, blocked.",
	}},
}
