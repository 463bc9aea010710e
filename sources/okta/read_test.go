package okta_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

func TestEverySampleIsCounted(t *testing.T) {
	want := sourcestest.Counts{
		Users: 11, Emails: 11, VerifiedEmails: 1, Phones: 1, Named: 11, Blocked: 2, Unconfirmed: 1, HadPassword: 8,
		WithTrusted: 11, WithUntrusted: 1, Created: 11, Updated: 11, LastLogin: 1,
		Factors:     map[sources.FactorKind]int{sources.SSO: 2, sources.Social: 1},
		Notes:       map[string]int{"name_guessed": 1, "other_identifiers": 1, "password_hash_missing": 1, "social_only": 1},
		ExportNotes: map[string]int{"password_hash_missing": 1},
	}
	sourcestest.CheckSamples(t, map[string]sourcestest.Counts{
		"users.json":   want,
		"users.ndjson": want,
		"pages.json":   want,
	})
}

// only reads a user; more is JSON behind the profile.
func only(t *testing.T, status, more string) sources.User {
	t.Helper()
	return sourcestest.Only(t, `[{"id":"00u1","status":"`+status+`","profile":{"login":"ada@example.com","email":"ada@example.com"}`+more+`}]`)
}

func TestStates(t *testing.T) {
	for status, want := range map[string][2]bool{
		"ACTIVE": {}, "RECOVERY": {}, "PASSWORD_EXPIRED": {}, "LOCKED_OUT": {},
		"STAGED": {false, true}, "PROVISIONED": {false, true},
		"SUSPENDED": {true, false}, "DEPROVISIONED": {true, false},
	} {
		if u := only(t, status, ""); u.Blocked != want[0] || u.Unconfirmed != want[1] {
			t.Errorf("%s: blocked %v, unconfirmed %v", status, u.Blocked, u.Unconfirmed)
		}
	}
}

func TestWhereThePasswordIs(t *testing.T) {
	for fact, tc := range map[string]struct {
		credentials string
		had         bool
		factors     []sources.Factor
		notes       []string
	}{
		"nothing is said":          {`{}`, false, nil, nil},
		"at Okta":                  {`{"password":{},"provider":{"type":"OKTA","name":"OKTA"}}`, true, nil, nil},
		"never set":                {`{"provider":{"type":"OKTA","name":"OKTA"}}`, false, nil, nil},
		"its hash was imported":    {`{"password":{},"provider":{"type":"IMPORT","name":"IMPORT"}}`, true, nil, []string{"password_hash_missing"}},
		"in a directory":           {`{"provider":{"type":"LDAP","name":"ldap.example.com"}}`, true, []sources.Factor{{Kind: sources.SSO, Detail: "ldap.example.com"}}, nil},
		"at the company's own":     {`{"password":{},"provider":{"type":"FEDERATION"}}`, false, []sources.Factor{{Kind: sources.SSO, Detail: "federation"}}, nil},
		"at a social provider":     {`{"provider":{"type":"SOCIAL","name":"FACEBOOK"}}`, false, []sources.Factor{{Kind: sources.Social, Detail: "facebook"}}, []string{"social_only"}},
		"of a kind that is no map": {`[1]`, false, nil, nil},
	} {
		t.Run(fact, func(t *testing.T) {
			u := only(t, "ACTIVE", `,"credentials":`+tc.credentials)
			if diff := cmp.Diff(tc.factors, u.Factors, cmpopts.EquateEmpty()); diff != "" || u.HadPassword != tc.had || u.Hash != nil {
				t.Errorf("had a password: %v; %s", u.HadPassword, diff)
			}
			if diff := cmp.Diff(tc.notes, sourcestest.Codes(u.Notes), cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// An object with a profile is not Okta's for that alone.
func TestOtherProfilesAreLeftToOthers(t *testing.T) {
	for fact, text := range map[string]string{
		"a status of its own": `[{"id":"1","email":"ada@example.com","status":"active","profile":{"login":"ada"}}]`,
		"no login":            `[{"id":"1","email":"ada@example.com","status":"ACTIVE","profile":{"plan":"pro"}}]`,
	} {
		if p, _ := sourcestest.Text(t, text); p == sources.Okta {
			t.Errorf("%s: taken", fact)
		}
	}
}

func TestTheQuestionForARecoveryIsLeftBehind(t *testing.T) {
	u := only(t, "ACTIVE", `,"credentials":{"recovery_question":{"question":"Which city?","answer":"Ulm"}}`)
	want := map[string]any{"okta": map[string]any{"status": "ACTIVE"}}
	if diff := cmp.Diff(want, u.Trusted); diff != "" || u.Untrusted != nil {
		t.Error(diff, u.Untrusted)
	}
}
