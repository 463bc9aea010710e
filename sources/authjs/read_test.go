package authjs_test

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

// Every way to keep the tables holds the same users.
func TestEverySampleIsCounted(t *testing.T) {
	inside := sourcestest.Counts{
		Users: 7, Emails: 7, VerifiedEmails: 5, Named: 6, HadPassword: 4, WithTrusted: 1, WithUntrusted: 1,
		Hashes:  kinds{"argon_2id": 1, "bcrypt": 2, "plain text or unknown": 1},
		Factors: factors{sources.OtherMFA: 1, sources.Passkey: 1, sources.Social: 3, sources.SSO: 1},
		Notes:   kinds{"linked_identity": 2, "name_guessed": 5, "social_only": 1},
	}
	both := inside
	both.ExportNotes = kinds{"row_without_profile": 1}
	usersOnly := inside
	usersOnly.Factors, usersOnly.Notes = factors{sources.OtherMFA: 1}, kinds{"name_guessed": 5}
	sourcestest.CheckSamples(t, map[string]sourcestest.Counts{
		"user.csv account.csv":                     both,
		"account.json user.json":                   both,
		"user.csv account.json":                    both,
		"dump.json":                                both,
		"mongo-users.ndjson mongo-accounts.ndjson": inside,
		"with-accounts.json":                       inside,
		"user.json":                                usersOnly,
	})
}

// user is a row of the model with further members, which are JSON.
func user(more string) string {
	return `{"id":"1","name":"Ada","email":"ada@example.com","emailVerified":null,"image":null` + more + `}`
}

func account(more string) string {
	return `{"userId":"1","providerAccountId":"7","access_token":"secret",` + more + `}`
}

func TestAccounts(t *testing.T) {
	social := func(name string) sources.Factor { return sources.Factor{Kind: sources.Social, Detail: name} }
	for fact, tc := range map[string]struct {
		accounts []string
		factors  []sources.Factor
		notes    []string
	}{
		"a social login":        {[]string{account(`"type":"oauth","provider":"github"`)}, []sources.Factor{social("github")}, []string{"social_only"}},
		"two of them":           {[]string{account(`"type":"oauth","provider":"github"`), account(`"type":"oidc","provider":"google"`)}, []sources.Factor{social("github"), social("google")}, []string{"linked_identity", "social_only"}},
		"links by email":        {[]string{account(`"type":"email","provider":"nodemailer"`)}, nil, nil},
		"a company's login":     {[]string{account(`"type":"oidc","provider":"okta"`)}, []sources.Factor{{Kind: sources.SSO, Detail: "okta"}}, nil},
		"a passkey":             {[]string{account(`"type":"webauthn","provider":"passkey"`)}, []sources.Factor{{Kind: sources.Passkey}}, nil},
		"an authenticator":      {[]string{account(`"credentialID":"abc","counter":3`)}, []sources.Factor{{Kind: sources.Passkey}}, nil},
		"one of somebody else":  {[]string{`{"userId":"2","providerAccountId":"7","type":"oauth","provider":"github"}`}, nil, nil},
		"names with underlines": {[]string{`{"user_id":1,"provider_account_id":"7","type":"oauth","provider":"github"}`}, []sources.Factor{social("github")}, []string{"social_only"}},
	} {
		t.Run(fact, func(t *testing.T) {
			u := sourcestest.Only(t, "["+user("")+"]", "["+strings.Join(tc.accounts, ",")+"]")
			if diff := cmp.Diff(tc.factors, u.Factors, cmpopts.EquateEmpty()); diff != "" || u.Trusted != nil {
				t.Error(diff, u.Trusted)
			}
			if diff := cmp.Diff(tc.notes, sourcestest.Codes(u.Notes), cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSecretsOfTheAppAreLeftBehind(t *testing.T) {
	u := sourcestest.Only(t, "["+user(`,"resetToken":"secret","apiKey":"secret","twoFactorSecret":"secret","plan":"pro"`)+"]")
	if len(u.Trusted) != 1 || u.Trusted["plan"] == nil {
		t.Errorf("metadata %v", u.Trusted)
	}
}

// Another schema that is written alike is not taken for Auth.js'.
func TestOtherSchemasAreLeftToOthers(t *testing.T) {
	for fact, text := range map[string]string{
		"a flag where the time is":     `[{"id":"1","name":"Ada","email":"ada@example.com","emailVerified":true,"image":null}]`,
		"a flag in a table":            "id,name,email,email_verified,image\n1,Ada,ada@example.com,true,\n",
		"a column that says nothing":   "id,name,email,email_verified,image\n1,Ada,ada@example.com,,\n",
		"no image":                     "id,name,email,emailVerified\n1,Ada,ada@example.com,2025-01-11T09:00:00Z\n",
		"id, email and a password":     "id,email,password\n1,ada@example.com,$2b$04$nJKV5JmpNwSQFy/hM8vkfeFzwDIJB.Yx.JxTz6XV/uKTgDDUmjsNO\n",
		"a number that is a bare flag": `[{"id":"1","name":"Ada","email":"ada@example.com","emailVerified":1,"image":null}]`,
	} {
		if p, _ := sourcestest.Text(t, text); p == sources.AuthJS {
			t.Errorf("%s: taken", fact)
		}
	}
}
