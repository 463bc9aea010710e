package supabase_test

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
		"users.csv": {Users: 14, Emails: 12, VerifiedEmails: 10, Phones: 2, VerifiedPhones: 2, Named: 3, Blocked: 1, Anonymous: 1, Unconfirmed: 2, HadPassword: 9, WithTrusted: 14, WithUntrusted: 3, Created: 14, Updated: 14, LastLogin: 1,
			Hashes:  kinds{"Firebase scrypt": 1, "argon_2i": 1, "argon_2id": 1, "bcrypt": 6},
			Factors: factors{sources.SSO: 1, sources.Social: 2},
			Notes:   kinds{"deleted": 1, "name_guessed": 2, "social_only": 1}},
		"users.json": {Users: 14, Emails: 12, VerifiedEmails: 10, Phones: 2, VerifiedPhones: 2, Named: 3, Blocked: 1, Anonymous: 1, Unconfirmed: 2, HadPassword: 9, WithTrusted: 14, WithUntrusted: 3, Created: 14, Updated: 14, LastLogin: 1,
			Hashes:  kinds{"Firebase scrypt": 1, "argon_2i": 1, "argon_2id": 1, "bcrypt": 6},
			Factors: factors{sources.SSO: 1, sources.Social: 2},
			Notes:   kinds{"deleted": 1, "name_guessed": 2, "social_only": 1}},
		"admin-api.json": {Users: 3, Emails: 2, VerifiedEmails: 1, Phones: 2, VerifiedPhones: 1, Named: 1, Blocked: 1, Unconfirmed: 1, HadPassword: 1, WithTrusted: 3, WithUntrusted: 1, Created: 3, Updated: 3,
			Factors:     factors{sources.Passkey: 1, sources.Social: 1, sources.TOTP: 1},
			Notes:       kinds{"name_guessed": 1, "social_only": 1},
			ExportNotes: kinds{"password_hash_missing": 1}},
	})
}
