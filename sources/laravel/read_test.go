package laravel_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

func TestEverySampleIsCounted(t *testing.T) {
	want := sourcestest.Counts{
		Users: 5, Emails: 5, VerifiedEmails: 4, Named: 5, HadPassword: 4, WithTrusted: 5, Created: 5, Updated: 5,
		Hashes:  map[string]int{"argon_2id": 1, "bcrypt": 3},
		Factors: map[sources.FactorKind]int{sources.Social: 2, sources.TOTP: 1},
		Notes:   map[string]int{"deleted": 1, "name_guessed": 4, "social_only": 1},
	}
	sourcestest.CheckSamples(t, map[string]sourcestest.Counts{
		"users.csv":  want,
		"users.tsv":  want,
		"users.json": want,
	})
}

// user is a row with further members, which are JSON.
func user(more string) string {
	return `{"id":1,"name":"Ada","email":"ada@example.com","password":"$2y$04$nJKV5JmpNwSQFy/hM8vkfeFzwDIJB.Yx.JxTz6XV/uKTgDDUmjsNO","remember_token":null` + more + `}`
}

func TestFactors(t *testing.T) {
	totp := []sources.Factor{{Kind: sources.TOTP}}
	for fact, tc := range map[string]struct {
		more string
		want []sources.Factor
	}{
		"none":                          {`,"two_factor_secret":null,"two_factor_confirmed_at":null`, nil},
		"confirmed":                     {`,"two_factor_secret":"x","two_factor_confirmed_at":"2024-01-01 00:00:00"`, totp},
		"never confirmed":               {`,"two_factor_secret":"x","two_factor_confirmed_at":null`, nil},
		"before there were confirms":    {`,"two_factor_secret":"x"`, totp},
		"a social login by its column":  {`,"github_id":"7"`, []sources.Factor{{Kind: sources.Social, Detail: "github"}}},
		"a social login by its name":    {`,"provider":"google","provider_id":"7"`, []sources.Factor{{Kind: sources.Social, Detail: "google"}}},
		"an empty column of a provider": {`,"github_id":null`, nil},
	} {
		u := sourcestest.Only(t, "["+user(tc.more)+"]")
		if diff := cmp.Diff(tc.want, u.Factors, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: %s", fact, diff)
		}
	}
}

// In a CSV an empty two_factor_confirmed_at and none at all are not the same.
func TestTheHeaderTellsWhoConfirms(t *testing.T) {
	for text, want := range map[string]int{
		"id,email,password,remember_token,two_factor_secret,two_factor_confirmed_at\n1,ada@example.com,,,x,\n": 0,
		"id,email,password,remember_token,two_factor_secret\n1,ada@example.com,,,x\n":                          1,
	} {
		if u := sourcestest.Only(t, text); len(u.Factors) != want {
			t.Errorf("%q: %v", text, u.Factors)
		}
	}
}

func TestOnlyTheAppsOwnColumnsAreKept(t *testing.T) {
	u := sourcestest.Only(t, "["+user(`,"api_token":"secret","two_factor_recovery_codes":"secret","provider_id":"7","plan":"pro"`)+"]")
	if len(u.Trusted) != 1 || u.Trusted["plan"] == nil {
		t.Errorf("metadata %v", u.Trusted)
	}
}

// phpMyAdmin writes other tables too.
func TestTablesOfPHPMyAdmin(t *testing.T) {
	p, users := sourcestest.Text(t, `[{"type":"header","version":"5.2.1","comment":"Export to JSON plugin for PHPMyAdmin"},
		{"type":"database","name":"app"},
		{"type":"table","name":"password_reset_tokens","database":"app","data":[{"email":"ada@example.com","token":"secret"}]},
		{"type":"table","name":"users","database":"app","data":[`+user("")+`]}]`)
	if p != sources.Laravel || len(users) != 1 {
		t.Errorf("%d users of %s", len(users), p)
	}
}

// Rails before Devise has a remember_token too, and no password beside it.
func TestOtherSchemasAreLeftToOthers(t *testing.T) {
	for fact, text := range map[string]string{
		"a digest": "id,email,password_digest,remember_token\n1,ada@example.com,x,y\n",
		"no token": "id,name,email,password,email_verified_at\n1,Ada,ada@example.com,x,\n",
	} {
		if p, _ := sourcestest.Text(t, text); p == sources.Laravel {
			t.Errorf("%s: taken", fact)
		}
	}
}

// A column that holds a second hash, or a token inside of its JSON, is no
// metadata, whatever it is called.
func TestSecretsOfTheAppStayBehind(t *testing.T) {
	const hash = "$2y$10$Z6hUTEEeoJXN5/AmSm/4.eZ75RYgFVriQM9LPhNEC7kbAbS/VAaJ2"
	text := "id,name,email,email_verified_at,password,remember_token,legacy,settings,plan\n" +
		"1,Ada,ada@example.com,2024-01-01 00:00:00," + hash + ",tok," + hash + ",\"{\"\"api\"\":{\"\"token\"\":\"\"t0k\"\"}}\",pro\n"
	u := sourcestest.One(t, sources.Laravel, sourcestest.File(t, "users.csv", text))
	if u.Hash == nil || u.Trusted["legacy"] != nil || u.Trusted["settings"] != nil || u.Trusted["plan"] == nil {
		t.Errorf("hash %+v, trusted metadata: %v", u.Hash, u.Trusted)
	}
}
