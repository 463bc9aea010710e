package say

import "example.com/usher/sources"

// tables stand in the app's own database.
var tables = []Guide{
	{sources.BetterAuth, "Better Auth", []string{
		"Two tables of the app's database: the users, and the accounts, in which the",
		"passwords are. With PostgreSQL:",
		"$ psql \"$DATABASE_URL\" -c \"\\copy \\\"user\\\" to 'user.csv' csv header\"",
		"$ psql \"$DATABASE_URL\" -c \"\\copy account to 'account.csv' csv header\"",
		"Give usher both. JSON and MongoDB's export are fine too.",
		"",
		"Social logins link themselves at the first login; two-factor is enrolled",
		"again.",
	}},
}
