package clerk_test

import (
	"os"
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
	for name, want := range map[string]sourcestest.Counts{
		"dashboard.csv": {Users: 19, Emails: 17, VerifiedEmails: 15, Phones: 3, VerifiedPhones: 2, Named: 18, HadPassword: 16, WithTrusted: 19, Created: 19,
			Hashes:  kinds{"AWS Cognito": 1, "Firebase scrypt": 1, "SHA-256 with salt": 1, "argon_2i": 1, "argon_2id": 1, "bcrypt with a pepper": 1, "bcrypt": 3, "md_5": 2, "pbkdf_2": 3, "phpass": 1, "scrypt": 1},
			Factors: factors{sources.TOTP: 1},
			Notes:   kinds{"other_identifiers": 3}},
		"support.json": {Users: 4, Emails: 4, VerifiedEmails: 3, Phones: 1, VerifiedPhones: 1, Named: 3, HadPassword: 3, WithTrusted: 2, WithUntrusted: 1,
			Hashes:  kinds{"argon_2id": 1, "bcrypt": 1, "salted LDAP digest (SSHA)": 1},
			Factors: factors{sources.OtherMFA: 1, sources.TOTP: 1},
			Notes:   kinds{"metadata_dropped": 2, "other_identifiers": 2}},
		"api.json": {Users: 3, Emails: 2, VerifiedEmails: 1, Phones: 1, VerifiedPhones: 1, Named: 3, Blocked: 1, HadPassword: 1, WithTrusted: 3, WithUntrusted: 1, Created: 3, Updated: 1, LastLogin: 1,
			Factors:     factors{sources.Passkey: 1, sources.SMS: 1, sources.SSO: 1, sources.Social: 2, sources.TOTP: 1},
			Notes:       kinds{"other_identifiers": 1, "social_only": 1},
			ExportNotes: kinds{"export_incomplete": 1}},
		"sdk.json": {Users: 2, Emails: 2, VerifiedEmails: 2, Phones: 1, Named: 2, HadPassword: 1, WithTrusted: 1, Created: 1,
			Factors: factors{sources.Social: 1},
			Notes:   kinds{"social_only": 1}},
	} {
		t.Run(name, func(t *testing.T) {
			sourcestest.CheckCounts(t, sources.Options{Paths: []string{filepath.Join("testdata", name)}}, want)
		})
	}
}

// What is verified decides whether a password may go onto an account that is
// there already.
func TestAPrimaryAddressIsVerifiedOnlyAmongTheVerified(t *testing.T) {
	for fact, tc := range map[string]struct {
		record   string
		email    string
		verified bool
		others   bool
	}{
		"among the verified":           {`"primary_email_address":"a@example.com","verified_email_addresses":"a@example.com"`, "a@example.com", true, false},
		"in another case":              {`"primary_email_address":"A@Example.com","verified_email_addresses":"a@example.com"`, "a@example.com", true, false},
		"another one is verified":      {`"primary_email_address":"a@example.com","verified_email_addresses":"b@example.com"`, "a@example.com", false, true},
		"among the unverified":         {`"primary_email_address":"a@example.com","unverified_email_addresses":"a@example.com|b@example.com"`, "a@example.com", false, true},
		"pipes":                        {`"primary_email_address":"b@example.com","verified_email_addresses":"a@example.com|b@example.com"`, "b@example.com", true, true},
		"commas":                       {`"primary_email_address":"b@example.com","verified_email_addresses":"a@example.com, b@example.com"`, "b@example.com", true, true},
		"a list that says nothing":     {`"primary_email_address":"a@example.com","email_addresses":["a@example.com"]`, "a@example.com", false, false},
		"none is primary":              {`"primary_email_address":"","unverified_email_addresses":"a@example.com","verified_email_addresses":"b@example.com"`, "b@example.com", true, true},
		"none is primary nor verified": {`"primary_email_address":null,"unverified_email_addresses":"a@example.com"`, "a@example.com", false, false},
	} {
		t.Run(fact, func(t *testing.T) {
			u := sourcestest.Only(t, `[{"id":"user_1",`+tc.record+`}]`)
			if u.Email != tc.email || u.EmailVerified != tc.verified || (len(u.Notes) > 0) != tc.others {
				t.Errorf("%s, verified %v, notes %v", u.Email, u.EmailVerified, u.Notes)
			}
		})
	}
}

func TestMetadata(t *testing.T) {
	for fact, tc := range map[string]struct {
		record string
		want   []string // keys of the trusted metadata
		notes  []string
	}{
		"public and private go together":  {`"public_metadata":{"a":1},"private_metadata":{"b":2}`, []string{"a", "b"}, nil},
		"the same value in both":          {`"public_metadata":{"a":1},"private_metadata":{"a":1}`, []string{"a"}, nil},
		"another value in both":           {`"public_metadata":{"a":1},"private_metadata":{"a":2}`, []string{"a"}, []string{"metadata_dropped"}},
		"in a string":                     {`"public_metadata":"{\"a\":1}"`, []string{"a"}, nil},
		"in a string with escaped quotes": {`"public_metadata":"{\\\"a\\\":1}"`, []string{"a"}, nil},
		"no object":                       {`"public_metadata":[1]`, nil, []string{"metadata_dropped"}},
		"empty":                           {`"public_metadata":{},"private_metadata":null`, nil, nil},
	} {
		t.Run(fact, func(t *testing.T) {
			u := sourcestest.Only(t, `[{"id":"user_1","primary_email_address":"a@example.com",`+tc.record+`}]`)
			var keys []string
			for key := range u.Trusted {
				keys = append(keys, key)
			}
			if diff := cmp.Diff(tc.want, keys, cmpopts.EquateEmpty(), cmpopts.SortSlices(func(a, b string) bool { return a < b })); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tc.notes, sourcestest.Codes(u.Notes), cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestFilesOfPublicTools(t *testing.T) {
	path := "../../../shared/exports/other/workos__migrate-clerk-users__example-input.csv"
	if _, err := os.Stat(path); err != nil {
		t.Skip("the folder of sample exports is not here")
	}
	sourcestest.CheckCounts(t, sources.Options{Paths: []string{path}}, sourcestest.Counts{
		Users: 2, Emails: 2, Named: 2, HadPassword: 2, Hashes: kinds{"bcrypt": 2},
	})
}
