package aspnet_test

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
		Users: 8, Emails: 8, VerifiedEmails: 7, Phones: 1, VerifiedPhones: 1, Blocked: 1, HadPassword: 7, WithTrusted: 8,
		Hashes:  kinds{"pbkdf_2": 5, "PBKDF2 with SHA-1": 2},
		Factors: factors{sources.OtherMFA: 1},
	}
	all := alone
	all.Named = 2
	all.Factors = factors{sources.OtherMFA: 1, sources.Passkey: 1, sources.Social: 2, sources.TOTP: 1}
	all.Notes, all.ExportNotes = kinds{"linked_identity": 1, "name_guessed": 1}, kinds{"row_without_profile": 1}
	sourcestest.CheckSamples(t, map[string]sourcestest.Counts{
		"AspNetUsers.csv":       alone,
		"management-studio.csv": alone,
		"for-json.json":         alone,
		"AspNetUsers.csv AspNetUserLogins.csv AspNetUserClaims.csv AspNetUserTokens.csv AspNetUserPasskeys.csv": all,
		"identity-2.csv": {Users: 4, Emails: 4, VerifiedEmails: 3, HadPassword: 4, WithTrusted: 4, Hashes: kinds{"PBKDF2 with SHA-1": 4}},
	})
}

// user is a row with further members, which are JSON.
func user(more string) string {
	return `{"Id":"u1","UserName":"ada","Email":"ada@example.com","SecurityStamp":"x","PasswordHash":null` + more + `}`
}

func TestLockouts(t *testing.T) {
	for fact, tc := range map[string]struct {
		more    string
		blocked bool
	}{
		"none":                        {`,"LockoutEnd":null,"LockoutEnabled":true`, false},
		"over":                        {`,"LockoutEnd":"2021-01-01 00:00:00.0000000 +00:00","LockoutEnabled":true`, false},
		"it holds":                    {`,"LockoutEnd":"2121-01-01 00:00:00.0000000 +02:00","LockoutEnabled":true`, true},
		"it holds, as PostgreSQL":     {`,"LockoutEnd":"2121-01-01 00:00:00+00","LockoutEnabled":true`, true},
		"without end":                 {`,"LockoutEnd":"9999-12-31T23:59:59.9999999+00:00","LockoutEnabled":true`, true},
		"without end, in PowerShell":  {`,"LockoutEnd":"12/31/9999 11:59:59 PM +00:00","LockoutEnabled":"True"`, true},
		"without end, in Germany":     {`,"LockoutEnd":"31.12.9999 23:59:59 +00:00","LockoutEnabled":"True"`, true},
		"over, in Germany":            {`,"LockoutEnd":"31.12.2021 23:59:59 +00:00","LockoutEnabled":"True"`, false},
		"a fraction of a second":      {`,"LockoutEnd":"2021-01-01 00:00:00.9999 +00:00","LockoutEnabled":"1"`, false},
		"Identity 2":                  {`,"LockoutEndDateUtc":"2121-01-01 00:00:00.000","LockoutEnabled":"1"`, true},
		"the user cannot be locked":   {`,"LockoutEnd":"2121-01-01T00:00:00Z","LockoutEnabled":false`, false},
		"nobody says who can be":      {`,"LockoutEnd":"2121-01-01T00:00:00Z"`, true},
		"the end of times is no name": {`,"LockoutEnd":null,"Company":"9999-x"`, false},
	} {
		if u := sourcestest.Only(t, "["+user(tc.more)+"]"); u.Blocked != tc.blocked {
			t.Errorf("%s: blocked %v", fact, u.Blocked)
		}
	}
}

func TestRows(t *testing.T) {
	row := func(more string) string { return `{"UserId":"u1",` + more + `}` }
	const claims = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/"
	for fact, tc := range map[string]struct {
		own     string
		rows    []string
		name    sources.Name
		factors []sources.Factor
		facts   map[string]any
	}{
		"names in claims": {
			rows: []string{row(`"ClaimType":"` + claims + `givenname","ClaimValue":"Ada"`), row(`"ClaimType":"family_name","ClaimValue":"Lovelace"`)},
			name: sources.Name{First: "Ada", Last: "Lovelace"},
		},
		"a claim more than once": {
			rows:  []string{row(`"ClaimType":"permission","ClaimValue":"a"`), row(`"ClaimType":"permission","ClaimValue":"b"`), row(`"ClaimType":"plan","ClaimValue":"pro"`), row(`"ClaimType":"api_key","ClaimValue":"secret"`)},
			facts: map[string]any{"claims": map[string]any{"permission": []any{"a", "b"}, "plan": "pro"}},
		},
		"roles": {
			rows:  []string{row(`"RoleName":"Admin"`), row(`"ClaimType":"role","ClaimValue":"Editor"`), row(`"RoleName":"Editor"`)},
			facts: map[string]any{"roles": []any{"Admin", "Editor"}},
		},
		"an authenticator app":          {own: `,"TwoFactorEnabled":true`, rows: []string{row(`"LoginProvider":"[AspNetUserStore]","Name":"AuthenticatorKey","Value":"x"`)}, factors: []sources.Factor{{Kind: sources.TOTP}}},
		"one that was never set up":     {rows: []string{row(`"LoginProvider":"[AspNetUserStore]","Name":"AuthenticatorKey","Value":"x"`)}},
		"a second factor of some kind":  {own: `,"TwoFactorEnabled":true`, factors: []sources.Factor{{Kind: sources.OtherMFA, Detail: "two-factor"}}},
		"a token of a social login":     {rows: []string{row(`"LoginProvider":"Google","Name":"access_token","Value":"secret"`)}},
		"a passkey":                     {rows: []string{row(`"CredentialId":"0xA1","Data":"{}"`)}, factors: []sources.Factor{{Kind: sources.Passkey}}},
		"a social login":                {rows: []string{row(`"LoginProvider":"Google","ProviderKey":"7"`)}, factors: []sources.Factor{{Kind: sources.Social, Detail: "google"}}},
		"a social login of another one": {rows: []string{`{"UserId":"u2","LoginProvider":"Google","ProviderKey":"7"}`}},
	} {
		t.Run(fact, func(t *testing.T) {
			texts := []string{"[" + user(tc.own) + "]"}
			if tc.rows != nil {
				texts = append(texts, "["+strings.Join(tc.rows, ",")+"]")
			}
			u := sourcestest.Only(t, texts...)
			if diff := cmp.Diff(tc.factors, u.Factors, cmpopts.EquateEmpty()); diff != "" || u.Name != tc.name {
				t.Error(diff, u.Name)
			}
			facts, _ := u.Trusted["aspnet"].(map[string]any)
			for key, want := range tc.facts {
				if diff := cmp.Diff(want, facts[key]); diff != "" {
					t.Error(diff)
				}
			}
			if strings.Contains(cmp.Diff(nil, u.Trusted), "secret") {
				t.Errorf("a secret is kept: %v", u.Trusted)
			}
		})
	}
}

func TestOnlyTheAppsOwnColumnsAreKept(t *testing.T) {
	u := sourcestest.Only(t, "["+user(`,"NormalizedEmail":"ADA","ConcurrencyStamp":"x","AccessFailedCount":3,"Discriminator":"User","RefreshToken":"secret","Company":"Acme"`)+"]")
	if len(u.Trusted) != 2 || u.Trusted["Company"] == nil || u.Trusted["aspnet"] == nil {
		t.Errorf("metadata %v", u.Trusted)
	}
}

// A table is not Identity's for a user name and a hash.
func TestOtherSchemasAreLeftToOthers(t *testing.T) {
	for fact, text := range map[string]string{
		"a role of a user": "UserId,Email,RoleName\n1,ada@example.com,Admin\n",
		"no stamp":         "Id,UserName,Email,PasswordHash\n1,ada,ada@example.com,x\n",
		"no hash":          "Id,UserName,Email,SecurityStamp\n1,ada,ada@example.com,x\n",
	} {
		if p, _ := sourcestest.Text(t, text); p == sources.ASPNet {
			t.Errorf("%s: taken", fact)
		}
	}
}
