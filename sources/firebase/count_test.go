package firebase_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/sources"
	"example.com/usher/sources/hashes"
)

// counts is what a sample holds.
type counts struct {
	users, emails, verified, phones, named, blocked, anonymous int
	hashes, hadPassword                                        int
	factors                                                    map[sources.FactorKind]int
	notes                                                      map[string]int
}

func count(users []sources.User) counts {
	c := counts{users: len(users), factors: map[sources.FactorKind]int{}, notes: map[string]int{}}
	tick := func(n *int, yes bool) {
		if yes {
			*n++
		}
	}
	for _, u := range users {
		tick(&c.emails, u.Email != "")
		tick(&c.verified, u.EmailVerified)
		tick(&c.phones, u.Phone != "")
		tick(&c.named, !u.Name.IsZero())
		tick(&c.blocked, u.Blocked)
		tick(&c.anonymous, u.Anonymous)
		tick(&c.hashes, u.Hash != nil && u.Hash.Scheme == hashes.FirebaseScrypt && u.Hash.Type == "")
		tick(&c.hadPassword, u.HadPassword)
		for _, f := range u.Factors {
			c.factors[f.Kind]++
		}
		for _, n := range u.Notes {
			c.notes[n.Code]++
		}
	}
	return c
}

func TestEverySampleIsCounted(t *testing.T) {
	type factors = map[sources.FactorKind]int
	type notes = map[string]int
	export := counts{users: 60, emails: 48, verified: 17, phones: 12, named: 54, blocked: 2, anonymous: 6, hashes: 35, hadPassword: 35,
		factors: factors{sources.Social: 7}, notes: notes{"linked_identity": 1, "name_guessed": 50, "row_misaligned_repaired": 1}}
	asJSON := export
	asJSON.factors = factors{sources.Social: 7, sources.SMS: 1} // the CSV leaves second factors out
	asJSON.notes = notes{"linked_identity": 1, "name_guessed": 50}
	old := export // before phone numbers, and names without quotes
	old.phones, old.anonymous = 0, 0
	old.notes = notes{"linked_identity": 1, "name_guessed": 50, "row_misaligned_repaired": 2}
	emulator := counts{users: 55, emails: 43, verified: 9, phones: 7, named: 39, blocked: 1, anonymous: 6,
		factors: factors{sources.Social: 10}, notes: notes{"name_guessed": 34, "row_misaligned_repaired": 1}}
	emulatorAsJSON := emulator
	emulatorAsJSON.factors = factors{sources.Social: 10, sources.SMS: 2}
	emulatorAsJSON.notes = notes{"name_guessed": 34}
	for name, want := range map[string]counts{
		"auth-export.scrypt.json":   asJSON,
		"auth-export.scrypt.csv":    export,
		"auth-export.v11.30.0.csv":  export,
		"auth-export.v9.23.3.csv":   export,
		"auth-export.v3.5.0.csv":    old,
		"auth-export.emulator.json": emulatorAsJSON,
		"auth-export.emulator.csv":  emulator,
		"emulators-export/auth_export/accounts.json": {users: 55, emails: 43, verified: 9, phones: 7, named: 39, blocked: 1, anonymous: 5, hashes: 2, hadPassword: 31,
			factors: factors{sources.Social: 10, sources.SMS: 2, sources.SSO: 1},
			notes:   notes{"linked_identity": 1, "name_guessed": 34, "plain_text_password_ignored": 29}},
		"emulators-export/auth_export/accounts-tenant-alpha.json": {users: 3, emails: 3, verified: 1, hadPassword: 3,
			factors: factors{}, notes: notes{"plain_text_password_ignored": 3}},
		"emulators-export/auth_export/accounts-tenant-beta.json": {users: 3, emails: 3, verified: 1, hadPassword: 3,
			factors: factors{}, notes: notes{"plain_text_password_ignored": 3}},
		"batch-get.json": {users: 5, emails: 5, verified: 3, blocked: 1, hashes: 1, hadPassword: 3,
			factors: factors{sources.Social: 2, sources.SSO: 1, sources.SMS: 1, sources.TOTP: 1},
			notes:   notes{"custom_claims_unparseable": 1, "hash_redacted": 1, "linked_identity": 1}},
		"admin-sdk.json": {users: 5, emails: 3, verified: 2, phones: 2, named: 1, blocked: 1, anonymous: 1, hashes: 1, hadPassword: 2,
			factors: factors{sources.Social: 1, sources.SSO: 1, sources.SMS: 1, sources.TOTP: 1},
			notes:   notes{"hash_redacted": 1, "linked_identity": 1, "name_guessed": 1}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(want, count(all(t, name)), cmp.AllowUnexported(counts{})); diff != "" {
				t.Errorf("counts differ (-want +got):\n%s", diff)
			}
		})
	}
}
