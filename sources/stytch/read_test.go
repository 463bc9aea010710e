package stytch_test

import (
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
	all := sourcestest.Counts{Users: 8, Emails: 7, VerifiedEmails: 5, Phones: 2, VerifiedPhones: 2, Named: 8, Unconfirmed: 1, HadPassword: 5, WithTrusted: 8, WithUntrusted: 1, Created: 8,
		Factors: factors{sources.Biometric: 1, sources.Passkey: 1, sources.Social: 1, sources.TOTP: 1},
		Notes:   kinds{"other_identifiers": 1, "password_not_migratable": 1, "social_only": 1}}
	withHashes := all
	withHashes.Hashes = kinds{"bcrypt": 1, "scrypt": 2}
	withHashes.ExportNotes = kinds{"hash_without_profile": 1}
	first := sourcestest.Counts{Users: 5, Emails: 4, VerifiedEmails: 3, Phones: 2, VerifiedPhones: 2, Named: 5, HadPassword: 4, WithTrusted: 5, WithUntrusted: 1, Created: 5,
		Factors:     factors{sources.Passkey: 1, sources.TOTP: 1},
		Notes:       kinds{"other_identifiers": 1, "password_not_migratable": 1},
		ExportNotes: kinds{"export_incomplete": 1}}
	sourcestest.CheckSamples(t, map[string]sourcestest.Counts{
		"users.json":                          all,
		"search-pages.json":                   all,
		"users.ndjson hashes.csv":             withHashes,
		"users.csv hashes-without-header.csv": withHashes,
		"first-page.json":                     first,
	})
}

const (
	id   = "user-live-11111111-1111-4111-8111-111111111111"
	user = `{"user_id":"` + id + `","emails":[{"email":"ada@example.com","verified":true}],"password":{"password_id":"p","requires_reset":false}}`
	key  = "R9mQ_7zVqgIYhqVFu2kZ0cXQ-4hQd0cS8mJm0m9m3oY="
)

// The parameters of scrypt stand in prose before the header.
func TestParametersOfTheHashFile(t *testing.T) {
	type config = map[string]any
	for fact, tc := range map[string]struct {
		before  string
		n, r, p int
	}{
		"nothing is said":        {"", 32768, 8, 1},
		"names with a colon":     {"scryptCostParameter: 16384\nscryptRParameter: 4\nscryptPParameter: 2\nscryptKeyLengthParameter: 32\n\n", 16384, 4, 2},
		"a shift":                {"scryptCostParameter = 1 << 14\n", 16384, 8, 1},
		"the logarithm":          {"N: 14\n", 16384, 8, 1},
		"letters on one line":    {"scrypt with N=1024, r=8, p=3\n", 1024, 8, 3},
		"prose without a number": {"The hashes of your users.\nKeep them safe: they are yours.\n", 32768, 8, 1},
	} {
		t.Run(fact, func(t *testing.T) {
			u := sourcestest.Only(t, user, tc.before+"id,hash,salt,hash_method,project_id\n"+id+","+key+",c2FsdA==,scrypt,project-live-1\n")
			if u.Hash == nil || u.Hash.Type != sources.Scrypt {
				t.Fatalf("hash %v", u.Hash)
			}
			got := config{"n": u.Hash.Config["n_parameter"], "r": u.Hash.Config["r_parameter"], "p": u.Hash.Config["p_parameter"], "salt": u.Hash.Config["salt"]}
			want := config{"n": tc.n, "r": tc.r, "p": tc.p, "salt": "YzJGc2RBPT0="} // the text of the salt, in base64
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestHashMethods(t *testing.T) {
	for fact, tc := range map[string]struct {
		row  string
		want sources.HashType
	}{
		"bcrypt":           {"$2b$04$nJKV5JmpNwSQFy/hM8vkfeFzwDIJB.Yx.JxTz6XV/uKTgDDUmjsNO,,bcrypt", sources.Bcrypt},
		"argon2 in quotes": {`"$argon2id$v=19$m=1024,t=1,p=1$c2FsdHNhbHRzYWx0$mVYvFh8lmnQbE7x4Jkkd1w",,argon_2id`, sources.Argon2id},
		"md5 with salt":    {"c0023b3440f7411da1b9701ac885b49c,pepper-,md_5", sources.MD5},
		"nothing known":    {"abc,,whirlpool", ""},
	} {
		t.Run(fact, func(t *testing.T) {
			for _, header := range []string{"id,hash,salt,hash_method,project_id\n", ""} {
				u := sourcestest.Only(t, user, header+id+","+tc.row+",project-live-1\n")
				if u.Hash == nil || u.Hash.Type != tc.want {
					t.Errorf("header %q: %+v", header, u.Hash)
				}
			}
		})
	}
}

func TestIdentifiers(t *testing.T) {
	for fact, tc := range map[string]struct {
		members  string
		email    string
		verified bool
		phone    string
		notes    []string
	}{
		"the verified one goes first":   {`"emails":[{"email":"a@example.com","verified":false},{"email":"b@example.com","verified":true}]`, "b@example.com", true, "", []string{"other_identifiers"}},
		"else the first":                {`"emails":[{"email":"a@example.com","verified":false},{"email":"b@example.com","verified":false}]`, "a@example.com", false, "", []string{"other_identifiers"}},
		"a phone only":                  {`"emails":[],"phone_numbers":[{"phone_number":"+14155550100","verified":true}]`, "", false, "+14155550100", nil},
		"a hash inside, by FusionAuth":  {`"emails":[{"email":"a@example.com"}],"hash":"` + key + `","salt":"c2FsdA==","hashAlgorithm":"scrypt"`, "a@example.com", false, "", nil},
		"elements that are no objects":  {`"emails":[7,null],"phone_numbers":["x"]`, "", false, "", nil},
		"a password that must be reset": {`"emails":[{"email":"a@example.com"}],"password":{"password_id":"p","requires_reset":true},"hash":"` + key + `","salt":"s","hashAlgorithm":"scrypt"`, "a@example.com", false, "", []string{"password_not_migratable"}},
	} {
		t.Run(fact, func(t *testing.T) {
			u := sourcestest.Only(t, `{"user_id":"`+id+`",`+tc.members+`}`)
			if u.Email != tc.email || u.EmailVerified != tc.verified || u.Phone != tc.phone {
				t.Errorf("%s, verified %v, %s", u.Email, u.EmailVerified, u.Phone)
			}
			if diff := cmp.Diff(tc.notes, sourcestest.Codes(u.Notes), cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
		})
	}
}
