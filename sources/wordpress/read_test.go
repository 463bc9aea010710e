package wordpress_test

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
	usersOnly := sourcestest.Counts{
		Users: 6, Emails: 5, Named: 3, HadPassword: 5, WithTrusted: 6, WithUntrusted: 1, Created: 6,
		Hashes: kinds{"WordPress 6.8 ($wp$)": 1, "bcrypt": 1, "md_5": 1, "phpass": 2},
		Notes:  kinds{"name_guessed": 3},
	}
	both := usersOnly
	both.Named, both.Factors = 4, factors{sources.TOTP: 1, sources.OtherMFA: 1}
	both.Notes, both.ExportNotes = kinds{"name_guessed": 1}, kinds{"row_without_profile": 1}
	listed := sourcestest.Counts{
		Users: 6, Emails: 5, Named: 3, HadPassword: 6, WithTrusted: 6, Created: 6,
		Notes: kinds{"name_guessed": 3, "password_hash_missing": 6},
	}
	withPass := usersOnly
	withPass.WithUntrusted = 0
	sourcestest.CheckSamples(t, map[string]sourcestest.Counts{
		"wp_users.csv":                   usersOnly,
		"wp_users.json":                  usersOnly,
		"wp_users.csv wp_usermeta.csv":   both,
		"wp_usermeta.json wp_users.json": both,
		"phpmyadmin.json":                both,
		"wp-user-list.json":              listed,
		"wp-user-list.csv":               withPass,
	})
}

// only reads a row; more is JSON behind the columns of every row.
func only(t *testing.T, more string, metadata ...string) sources.User {
	t.Helper()
	texts := []string{`[{"ID":"1","user_login":"ada","user_email":"ada@example.com"` + more + `}]`}
	if len(metadata) > 0 {
		texts = append(texts, "["+strings.Join(metadata, ",")+"]")
	}
	return sourcestest.Only(t, texts...)
}

func TestNoEmailCountsAsVerified(t *testing.T) {
	if u := only(t, `,"user_status":"1","user_pass":""`); u.EmailVerified || u.HadPassword {
		t.Errorf("verified %v, had a password %v", u.EmailVerified, u.HadPassword)
	}
}

func TestNetworksOfSites(t *testing.T) {
	u := only(t, `,"spam":"1","deleted":"1","user_pass":""`)
	if diff := cmp.Diff([]string{"deleted"}, sourcestest.Codes(u.Notes)); diff != "" || !u.Blocked {
		t.Errorf("blocked %v %s", u.Blocked, diff)
	}
}

func TestMetadata(t *testing.T) {
	row := func(key, value string) string {
		return `{"umeta_id":"1","user_id":"1","meta_key":"` + key + `","meta_value":"` + strings.ReplaceAll(value, `"`, `\"`) + `"}`
	}
	for fact, tc := range map[string]struct {
		rows    []string
		roles   []any
		factors []sources.Factor
	}{
		"roles of a site":            {[]string{row("wp_capabilities", `a:2:{s:6:"editor";b:1;s:8:"customer";b:1;}`)}, []any{"editor", "customer"}, nil},
		"another prefix":             {[]string{row("shop7_capabilities", `a:1:{s:6:"editor";b:1;}`)}, []any{"editor"}, nil},
		"a second factor":            {[]string{row("_two_factor_enabled_providers", `a:1:{i:0;s:15:"Two_Factor_Totp";}`)}, nil, []sources.Factor{{Kind: sources.TOTP}}},
		"codes by email":             {[]string{row("_two_factor_enabled_providers", `a:1:{i:0;s:16:"Two_Factor_Email";}`)}, nil, []sources.Factor{{Kind: sources.OtherMFA, Detail: "email"}}},
		"tokens are left behind":     {[]string{row("session_tokens", "secret"), row("_two_factor_totp_key", "SECRET")}, nil, nil},
		"what is not PHP's":          {[]string{row("wp_capabilities", `{"editor":true}`)}, nil, nil},
		"of another user":            {[]string{`{"umeta_id":"1","user_id":"2","meta_key":"wp_capabilities","meta_value":"s:6:\"editor\";"}`}, nil, nil},
		"no second factor is set up": {[]string{row("_two_factor_enabled_providers", `a:0:{}`)}, nil, nil},
	} {
		t.Run(fact, func(t *testing.T) {
			u := only(t, `,"user_pass":""`, tc.rows...)
			facts, _ := u.Trusted["wordpress"].(map[string]any)
			roles, _ := facts["roles"].([]any)
			if diff := cmp.Diff(tc.roles, roles, cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tc.factors, u.Factors, cmpopts.EquateEmpty()); diff != "" || len(u.Trusted) != 1 {
				t.Error(diff, u.Trusted)
			}
		})
	}
}

// The names of a few columns do not make a table WordPress'.
func TestOtherTablesAreLeftToOthers(t *testing.T) {
	for fact, text := range map[string]string{
		"id, email and a password": "id,email,password\n1,ada@example.com,$P$5abcdefghjQpEYEBuJbRuFpvYSfqAd.\n",
		"a login only":             "ID,user_login,email\n1,ada,ada@example.com\n",
	} {
		if p, _ := sourcestest.Text(t, text); p == sources.WordPress {
			t.Errorf("%s: taken", fact)
		}
	}
}
