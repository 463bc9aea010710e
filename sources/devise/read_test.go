package devise_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

type (
	kinds   = map[string]int
	factors = map[sources.FactorKind]int
)

func TestEverySampleIsCounted(t *testing.T) {
	alone := sourcestest.Counts{
		Users: 8, Emails: 8, VerifiedEmails: 7, Named: 8, Blocked: 1, Unconfirmed: 1, HadPassword: 7, WithTrusted: 8, Created: 8, Updated: 8, LastLogin: 7,
		Hashes:  kinds{"argon_2id": 1, "bcrypt": 5, "hex of 128 digits": 1},
		Factors: factors{sources.Social: 2, sources.TOTP: 1},
		Notes:   kinds{"other_identifiers": 1, "social_only": 1},
		// which no export shows
		ExportNotes: kinds{"pepper_possible": 1},
	}
	both := alone
	both.Factors = factors{sources.Social: 4, sources.TOTP: 1}
	both.Notes = kinds{"linked_identity": 1, "other_identifiers": 1, "social_only": 1}
	both.ExportNotes = kinds{"pepper_possible": 1, "row_without_profile": 1}
	sourcestest.CheckSamples(t, map[string]sourcestest.Counts{
		"users.csv":                  alone,
		"users.json":                 alone,
		"users.ndjson":               alone,
		"users.csv identities.csv":   both,
		"identities.json users.json": both,
	})
}

const bcrypt = "$2a$04$nJKV5JmpNwSQFy/hM8vkfeFzwDIJB.Yx.JxTz6XV/uKTgDDUmjsNO"

// user is a row with further members, which are JSON.
func user(more string) string {
	return `{"id":1,"email":"ada@example.com","encrypted_password":"` + bcrypt + `","remember_created_at":null` + more + `}`
}

func TestStates(t *testing.T) {
	type state struct{ verified, unconfirmed, blocked, anonymous bool }
	for fact, tc := range map[string]struct {
		more string
		want state
	}{
		"without the module confirmable":  {"", state{}},
		"confirmed":                       {`,"confirmed_at":"2025-01-11T09:00:00.000Z"`, state{verified: true}},
		"not confirmed":                   {`,"confirmed_at":null`, state{unconfirmed: true}},
		"locked after too many tries":     {`,"locked_at":"2025-01-11","failed_attempts":20`, state{}},
		"locked by somebody":              {`,"locked_at":"2025-01-11","failed_attempts":0`, state{blocked: true}},
		"invited":                         {`,"invitation_token":"x","invitation_accepted_at":null`, state{unconfirmed: true}},
		"an invitation that was accepted": {`,"invitation_token":null,"invitation_accepted_at":"2025-01-11"`, state{}},
		"a guest":                         {`,"guest":true`, state{anonymous: true}},
	} {
		u := sourcestest.Only(t, "["+user(tc.more)+"]")
		if got := (state{u.EmailVerified, u.Unconfirmed, u.Blocked, u.Anonymous}); got != tc.want {
			t.Errorf("%s: %+v", fact, got)
		}
	}
}

// In a CSV an empty confirmed_at and none at all are not the same.
func TestTheHeaderTellsWhoIsConfirmable(t *testing.T) {
	for text, want := range map[string]bool{
		"id,email,encrypted_password,confirmed_at\n1,ada@example.com," + bcrypt + ",\n":        true,
		"id,email,encrypted_password,remember_created_at\n1,ada@example.com," + bcrypt + ",\n": false,
	} {
		if u := sourcestest.Only(t, text); u.Unconfirmed != want || u.EmailVerified {
			t.Errorf("%q: unconfirmed %v", text, u.Unconfirmed)
		}
	}
}

func TestSocialLogins(t *testing.T) {
	identity := func(user, provider string) string {
		return `{"id":7,"user_id":` + user + `,"provider":"` + provider + `","uid":"9","access_token":"secret"}`
	}
	social := func(names ...string) (list []sources.Factor) {
		for _, n := range names {
			list = append(list, sources.Factor{Kind: sources.Social, Detail: n})
		}
		return list
	}
	for fact, tc := range map[string]struct {
		own        string
		identities []string
		factors    []sources.Factor
		notes      []string
	}{
		"none":                       {``, nil, nil, nil},
		"in the user's row":          {`,"provider":"github","uid":"9"`, nil, social("github"), nil},
		"in a table of their own":    {``, []string{identity("1", "github"), identity("1", "google_oauth2")}, social("github", "google_oauth2"), []string{"linked_identity"}},
		"of somebody else":           {``, []string{identity("2", "github")}, nil, nil},
		"email of devise_token_auth": {`,"provider":"email","uid":"ada@example.com"`, nil, nil, nil},
	} {
		t.Run(fact, func(t *testing.T) {
			texts := []string{"[" + user(tc.own) + "]"}
			if tc.identities != nil {
				texts = append(texts, "["+strings.Join(tc.identities, ",")+"]")
			}
			u := sourcestest.Only(t, texts...)
			if diff := cmp.Diff(tc.factors, u.Factors, cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tc.notes, sourcestest.Codes(u.Notes), cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestOnlyTheAppsOwnColumnsAreKept(t *testing.T) {
	u := sourcestest.Only(t, "["+user(`,"plan":"pro","sign_in_count":3,"current_sign_in_ip":"192.0.2.1","authentication_token":"secret","otp_backup_codes":["x"],"tokens":{},"jti":"x","invited_by_id":4`)+"]")
	if len(u.Trusted) != 1 || u.Trusted["plan"] == nil {
		t.Errorf("metadata %v", u.Trusted)
	}
}

// A table with an encrypted_password is not Devise's for that alone.
func TestOtherSchemasAreLeftToOthers(t *testing.T) {
	for fact, text := range map[string]string{
		"no column of a module": "id,email,encrypted_password\n1,ada@example.com," + bcrypt + "\n",
		"Supabase":              "id,email,encrypted_password,email_confirmed_at,confirmed_at\n1,ada@example.com," + bcrypt + ",2025-01-11,2025-01-11\n",
		"has_secure_password":   "id,email,password_digest,confirmed_at\n1,ada@example.com," + bcrypt + ",2025-01-11\n",
	} {
		if p, _ := sourcestest.Text(t, text); p == sources.Devise {
			t.Errorf("%s: taken", fact)
		}
	}
}
