package migrator

// Severity says how much a finding matters.
type Severity string

// Severities: a blocker keeps the user from moving, a warning loses
// something, info is good to know.
const (
	Info    Severity = "info"
	Warning Severity = "warning"
	Blocker Severity = "blocker"
)

// Finding is something that the operator should know about one user. Detail
// is for this user ("hmac", "first at line 12"); it holds no secret.
type Finding struct {
	Code   string
	Detail string
}

// About is what is the same for all findings of a code.
type About struct {
	Code     string
	Severity Severity
	Sentence string // for lists: "two accounts with the same email"
	Hint     string // what the operator can do, or what will happen
}

// Describe gives the sentence and hint of a finding's code, or of the reason
// of an outcome. An unknown code describes itself, as info.
func Describe(code string) About {
	for _, list := range [][]About{notes, findings} {
		for _, a := range list {
			if a.Code == code {
				return a
			}
		}
	}
	return About{Code: code, Severity: Info, Sentence: code}
}

// findingOrder is the code's place in the order of severity; an unknown code
// comes last.
func findingOrder(code string) int {
	for i, a := range findings {
		if a.Code == code {
			return i
		}
	}
	return len(findings)
}

// Findings lists all codes, in the order of severity.
func Findings() []About { return findings }

// findings is the table that the README repeats, in the order of severity.
// Reasons of skipped users are codes of it too.
var findings = []About{
	{"no_identifier", Blocker, "neither email nor phone", "Stytch needs an email or a phone number; the user is skipped and listed."},
	{"invalid_email", Blocker, "email that Stytch would refuse", "Without another identifier the user is skipped; correct it and import again."},
	{"service_account", Blocker, "account of a program", "It belongs to a client application, not to a person; skipped."},
	{"invalid_phone", Warning, "phone number not in E.164 form", "The user moves without the phone; it needs its country code: +14155550123."},
	{"duplicate_email", Warning, "several accounts with the same email", "One is imported (option duplicates), the others are skipped and listed."},
	{"duplicate_phone", Warning, "several accounts with the same phone", "One is imported (option duplicates), the others are skipped and listed."},
	{"duplicate_external_id", Warning, "several records with the same user id", "One is imported (option duplicates), the others are skipped and listed."},
	{"deleted", Warning, "deleted account", "Kept by the provider for a while; option deleted decides (default: skip)."},
	{"anonymous", Warning, "anonymous account", "Nobody signed up for it; option anonymous decides (default: skip). Without an email or phone of its own it cannot move."},
	{"blocked", Warning, "blocked in the export", "Stytch has no blocked state; option blocked decides (default: skip)."},
	{"unverified_skipped", Warning, "email not verified, left out by option", "Option unverified import brings them."},
	{"password_without_email", Warning, "password without an email cannot move", "Stytch ties passwords to emails; who has a phone moves without and logs in by it."},
	{"password_not_migratable", Warning, "password hash cannot move", "The user moves without the password and resets it, or logs in passwordless."},
	{"invalid_hash", Warning, "password hash that Stytch would refuse", "The user moves without the password and resets it, or logs in passwordless."},
	{"password_hash_missing", Warning, "password not in the export", "The user moves without the password and resets it, or logs in passwordless."},
	{"hash_redacted", Warning, "password hash hidden by the provider", "Export again with an account that may read password hashes."},
	{"plain_text_password_ignored", Warning, "plain-text password in the export, ignored", "Delete that file when the migration is done."},
	{"external_id_invalid", Warning, "user id that does not fit external_id", "Kept in trusted metadata as usher_source_id; look-ups use email and phone."},
	{"metadata_too_large", Warning, "metadata over Stytch's 4 KB", "The largest keys are left out, and named here."},
	{"metadata_too_many_keys", Warning, "metadata over Stytch's 20 keys", "The keys that are over are put together under one key."},
	{"metadata_dropped", Warning, "metadata left out", "It cannot be sent as it is."},
	{"invalid_text", Warning, "text that is not valid UTF-8", "Broken characters are replaced; a table in Latin-1 is read rightly with \"encoding\": \"latin-1\" in a mapping file."},
	{"duplicate_keys", Warning, "a JSON key twice in one record", "The last one counts."},
	{"custom_claims_unparseable", Warning, "custom claims that are not JSON", "They are left out of the metadata."},
	{"hash_without_profile", Warning, "password hash without a user", "The user was deleted, or the export of users is older than that of the hashes."},
	{"hash_unreadable", Warning, "password hash that cannot be read", "Those users move without their password; look at the hash file."},
	{"row_without_profile", Warning, "row of a second table without a user", "The user was deleted, or the table of users is older than that one."},
	{"row_unreadable", Warning, "row of a second table that cannot be read", "What it says about its user is lost; look at that file."},
	{"row_parts_lost", Warning, "row of a CSV that can be read only in part", "Name, photo and logins are left out: commas in them stand in no quotes. Id, email, phone and dates are certain."},
	{"table_missing", Warning, "a table that belongs to the users is not there", "Export that table too (FusionAuth: identities), and give usher both files."},
	{"file_left_out", Warning, "file that is no export, left out", "If it should be one, name it by itself to see why it was not recognised."},
	{"export_incomplete", Warning, "the export is not complete", "A page or a file's end is missing; export it all, or those users stay behind."},
	{"email_unverified_password", Info, "password with an unverified email: two requests", "The user is created first, so the password never lands on another's account."},
	{"verified_state_lost", Info, "verified state cannot be kept without a password", "The email or phone is verified again at the first login."},
	{"verified_conflict", Info, "files disagree whether the email is verified", "Taken as not verified."},
	{"mark_omitted", Info, "no room for usher's mark in the metadata", "After a crash such a user is told apart more strictly."},
	{"mfa_not_migrated", Info, "second factor: users enrol again after their first login", "They are in the re-enrolment list."},
	{"social_only", Info, "social login only", "The login links itself at the first login with the same verified email."},
	{"enterprise_sso", Info, "enterprise login (SSO)", "Stytch's B2B product has SSO; here the user moves by email."},
	{"unconfirmed", Info, "never confirmed at the provider", "Option unverified decides."},
	{"row_misaligned_repaired", Info, "row of a CSV with commas or quotes out of place, put right", "Look at some of these users: their fields were told apart by their form, or by the number of cells."},
	{"pepper_possible", Info, "passwords may have a pepper", "It is a setting of the app that no export shows, and with one no hash opens elsewhere: try one login first, with usher check-login."},
	{"name_guessed", Info, "name split at its spaces", "First and last name come from one field."},
	{"already_there", Info, "at Stytch already", "Nobody is created twice: they are looked up, and get the password where they have none and their email is verified."},
	{"other_identifiers", Info, "further emails or phones of one user", "A user moves with one of each; the others are kept in the trusted metadata."},
	{"linked_identity", Info, "several linked logins", "They are in the re-enrolment list."},
}
