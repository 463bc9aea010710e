package supabase_test

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

func TestCSVAndJSONHoldTheSameUsers(t *testing.T) {
	var texts []string
	for _, path := range []string{"testdata/users.csv", "testdata/users.json"} {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(text))
	}
	_, table := sourcestest.Text(t, texts[0])
	_, list := sourcestest.Text(t, texts[1])
	if diff := cmp.Diff(table, list, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("-csv +json:\n%s", diff)
	}
}

func TestPhonesGetTheirPlusSign(t *testing.T) {
	for phone, want := range map[string]string{
		`"447700900124"`: "+447700900124", `447700900124`: "+447700900124", `"+447700900124"`: "+447700900124", `"0770090012"`: "0770090012", `""`: "", `null`: "", `"ext"`: "ext",
	} {
		u := sourcestest.Only(t, `[{"id":"1","raw_app_meta_data":{},"phone":`+phone+`}]`)
		if u.Phone != want {
			t.Errorf("%s is %q", phone, u.Phone)
		}
	}
}

func TestVerified(t *testing.T) {
	for fact, tc := range map[string]struct {
		record       string
		email, phone bool
		unconfirmed  bool
	}{
		"the email is confirmed":           {`"email":"a@example.com","email_confirmed_at":"2024-01-15 10:30:00+00"`, true, false, false},
		"nothing is":                       {`"email":"a@example.com","email_confirmed_at":null`, false, false, true},
		"the phone is":                     {`"email":"a@example.com","phone":"14155550100","email_confirmed_at":"","phone_confirmed_at":"2024-01-15T10:30:00Z"`, false, true, false},
		"one column for both, email only":  {`"email":"a@example.com","confirmed_at":"2024-01-15 10:30:00+00"`, true, false, false},
		"one column for both, both there":  {`"email":"a@example.com","phone":"14155550100","confirmed_at":"2024-01-15 10:30:00+00"`, false, false, true},
		"confirmed without an email":       {`"email":"","email_confirmed_at":"2024-01-15 10:30:00+00"`, false, false, false},
		"an anonymous user proves nothing": {`"is_anonymous":true`, false, false, false},
	} {
		t.Run(fact, func(t *testing.T) {
			u := sourcestest.Only(t, `[{"id":"1","raw_app_meta_data":{},`+tc.record+`}]`)
			if u.EmailVerified != tc.email || u.PhoneVerified != tc.phone || u.Unconfirmed != tc.unconfirmed {
				t.Errorf("email %v, phone %v, unconfirmed %v", u.EmailVerified, u.PhoneVerified, u.Unconfirmed)
			}
		})
	}
}

func TestBans(t *testing.T) {
	for until, want := range map[string]bool{
		`null`: false, `""`: false, `"none"`: false, `"2021-01-01 00:00:00+00"`: false, `"2124-01-01 00:00:00+00"`: true, `"2999-01-01 00:00:00+00"`: true, `"infinity"`: true,
	} {
		u := sourcestest.Only(t, `[{"id":"1","raw_app_meta_data":{},"banned_until":`+until+`}]`)
		if u.Blocked != want {
			t.Errorf("banned until %s: %v", until, u.Blocked)
		}
	}
}

func TestTokensAreLeftBehind(t *testing.T) {
	u := sourcestest.Only(t, `[{"id":"1","email":"a@example.com","raw_app_meta_data":{},"recovery_token":"secret","confirmation_token":"secret","reauthentication_token":"secret"}]`)
	if len(u.Trusted)+len(u.Untrusted) != 0 {
		t.Errorf("metadata %v %v", u.Trusted, u.Untrusted)
	}
}

func TestFilesOfPublicTools(t *testing.T) {
	path := "../../../shared/exports/other/clerk__migration-tool__supabase.json"
	if _, err := os.Stat(path); err != nil {
		t.Skip("the folder of sample exports is not here")
	}
	sourcestest.CheckCounts(t, sources.Options{Paths: []string{path}}, sourcestest.Counts{
		Users: 25, Emails: 15, VerifiedEmails: 15, Phones: 10, VerifiedPhones: 10, Named: 15, HadPassword: 9, WithTrusted: 25, Created: 25, Updated: 25,
		Hashes: kinds{"bcrypt": 9},
	})
}
