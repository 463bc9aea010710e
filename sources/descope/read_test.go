package descope_test

import (
	"path/filepath"
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
	api := sourcestest.Counts{
		Users: 7, Emails: 5, VerifiedEmails: 3, Phones: 2, VerifiedPhones: 2, Named: 5, Blocked: 1, Unconfirmed: 1, HadPassword: 2,
		WithTrusted: 7, WithUntrusted: 1, Created: 7,
		Factors:     factors{sources.Passkey: 1, sources.SSO: 1, sources.Social: 1, sources.TOTP: 1},
		Notes:       kinds{"name_guessed": 3, "other_identifiers": 1, "social_only": 1},
		ExportNotes: kinds{"password_hash_missing": 1},
	}
	table := api
	table.HadPassword, table.WithUntrusted, table.Factors = 0, 0, nil
	table.Notes = kinds{"name_guessed": 3, "other_identifiers": 1}
	for name, want := range map[string]sourcestest.Counts{"search.json": api, "users.json": api, "users.ndjson": api, "users.csv": table} {
		t.Run(name, func(t *testing.T) {
			sourcestest.CheckCounts(t, sources.Options{Paths: []string{filepath.Join("testdata", name)}}, want)
		})
	}
}

func TestLoginIDs(t *testing.T) {
	for fact, tc := range map[string]struct {
		user                   string
		email, phone, username string
		notes                  []string
	}{
		"an email":              {`"loginIds":["ada@example.com"],"email":"ada@example.com"`, "ada@example.com", "", "", nil},
		"an email nowhere else": {`"loginIds":["ada@example.com"],"email":""`, "ada@example.com", "", "", nil},
		"another email":         {`"loginIds":["ada@example.com","b@example.com"],"email":"ada@example.com"`, "ada@example.com", "", "", []string{"other_identifiers"}},
		"the same in capitals":  {`"loginIds":["Ada@Example.com"],"email":"ada@example.com"`, "ada@example.com", "", "", nil},
		"a phone number":        {`"loginIds":["+1 512 555 0118"],"phone":"+15125550118"`, "", "+15125550118", "", nil},
		"a name":                {`"loginIds":["ada","ada@example.com"]`, "ada@example.com", "", "ada", nil},
	} {
		u := sourcestest.Only(t, `{"users":[{"userId":"U1",`+tc.user+`}]}`)
		if u.Email != tc.email || u.Phone != tc.phone || u.Username != tc.username || u.EmailVerified {
			t.Errorf("%s: %q %q %q", fact, u.Email, u.Phone, u.Username)
		}
		if diff := cmp.Diff(tc.notes, sourcestest.Codes(u.Notes), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: %s", fact, diff)
		}
	}
}

func TestMetadata(t *testing.T) {
	u := sourcestest.Only(t, `{"users":[{"userId":"U1","loginIds":["ada@example.com"],"customAttributes":{"plan":"pro"},"roleNames":["Admin"],
		"userTenants":[{"tenantId":"T1","tenantName":"Acme","roleNames":["Viewer"]}]}]}`)
	want := map[string]any{"roles": []any{"Admin"}, "tenants": []any{map[string]any{"id": "T1", "name": "Acme", "roles": []any{"Viewer"}}}}
	if diff := cmp.Diff(want, u.Trusted["descope"]); diff != "" || u.Trusted["plan"] == nil {
		t.Error(diff, u.Trusted)
	}
}

func TestPagesThatAreMissing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "users.json")
	sourcestest.Write(t, path, `{"users":[{"userId":"U1","loginIds":["ada@example.com"]}],"total":2}`)
	want := kinds{"export_incomplete": 1, "password_hash_missing": 1}
	if diff := cmp.Diff(want, sourcestest.Count(t, sources.Options{Paths: []string{path}}).ExportNotes); diff != "" {
		t.Error(diff)
	}
}
