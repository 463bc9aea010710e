package keycloak_test

import (
	"testing"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

type (
	kinds   = map[string]int
	factors = map[sources.FactorKind]int
)

func TestEverySampleIsCounted(t *testing.T) {
	sourcestest.CheckSamples(t, map[string]sourcestest.Counts{
		"realm.json": {Users: 12, Emails: 10, VerifiedEmails: 9, Phones: 1, VerifiedPhones: 1, Named: 10, Blocked: 1, HadPassword: 9, WithTrusted: 12, WithUntrusted: 1, Created: 12,
			Hashes:  kinds{"Keycloak, another algorithm": 1, "PBKDF2 with SHA-1": 1, "argon_2id": 1, "pbkdf_2": 5},
			Factors: factors{sources.OtherMFA: 1, sources.Passkey: 1, sources.SSO: 2, sources.Social: 1, sources.TOTP: 1},
			Notes:   kinds{"service_account": 1, "social_only": 1}},
		"realms.json": {Users: 6, Emails: 6, VerifiedEmails: 5, Phones: 1, VerifiedPhones: 1, Named: 6, HadPassword: 6, WithTrusted: 6, WithUntrusted: 1, Created: 6,
			Hashes: kinds{"PBKDF2 with SHA-1": 1, "argon_2id": 2, "pbkdf_2": 2},
			Notes:  kinds{"plain_text_password_ignored": 1}},
		"acme-users-0.json": {Users: 3, Emails: 3, VerifiedEmails: 2, Phones: 1, VerifiedPhones: 1, Named: 3, HadPassword: 3, WithTrusted: 3, WithUntrusted: 1, Created: 3,
			Hashes: kinds{"argon_2id": 1, "pbkdf_2": 2}},
		"admin-api.json": {Users: 3, Emails: 3, VerifiedEmails: 1, Named: 3, Blocked: 1, HadPassword: 3, WithTrusted: 3, Created: 3,
			Factors: factors{sources.TOTP: 1}, ExportNotes: kinds{"password_hash_missing": 1}},
	})
}
