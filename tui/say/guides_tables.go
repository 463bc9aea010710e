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
	{sources.AuthJS, "Auth.js", []string{
		"Two tables of the app's database, under the names that the adapter gave",
		"them: the users, and the accounts with the social logins. PostgreSQL:",
		"$ psql \"$DATABASE_URL\" -c \"\\copy users to 'user.csv' csv header\"",
		"$ psql \"$DATABASE_URL\" -c \"\\copy accounts to 'account.csv' csv header\"",
		"With Prisma they are \"User\" and \"Account\", in quotes. MongoDB:",
		"$ mongoexport --uri \"$MONGODB_URI\" -c users -o user.ndjson",
		"$ mongoexport --uri \"$MONGODB_URI\" -c accounts -o account.ndjson",
		"Give usher both. Tokens in them are never looked at.",
		"",
		"Auth.js keeps no passwords. A column of your own (password, passwordHash,",
		"hashedPassword) is read where its hashes name their scheme; under another",
		"name take the table as a CSV with a mapping.",
	}},
	{sources.WordPress, "WordPress", []string{
		"With WP-CLI on the server:",
		"$ wp user list --format=csv > users.csv --fields=ID,user_login,\\",
		"$ user_pass,user_email,user_registered,display_name,roles",
		"Without user_pass nobody keeps a password. Names and second factors are in",
		"a second table; give usher both:",
		"$ wp db query \"select * from $(wp db prefix)usermeta where meta_key in \\",
		"$   ('first_name','last_name','locale','_two_factor_enabled_providers')\" \\",
		"$   > usermeta.tsv",
		"Exports of wp_users and wp_usermeta by phpMyAdmin (JSON, CSV with the names",
		"of the columns in the first row) are fine too.",
		"",
		"phpass hashes ($P$) and bcrypt by plug-ins move. Since 6.8 WordPress writes",
		"$wp$ hashes at the next login: they cannot move. WordPress proves no email.",
		"",
		"Not in the tables: social logins of plug-ins.",
	}},
}
