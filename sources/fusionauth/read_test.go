package fusionauth_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

type (
	kinds   = map[string]int
	factors = map[sources.FactorKind]int
)

// The API and the database hold the same users, but for the hashes.
func TestEverySampleIsCounted(t *testing.T) {
	moving := kinds{"SHA-256 with salt": 1, "bcrypt": 1, "pbkdf_2": 5}
	imported := sourcestest.Counts{
		Users: 8, Emails: 7, VerifiedEmails: 6, Phones: 2, VerifiedPhones: 1, Named: 8, Blocked: 2, HadPassword: 7,
		WithTrusted: 8, WithUntrusted: 2, Created: 8, Updated: 8, LastLogin: 8,
		Hashes:  moving,
		Factors: factors{sources.OtherMFA: 1, sources.SMS: 1, sources.TOTP: 1},
		Notes:   kinds{"other_identifiers": 1},
	}
	searched := imported
	searched.Hashes, searched.Notes = nil, kinds{"other_identifiers": 1, "password_hash_missing": 7}
	both := imported
	both.Factors, both.ExportNotes = nil, kinds{"row_without_profile": 1}
	alone := sourcestest.Counts{
		Users: 8, Phones: 1, Named: 8, Blocked: 2, WithTrusted: 8, WithUntrusted: 2, Created: 8, Updated: 8,
		Notes: kinds{"table_missing": 8},
	}
	joined := sourcestest.Counts{Users: 7, Emails: 7, VerifiedEmails: 6, Named: 7, HadPassword: 7, Hashes: moving}
	sourcestest.CheckSamples(t, map[string]sourcestest.Counts{
		"search.json":                searched,
		"import.json":                imported,
		"users.csv identities.csv":   both,
		"identities.json users.json": both,
		"users.csv":                  alone,
		"users.json":                 alone,
		"joined.csv":                 joined,
		"joined.json":                joined,
	})
}

// user is one of the API with further members, which are JSON.
func user(more string) string {
	return `{"id":"u1","insertInstant":1614600000000,"email":"ada@example.com"` + more + `}`
}

func TestStates(t *testing.T) {
	for fact, tc := range map[string]struct {
		more    string
		blocked bool
	}{
		"nothing":             {"", false},
		"active":              {`,"active":true`, false},
		"deactivated":         {`,"active":false`, true},
		"expired":             {`,"active":true,"expiry":1571786483322`, true},
		"expires later":       {`,"active":true,"expiry":4102444800000`, false},
		"a bit as MySQL's 0":  {`,"active":0`, true},
		"a change is pending": {`,"active":true,"passwordChangeRequired":true`, false},
	} {
		if u := sourcestest.Only(t, `{"users":[`+user(tc.more)+`]}`); u.Blocked != tc.blocked {
			t.Errorf("%s: blocked %v", fact, u.Blocked)
		}
	}
}

func TestIdentities(t *testing.T) {
	const row = `{"users_id":"u1","encryption_scheme":null,"insert_instant":1,`
	for fact, tc := range map[string]struct {
		rows     []string
		email    string
		verified bool
		phone    string
		notes    []string
	}{
		"one email":                     {[]string{row + `"email":"ada@example.com","verified":true}`}, "ada@example.com", true, "", nil},
		"the primary email counts":      {[]string{row + `"email":"b@example.com","verified":true,"is_primary":false}`, row + `"email":"a@example.com","verified":false,"is_primary":true}`}, "a@example.com", false, "", []string{"other_identifiers"}},
		"an email in value":             {[]string{row + `"value":"ada@example.com","verified":true,"is_primary":true}`}, "ada@example.com", true, "", nil},
		"a phone number":                {[]string{row + `"value":"+15125550118","verified":true,"is_primary":true}`}, "", false, "+15125550118", nil},
		"a row of somebody else's":      {[]string{`{"users_id":"u2","encryption_scheme":null,"email":"x@example.com"}`}, "", false, "", []string{"table_missing"}},
		"a user name and no identifier": {[]string{row + `"username":"ada","value":"ada"}`}, "", false, "", nil},
	} {
		t.Run(fact, func(t *testing.T) {
			u := sourcestest.Only(t, `[{"id":"u1","tenants_id":"t","insert_instant":1,"first_name":"Ada","active":true}]`, "["+strings.Join(tc.rows, ",")+"]")
			if u.Email != tc.email || u.EmailVerified != tc.verified || u.Phone != tc.phone {
				t.Errorf("%q verified %v, %q", u.Email, u.EmailVerified, u.Phone)
			}
			if diff := cmp.Diff(tc.notes, sourcestest.Codes(u.Notes), cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestDataOfTheApp(t *testing.T) {
	for fact, text := range map[string]string{
		"in the API":      `{"users":[` + user(`,"data":{"plan":"pro","fusionauth":"mine"},"registrations":[{"applicationId":"a","id":"r","insertInstant":1,"roles":["admin"],"tokens":{"x":"secret"}}]`) + `]}`,
		"in the database": `[{"id":"u1","tenants_id":"t","insert_instant":1,"first_name":"Ada","active":true,"data":"{\"data\":{\"plan\":\"pro\"},\"twoFactor\":{}}"}]`,
	} {
		u := sourcestest.Only(t, text)
		if mine, ok := u.Trusted["fusionauth"].(jsontext.Value); ok != (fact == "in the API") || ok && string(mine) != `"mine"` {
			t.Errorf("%s: the app's own key: %v", fact, u.Trusted)
		}
		if u.Trusted["plan"] == nil || strings.Contains(cmp.Diff(nil, u.Trusted), "secret") {
			t.Errorf("%s: %v", fact, u.Trusted)
		}
	}
}

// DBeaver writes the rows of a query under its text (FusionAuth's own way to
// leave it).
func TestRowsOfDBeaver(t *testing.T) {
	row := `{"id":"u1","email":"ada@example.com","encryption_scheme":"salted-pbkdf2-hmac-sha256","password":"AAAA","salt":"AAAA","factor":24000}`
	p, users := sourcestest.Text(t, "{\n\"select u.id, i.email,\\n i.password from identities i\": [\n\t"+row+"\n]}")
	if p != sources.FusionAuth || len(users) != 1 || users[0].Hash == nil {
		t.Errorf("%s: %v", p, users)
	}
}

func TestPagesThatAreMissing(t *testing.T) {
	for text, want := range map[string]kinds{
		`{"total":1,"users":[` + user("") + `]}`: nil,
		`{"total":2,"users":[` + user("") + `]}`: {"export_incomplete": 1},
	} {
		dir := t.TempDir()
		path := filepath.Join(dir, "users.json")
		sourcestest.Write(t, path, text)
		if got := sourcestest.Count(t, sources.Options{Paths: []string{path}}).ExportNotes; cmp.Diff(want, got, cmpopts.EquateEmpty()) != "" {
			t.Errorf("%s: %v", text, got)
		}
	}
}

// A list of users is not FusionAuth's for its id, email and password.
func TestOtherSchemasAreLeftToOthers(t *testing.T) {
	for fact, text := range map[string]string{
		"a table":     "id,email,password,salt\n1,ada@example.com,x,y\n",
		"a list":      `{"users":[{"id":"1","email":"ada@example.com","username":"ada","active":true}]}`,
		"no password": "id,email,encryption_scheme\n1,ada@example.com,bcrypt\n",
	} {
		if p, _ := sourcestest.Text(t, text); p == sources.FusionAuth {
			t.Errorf("%s: taken", fact)
		}
	}
}

func TestApplicationsAreNoUsers(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.json")
	sourcestest.Write(t, path, `{"applications":[{"id":"a","name":"x","active":true,"insertInstant":1,"tenantId":"t"}]}`)
	if id, err := sources.Identify(path, nil); err == nil {
		t.Errorf("taken for %+v", id)
	}
}
