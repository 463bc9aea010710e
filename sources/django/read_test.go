package django_test

import (
	"path/filepath"
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

// What stands in a dump and what stands in the tables are the same users.
func TestEverySampleIsCounted(t *testing.T) {
	alone := sourcestest.Counts{
		Users: 10, Emails: 9, Named: 9, Blocked: 1, HadPassword: 9, WithTrusted: 10, Created: 10, LastLogin: 9,
		Hashes: kinds{"argon_2id": 1, "bcrypt": 1, "bcrypt over SHA-256": 1, "md_5": 1, "pbkdf_2": 3, "scrypt": 1, "sha_1": 1},
	}
	withEmails := alone
	withEmails.VerifiedEmails, withEmails.Notes = 3, kinds{"other_identifiers": 1}
	withEmails.ExportNotes = kinds{"row_without_profile": 1}
	withLogins := withEmails
	withLogins.Factors = factors{sources.Social: 2}
	withLogins.Notes = kinds{"linked_identity": 1, "other_identifiers": 1, "social_only": 1}
	all := withLogins
	all.Factors = factors{sources.OtherMFA: 1, sources.Passkey: 1, sources.Social: 2, sources.TOTP: 1}
	all.Notes = kinds{"linked_identity": 1, "other_identifiers": 1, "social_only": 1}
	sourcestest.CheckSamples(t, map[string]sourcestest.Counts{
		"users.json":                               alone,
		"auth_user.csv":                            alone,
		"auth_user.json":                           alone,
		"users.json emails.json":                   withEmails,
		"auth_user.csv account_emailaddress.csv":   withEmails,
		"auth_user.json account_emailaddress.json": withEmails,
		"auth_user.csv account_emailaddress.csv socialaccount_socialaccount.csv": withLogins,
		"dumpdata.json":  all,
		"dumpdata.jsonl": all,
		"natural.json":   all,
	})
}

// Dumps that Django 3.2 wrote, with django-allauth and django-otp.
func TestDumpsOfDjangoItself(t *testing.T) {
	for _, name := range []string{"of-django-3.2.json", "of-django-3.2.jsonl"} {
		sourcestest.CheckCounts(t, sources.Options{Paths: []string{filepath.Join("testdata", name)}}, sourcestest.Counts{
			Users: 10, Emails: 10, VerifiedEmails: 5, Named: 9, HadPassword: 9, WithTrusted: 10, Created: 10,
			Hashes:  kinds{"PBKDF2 with SHA-1": 1, "argon_2id": 1, "bcrypt": 1, "bcrypt over SHA-256": 1, "md_5": 2, "pbkdf_2": 1, "sha_1": 2},
			Factors: factors{sources.Social: 3, sources.TOTP: 3},
			Notes:   kinds{"linked_identity": 3},
		})
	}
}

func TestFactsOfAUser(t *testing.T) {
	for path, groups := range map[string][]any{"dumpdata.json": {"1", "2"}, "natural.json": {"editors", "members"}} {
		id := map[string]string{"dumpdata.json": "1", "natural.json": "ada"}[path]
		u := sourcestest.User(t, sources.Options{Paths: []string{filepath.Join("testdata", path)}}, id)
		facts, _ := u.Trusted["django"].(map[string]any)
		if diff := cmp.Diff(groups, facts["groups"]); diff != "" || facts["is_superuser"] != true || facts["is_staff"] != true {
			t.Error(path, diff, facts)
		}
	}
}

// record is a user of an app's own model; more is JSON.
func record(more string) string {
	return `{"model":"people.member","pk":"0b9d","fields":{"password":"!","last_login":null,"email":"ada@example.com","full_name":"Ada Lovelace"` + more + `}}`
}

func TestModelsOfTheApp(t *testing.T) {
	u := sourcestest.Only(t, "["+record(`,"phone_number":"+1 512 555 0118","plan":"pro","api_key":"secret"`)+"]")
	if u.SourceID != "0b9d" || u.Name.Last != "Lovelace" || u.Phone != "+15125550118" || u.Hash != nil || u.HadPassword {
		t.Errorf("%+v", u)
	}
	if len(u.Trusted) != 1 || u.Trusted["plan"] == nil {
		t.Errorf("metadata %v", u.Trusted)
	}
}

func TestStates(t *testing.T) {
	for fact, tc := range map[string]struct {
		more              string
		blocked, verified bool
	}{
		"nothing":                  {"", false, false},
		"active":                   {`,"is_active":true`, false, false},
		"not active":               {`,"is_active":false`, true, false},
		"a flag of the app's":      {`,"is_email_verified":true`, false, true},
		"a flag that is something": {`,"is_verified":true`, false, false},
	} {
		u := sourcestest.Only(t, "["+record(tc.more)+"]")
		if u.Blocked != tc.blocked || u.EmailVerified != tc.verified {
			t.Errorf("%s: blocked %v, verified %v", fact, u.Blocked, u.EmailVerified)
		}
	}
}

func row(model, fields string) string {
	return `{"model":"` + model + `","pk":1,"fields":{"user":"0b9d",` + fields + `}}`
}

func TestRows(t *testing.T) {
	address := func(email, verified, primary string) string {
		return row("account.emailaddress", `"email":"`+email+`","verified":`+verified+`,"primary":`+primary)
	}
	for fact, tc := range map[string]struct {
		rows     []string
		verified bool
		factors  []sources.Factor
		notes    []string
	}{
		"the verified email":                  {[]string{address("ADA@example.com", "true", "true")}, true, nil, []string{"name_guessed"}},
		"another one is verified":             {[]string{address("ada@example.com", "false", "true"), address("ada@work.example", "true", "false")}, false, nil, []string{"other_identifiers", "name_guessed"}},
		"a social login of allauth":           {[]string{row("socialaccount.socialaccount", `"provider":"google","uid":"1","extra_data":{"id_token":"secret"}`)}, false, []sources.Factor{{Kind: sources.Social, Detail: "google"}}, []string{"name_guessed", "social_only"}},
		"a social login of social_django":     {[]string{row("social_django.usersocialauth", `"provider":"github","uid":"1","extra_data":"{}","created":"2025-01-01"`)}, false, []sources.Factor{{Kind: sources.Social, Detail: "github"}}, []string{"name_guessed", "social_only"}},
		"an authenticator app":                {[]string{row("mfa.authenticator", `"type":"totp","data":{"secret":"x"},"created_at":"2025-01-01","last_used_at":null`)}, false, []sources.Factor{{Kind: sources.TOTP}}, []string{"name_guessed"}},
		"one of django-otp":                   {[]string{row("otp_totp.totpdevice", `"name":"default","confirmed":true,"key":"00","drift":0`)}, false, []sources.Factor{{Kind: sources.TOTP}}, []string{"name_guessed"}},
		"one that was never set up":           {[]string{row("otp_totp.totpdevice", `"name":"default","confirmed":false,"key":"00","drift":0`)}, false, nil, []string{"name_guessed"}},
		"a phone for codes":                   {[]string{row("two_factor.phonedevice", `"name":"backup","confirmed":true,"key":"00","number":"+15125550118","method":"sms"`)}, false, []sources.Factor{{Kind: sources.SMS}}, []string{"name_guessed"}},
		"another model with a type":           {[]string{row("notes.notice", `"type":"welcome","data":{},"created_at":"2025-01-01"`)}, false, nil, []string{"name_guessed"}},
		"another model that has a user too":   {[]string{row("authtoken.token", `"created":"2025-01-01"`)}, false, nil, []string{"name_guessed"}},
		"an email address of somebody else's": {[]string{`{"model":"account.emailaddress","pk":1,"fields":{"user":"1","email":"ada@example.com","verified":true,"primary":true}}`}, false, nil, []string{"name_guessed"}},
	} {
		t.Run(fact, func(t *testing.T) {
			u := sourcestest.Only(t, "["+record("")+","+strings.Join(tc.rows, ",")+"]")
			if diff := cmp.Diff(tc.factors, u.Factors, cmpopts.EquateEmpty()); diff != "" || u.EmailVerified != tc.verified {
				t.Errorf("verified %v %s", u.EmailVerified, diff)
			}
			if diff := cmp.Diff(tc.notes, sourcestest.Codes(u.Notes), cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// In a large dump the users come long after the beginning.
func TestUsersBehindOtherModels(t *testing.T) {
	permission := `{"model":"auth.permission","pk":1,"fields":{"name":"Can view","content_type":1,"codename":"view"}}`
	for fact, n := range map[string]int{"a hundred": 100, "many": 5000} {
		p, users := sourcestest.Text(t, "["+strings.Repeat(permission+",\n", n)+record("")+"]")
		if p != sources.Django || len(users) != 1 {
			t.Errorf("%s: %d users of %s", fact, len(users), p)
		}
	}
}

// Tables that are written alike are not taken for Django's.
func TestOtherSchemasAreLeftToOthers(t *testing.T) {
	for fact, text := range map[string]string{
		"no flags of Django's":     "id,email,password,last_login\n1,ada@example.com,$2b$04$nJKV5JmpNwSQFy/hM8vkfeFzwDIJB.Yx.JxTz6XV/uKTgDDUmjsNO,2025-01-01\n",
		"no password":              "id,email,last_login,is_superuser\n1,ada@example.com,2025-01-01,f\n",
		"an email that is primary": "user_id,email,name,verified,primary,plan\n1,ada@example.com,Ada,true,true,pro\n",
		"events":                   `[{"id":1,"user_id":1,"type":"signup","data":{"email":"ada@example.com"},"created_at":"2025-01-01","email":"ada@example.com"}]`,
		"fields without a model":   `[{"id":"1","email":"ada@example.com","fields":{"password":"x","last_login":null}}]`,
	} {
		if p, _ := sourcestest.Text(t, text); p == sources.Django {
			t.Errorf("%s: taken", fact)
		}
	}
}
