package firebase_test

import (
	"testing"

	"example.com/usher/sources"
	"example.com/usher/sources/hashes"
	"example.com/usher/sources/sourcestest"
)

func TestEverySampleIsCounted(t *testing.T) {
	type factors = map[sources.FactorKind]int
	type kinds = map[string]int
	export := sourcestest.Counts{Users: 60, Emails: 48, VerifiedEmails: 17, Phones: 12, Named: 54, Blocked: 2, Anonymous: 6, HadPassword: 35,
		WithTrusted: 60, WithUntrusted: 7, Created: 60, LastLogin: 54, Hashes: kinds{hashes.FirebaseScrypt: 35},
		Factors: factors{sources.Social: 7}, Notes: kinds{"linked_identity": 1, "name_guessed": 50, "row_misaligned_repaired": 1}}
	asJSON := export
	asJSON.Factors = factors{sources.Social: 7, sources.SMS: 1} // the CSV leaves second factors out
	asJSON.Notes = kinds{"linked_identity": 1, "name_guessed": 50}
	old := export // before phone numbers, and names without quotes
	old.Phones, old.Anonymous = 0, 0
	old.Notes = kinds{"linked_identity": 1, "name_guessed": 50, "row_misaligned_repaired": 2}
	emulator := sourcestest.Counts{Users: 55, Emails: 43, VerifiedEmails: 9, Phones: 7, Named: 39, Blocked: 1, Anonymous: 6,
		WithTrusted: 55, WithUntrusted: 4, Created: 55, LastLogin: 53,
		Factors: factors{sources.Social: 10}, Notes: kinds{"name_guessed": 34, "row_misaligned_repaired": 1}}
	emulatorAsJSON := emulator
	emulatorAsJSON.Factors = factors{sources.Social: 10, sources.SMS: 2}
	emulatorAsJSON.Notes = kinds{"name_guessed": 34}
	folder := emulator
	folder.Anonymous, folder.HadPassword, folder.Hashes = 5, 31, kinds{hashes.FirebaseScrypt: 2}
	folder.Factors = factors{sources.Social: 10, sources.SMS: 2, sources.SSO: 1}
	folder.Notes = kinds{"linked_identity": 1, "name_guessed": 34, "plain_text_password_ignored": 29}
	tenant := sourcestest.Counts{Users: 3, Emails: 3, VerifiedEmails: 1, HadPassword: 3, WithTrusted: 3, Created: 3, LastLogin: 3,
		Notes: kinds{"plain_text_password_ignored": 3}}
	sourcestest.CheckSamples(t, map[string]sourcestest.Counts{
		"auth-export.scrypt.json":   asJSON,
		"auth-export.scrypt.csv":    export,
		"auth-export.v11.30.0.csv":  export,
		"auth-export.v9.23.3.csv":   export,
		"auth-export.v3.5.0.csv":    old,
		"auth-export.emulator.json": emulatorAsJSON,
		"auth-export.emulator.csv":  emulator,

		"emulators-export/auth_export/accounts.json":              folder,
		"emulators-export/auth_export/accounts-tenant-alpha.json": tenant,
		"emulators-export/auth_export/accounts-tenant-beta.json":  tenant,

		"batch-get.json": {Users: 5, Emails: 5, VerifiedEmails: 3, Blocked: 1, HadPassword: 3, WithTrusted: 5, Created: 5, LastLogin: 1,
			Hashes:  kinds{hashes.FirebaseScrypt: 1},
			Factors: factors{sources.Social: 2, sources.SSO: 1, sources.SMS: 1, sources.TOTP: 1},
			Notes:   kinds{"custom_claims_unparseable": 1, "hash_redacted": 1, "linked_identity": 1}},
		"admin-sdk.json": {Users: 5, Emails: 3, VerifiedEmails: 2, Phones: 2, Named: 1, Blocked: 1, Anonymous: 1, HadPassword: 2,
			WithTrusted: 5, WithUntrusted: 1, Created: 5, LastLogin: 1, Hashes: kinds{hashes.FirebaseScrypt: 1},
			Factors: factors{sources.Social: 1, sources.SSO: 1, sources.SMS: 1, sources.TOTP: 1},
			Notes:   kinds{"hash_redacted": 1, "linked_identity": 1, "name_guessed": 1}, ExportNotes: kinds{"export_incomplete": 1}},
	})
}
