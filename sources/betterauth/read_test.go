package betterauth_test

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
	both := sourcestest.Counts{Users: 8, Emails: 8, VerifiedEmails: 5, Phones: 1, VerifiedPhones: 1, Named: 8, Blocked: 1, Anonymous: 2, HadPassword: 5, WithTrusted: 8, Created: 8, Updated: 8,
		Hashes:      kinds{"argon_2id": 1, "bcrypt": 1, "scrypt": 3},
		Factors:     factors{sources.OtherMFA: 1, sources.Social: 2},
		Notes:       kinds{"linked_identity": 1, "name_guessed": 5, "social_only": 1},
		ExportNotes: kinds{"row_without_profile": 1}}
	ofMongo := both
	ofMongo.ExportNotes = nil
	usersOnly := sourcestest.Counts{Users: 8, Emails: 8, VerifiedEmails: 5, Phones: 1, VerifiedPhones: 1, Named: 8, Blocked: 1, Anonymous: 2, WithTrusted: 8, Created: 8, Updated: 8,
		Factors: factors{sources.OtherMFA: 1},
		Notes:   kinds{"name_guessed": 5, "password_hash_missing": 8}}
	inside := sourcestest.Counts{Users: 4, Emails: 4, VerifiedEmails: 3, Phones: 1, VerifiedPhones: 1, Named: 4, HadPassword: 3, WithTrusted: 4, Created: 4, Updated: 4,
		Hashes:  kinds{"bcrypt": 1, "scrypt": 2},
		Factors: factors{sources.OtherMFA: 1, sources.Social: 2},
		Notes:   kinds{"linked_identity": 1, "name_guessed": 3, "social_only": 1}}
	sourcestest.CheckSamples(t, map[string]sourcestest.Counts{
		"user.csv account.csv":                   both,
		"account.json user.json":                 both,
		"user.csv account.json":                  both,
		"dump.json":                              both,
		"mongo-user.ndjson mongo-account.ndjson": ofMongo,
		"user.json":                              usersOnly,
		"with-accounts.json":                     inside,
	})
}

// user is a row of the core schema with further members, which are JSON.
func user(more string) string {
	return `{"id":"1","name":"Ada","email":"ada@example.com","emailVerified":true,"image":null,"createdAt":"2025-01-11T09:00:00Z","updatedAt":"2025-01-11T09:00:00Z"` + more + `}`
}

func account(more string) string { return `{"id":"a","accountId":"1","userId":"1",` + more + `}` }

func TestAccounts(t *testing.T) {
	const hash = "$2b$04$nJKV5JmpNwSQFy/hM8vkfeFzwDIJB.Yx.JxTz6XV/uKTgDDUmjsNO"
	for fact, tc := range map[string]struct {
		accounts []string
		moves    bool
		factors  []sources.Factor
		notes    []string
	}{
		"a password":                     {[]string{account(`"providerId":"credential","password":"` + hash + `"`)}, true, nil, nil},
		"a social login only":            {[]string{account(`"providerId":"google"`)}, false, []sources.Factor{{Kind: sources.Social, Detail: "google"}}, []string{"social_only"}},
		"both":                           {[]string{account(`"providerId":"google"`), account(`"providerId":"credential","password":"` + hash + `"`)}, true, []sources.Factor{{Kind: sources.Social, Detail: "google"}}, []string{"linked_identity"}},
		"a password that was never set":  {[]string{account(`"providerId":"credential","password":null`)}, false, nil, nil},
		"an account of somebody else":    {[]string{`{"id":"a","accountId":"2","userId":"2","providerId":"credential","password":"` + hash + `"}`}, false, nil, nil},
		"a password with a social login": {[]string{account(`"providerId":"google","password":"` + hash + `"`)}, false, []sources.Factor{{Kind: sources.Social, Detail: "google"}}, []string{"social_only"}},
		"names as databases write them":  {[]string{`{"id":"a","account_id":"1","user_id":1,"provider_id":"credential","password":"` + hash + `"}`}, true, nil, nil},
	} {
		t.Run(fact, func(t *testing.T) {
			u := sourcestest.Only(t, "["+user("")+"]", "["+strings.Join(tc.accounts, ",")+"]")
			if (u.Hash != nil) != tc.moves || u.HadPassword != tc.moves {
				t.Errorf("hash %v", u.Hash)
			}
			if diff := cmp.Diff(tc.factors, u.Factors, cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tc.notes, sourcestest.Codes(u.Notes), cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestStates(t *testing.T) {
	for fact, tc := range map[string]struct {
		more               string
		blocked, anonymous bool
	}{
		"nothing":                {"", false, false},
		"banned":                 {`,"banned":true`, true, false},
		"banned until later":     {`,"banned":true,"banExpires":"2124-01-01T00:00:00Z"`, true, false},
		"a ban that is over":     {`,"banned":true,"banExpires":"2021-01-01T00:00:00Z"`, false, false},
		"not banned any more":    {`,"banned":false,"banExpires":"2124-01-01T00:00:00Z"`, false, false},
		"anonymous":              {`,"isAnonymous":true`, false, true},
		"anonymous as a number":  {`,"isAnonymous":1`, false, true},
		"columns with undersco.": {`,"is_anonymous":"t"`, false, true},
	} {
		t.Run(fact, func(t *testing.T) {
			u := sourcestest.Only(t, "["+user(tc.more)+"]")
			if u.Blocked != tc.blocked || u.Anonymous != tc.anonymous {
				t.Errorf("blocked %v, anonymous %v", u.Blocked, u.Anonymous)
			}
		})
	}
}

// Another schema that is written alike is not taken for Better Auth's.
func TestOtherSchemasAreLeftToOthers(t *testing.T) {
	for fact, text := range map[string]string{
		"a date where the flag is": `[{"id":"1","name":"Ada","email":"ada@example.com","emailVerified":"2025-01-11T09:00:00Z","image":null,"createdAt":"x","updatedAt":"x"}]`,
		"no flag":                  `[{"id":"1","name":"Ada","email":"ada@example.com","emailVerified":null,"image":null,"createdAt":"x","updatedAt":"x"}]`,
		"a password in the user":   "[" + user(`,"password":"$2b$04$nJKV5JmpNwSQFy/hM8vkfeFzwDIJB.Yx.JxTz6XV/uKTgDDUmjsNO"`) + "]",
		"a table without image":    "id,name,email,email_verified,created_at,updated_at\n1,Ada,ada@example.com,true,2025-01-11,2025-01-11\n",
	} {
		if p, _ := sourcestest.Text(t, text); p == sources.BetterAuth {
			t.Errorf("%s: taken", fact)
		}
	}
}

// A file whose end nobody has seen yet is not taken for something else.
func TestLargeFilesOfUsersWithTheirAccounts(t *testing.T) {
	one := user(`,"accounts":[` + account(`"providerId":"google"`) + `]`)
	for fact, text := range map[string]string{
		"an array": "[" + strings.Repeat(one+",\n", 999) + one + "]",
		"lines":    strings.Repeat(one+"\n", 1000),
	} {
		p, users := sourcestest.Text(t, text)
		if p != sources.BetterAuth || len(users) != 1000 || len(users[999].Factors) != 1 {
			t.Errorf("%s: %d users of %s", fact, len(users), p)
		}
	}
}

func TestLargeDumps(t *testing.T) {
	accounts := strings.Repeat(account(`"providerId":"google"`)+",", 2000)
	text := `{"account":[` + accounts[:len(accounts)-1] + `],"user":[` + user("") + `]}`
	if u := sourcestest.Only(t, text); len(u.Factors) != 1 {
		t.Errorf("factors %v", u.Factors)
	}
}

func TestUsersOfAQueryAreKnownByTheAccountsInside(t *testing.T) {
	const hash = "$2b$04$nJKV5JmpNwSQFy/hM8vkfeFzwDIJB.Yx.JxTz6XV/uKTgDDUmjsNO"
	for fact, accounts := range map[string]string{
		"with their ids":                    `{"id":"a","accountId":"1","userId":"1","providerId":"credential","password":"` + hash + `"}`,
		"without the user they stand in":    `{"accountId":"1","providerId":"credential","password":"` + hash + `"}`,
		"with nothing but what is needed":   `{"providerId":"credential","password":"` + hash + `"}`,
		"behind another that is not theirs": `null,{"providerId":"credential","password":"` + hash + `"}`,
	} {
		t.Run(fact, func(t *testing.T) {
			u := sourcestest.Only(t, `[{"id":"1","name":"Ada","email":"ada@example.com","emailVerified":true,"accounts":[`+accounts+`]}]`)
			if u.Hash == nil || u.Hash.Value != hash || !u.EmailVerified || u.SourceID != "1" {
				t.Errorf("%+v", u)
			}
		})
	}
}
