package auth0_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

const bcrypt = `"$2b$10$Z6hUTEEeoJXN5/AmSm/4.eZ75RYgFVriQM9LPhNEC7kbAbS/VAaJ2"`

func TestPasswordsAreJoined(t *testing.T) {
	const (
		ada    = `{"user_id":"auth0|5f1f","email":"ada@b.c","email_verified":true,"created_at":"2020-01-01T00:00:00.000Z","identities":[{"provider":"auth0","connection":"db","user_id":"5f1f"}]}`
		legacy = `{"user_id":"auth0|legacy-7","email":"ada@b.c","identities":[{"provider":"auth0","connection":"db","user_id":"legacy-7"}]}`
		linked = `{"user_id":"google-oauth2|1","email":"ada@gmail.com","email_verified":true,"identities":[{"provider":"google-oauth2","connection":"google-oauth2","user_id":"1","isSocial":true},{"provider":"auth0","connection":"db","user_id":"5f1f","profileData":{"email":"ada@b.c"}}]}`
		social = `{"user_id":"google-oauth2|1","email":"ada@b.c","identities":[{"provider":"google-oauth2","connection":"google-oauth2","user_id":"1","isSocial":true}]}`
	)
	for name, tc := range map[string]struct {
		user, entry string
		joined      bool
		verified    bool
		codes       []string
		orphan      bool
	}{
		"by $oid":                      {user: ada, entry: `{"_id":{"$oid":"5f1f"},"email":"ada@b.c","email_verified":true,"passwordHash":` + bcrypt + `,"connection":"db"}`, joined: true, verified: true},
		"by _ID":                       {user: ada, entry: `{"_ID":{"$oid":"5f1f"},"passwordHash":` + bcrypt + `}`, joined: true, verified: true},
		"by an $oid with its prefix":   {user: ada, entry: `{"_id":{"$oid":"auth0|5f1f"},"passwordHash":` + bcrypt + `}`, joined: true, verified: true},
		"by an id that is text":        {user: ada, entry: `{"_id":"5f1f","passwordHash":` + bcrypt + `}`, joined: true, verified: true},
		"by alt_id":                    {user: legacy, entry: `{"_id":{"$oid":"0000"},"alt_id":"legacy-7","passwordHash":` + bcrypt + `}`, joined: true},
		"by a linked database login":   {user: linked, entry: `{"_id":{"$oid":"5f1f"},"email":"ada@b.c","email_verified":false,"passwordHash":` + bcrypt + `}`, joined: true, verified: true, codes: []string{"linked_identity"}},
		"by email in the connection":   {user: ada, entry: `{"_id":{"$oid":"77"},"email":"ADA@b.c","email_verified":true,"connection":"db","passwordHash":` + bcrypt + `}`, joined: true, verified: true},
		"by email among identifiers":   {user: ada, entry: `{"_id":{"$oid":"77"},"identifiers":[{"type":"email","value":"ada@b.c","verified":true}],"connection":"db","passwordHash":` + bcrypt + `}`, joined: true, verified: true},
		"not by email elsewhere":       {user: ada, entry: `{"_id":{"$oid":"77"},"email":"ada@b.c","connection":"other","passwordHash":` + bcrypt + `}`, verified: true, codes: []string{"password_hash_missing"}, orphan: true},
		"not from a deleted account":   {user: ada, entry: `{"_id":{"$oid":"77"},"email":"ada@b.c","connection":"db","password_set_date":{"$date":"2019-01-01T00:00:00Z"},"passwordHash":` + bcrypt + `}`, verified: true, codes: []string{"password_hash_missing"}, orphan: true},
		"nor with MongoDB's long date": {user: ada, entry: `{"_id":{"$oid":"77"},"email":"ada@b.c","connection":"db","password_set_date":{"$date":{"$numberLong":"1575657372412"}},"passwordHash":` + bcrypt + `}`, verified: true, codes: []string{"password_hash_missing"}, orphan: true},
		"not on a social login":        {user: social, entry: `{"_id":{"$oid":"77"},"email":"ada@b.c","passwordHash":` + bcrypt + `}`, codes: []string{"social_only"}, orphan: true},
		"not when two have that email": {user: ada, entry: `{"_id":{"$oid":"77"},"email":"ada@b.c","passwordHash":` + bcrypt + `}` + "\n" + `{"_id":{"$oid":"78"},"email":"ada@b.c","passwordHash":` + bcrypt + `}`, verified: true, codes: []string{"password_hash_missing"}, orphan: true},
		"an entry without a hash":      {user: ada, entry: `{"_id":{"$oid":"5f1f"},"connection":"db","tenant":"t"}`, verified: true, codes: []string{"password_hash_missing"}},
		"files that disagree":          {user: ada, entry: `{"_id":{"$oid":"5f1f"},"email":"ada@b.c","email_verified":false,"passwordHash":` + bcrypt + `}`, joined: true, codes: []string{"verified_conflict"}},
		"one array of entries":         {user: ada, entry: `[{"_id":{"$oid":"5f1f"},"passwordHash":` + bcrypt + `}]`, joined: true, verified: true},
	} {
		t.Run(name, func(t *testing.T) {
			users, notes := sourcestest.Users(t, sources.Auth0, sourcestest.File(t, "users.json", tc.user), sourcestest.File(t, "hashes.json", tc.entry))
			u := users[0]
			if (u.Hash != nil) != tc.joined || u.EmailVerified != tc.verified {
				t.Errorf("hash %v, verified %v", u.Hash, u.EmailVerified)
			}
			if diff := cmp.Diff(tc.codes, sourcestest.Codes(u.Notes)); diff != "" {
				t.Error(diff)
			}
			if (len(notes) > 0) != tc.orphan {
				t.Errorf("notes about the export: %v", notes)
			}
		})
	}
}

func TestATableWithoutIDsIsJoinedByEmail(t *testing.T) {
	users, _ := sourcestest.Users(t, sources.Auth0, sourcestest.File(t, "users.csv", "email,email_verified\n\"'ada@b.c\",true\n\"'bob@b.c\",true\n"),
		sourcestest.File(t, "hashes.json", `{"_id":{"$oid":"5f1f"},"email":"ada@b.c","email_verified":true,"connection":"db","passwordHash":`+bcrypt+`}`))
	if len(users) != 2 || users[0].Hash == nil || !users[0].EmailVerified || users[1].Hash != nil {
		t.Errorf("%+v", users)
	}
}

func TestHashesThatAreNotBcryptSayWhy(t *testing.T) {
	user := `{"user_id":"auth0|1","email":"a@b.c"}`
	u := one(t, user, `{"_id":{"$oid":"1"},"connection":"db","tenant":"t","custom_password_hash":{"algorithm":"hmac","hash":{"value":"cg7f42jH39/2EaAU4wNd4s2lKIk=","encoding":"base64","digest":"sha1","key":{"value":"736868","encoding":"hex"}}}}`)
	if u.Hash == nil || u.Hash.Type != "" || u.Hash.Why == "" || !u.HadPassword {
		t.Errorf("%+v", u.Hash)
	}
}

func TestHashesOfTheSampleAreAllJoined(t *testing.T) {
	for name, users := range map[string]string{
		"bulk export":        "testdata/fixture-tenant.json",
		"packed bulk export": "testdata/fixture-tenant.json.gz",
		"CSV":                "testdata/fixture-tenant.csv",
		"extension":          "testdata/extension-default-fields.ndjson",
	} {
		t.Run(name, func(t *testing.T) {
			list, notes := sourcestest.Users(t, sources.Auth0, "testdata/passwords.ndjson", users)
			withHash := 0
			for _, u := range list {
				if u.Hash != nil {
					withHash++
				}
			}
			if withHash != 39 {
				t.Errorf("%d of 39 hashes found their user", withHash)
			}
			if diff := cmp.Diff([]sources.Note{{Code: "hash_without_profile", Detail: "1 of 40"}}, notes); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestHashLinesThatCannotBeReadAreCounted(t *testing.T) {
	_, notes := sourcestest.Users(t, sources.Auth0, sourcestest.File(t, "users.json", `{"user_id":"auth0|1","email":"a@b.c"}`),
		sourcestest.File(t, "hashes.json", `{"_id":{"$oid":"1"},"passwordHash":`+bcrypt+"}\nnonsense\n{\"x\":1}\n"))
	if diff := cmp.Diff([]sources.Note{{Code: "hash_unreadable", Detail: "2 records"}}, notes); diff != "" {
		t.Error(diff)
	}
}

// Fields can be left out of an export of users; the hash export has the email
// all the same.
func TestTheEmailOfTheHashExportStandsIn(t *testing.T) {
	const entry = `{"_id":{"$oid":"7"},"identifiers":[{"type":"email","value":"ada@b.c","verified":true}],"connection":"db","passwordHash":` + bcrypt + `}`
	hashes := sourcestest.File(t, "hashes.ndjson", entry+"\n")
	for name, c := range map[string]struct {
		user, email string
		verified    bool
	}{
		"a user without email":      {`{"user_id":"auth0|7"}`, "ada@b.c", true},
		"a user with another":       {`{"user_id":"auth0|7","email":"x@b.c","email_verified":false}`, "x@b.c", false},
		"another user":              {`{"user_id":"auth0|8"}`, "", false},
		"a phone and no email":      {`{"user_id":"auth0|7","phone_number":"+14155550123"}`, "ada@b.c", true},
		"a social user of that id":  {`{"user_id":"google-oauth2|7"}`, "", false},
		"a linked database login":   {`{"user_id":"google-oauth2|9","identities":[{"provider":"google-oauth2","user_id":"9","connection":"google-oauth2","isSocial":true},{"provider":"auth0","user_id":"7","connection":"db","isSocial":false}]}`, "ada@b.c", true},
		"verified, says the export": {`{"user_id":"auth0|7","email_verified":true}`, "ada@b.c", true},
		"it says that it is not":    {`{"user_id":"auth0|7","email_verified":false}`, "ada@b.c", false},
		"it says nothing":           {`{"user_id":"auth0|7","email_verified":null}`, "ada@b.c", true},
	} {
		t.Run(name, func(t *testing.T) {
			e := sourcestest.Open(t, sources.Options{Paths: []string{sourcestest.File(t, "users.ndjson", c.user+"\n"), hashes}})
			for u, err := range e.Users(t.Context()) {
				if err != nil || u.Email != c.email || u.EmailVerified != c.verified {
					t.Errorf("%q, verified %v, %v", u.Email, u.EmailVerified, err)
				}
			}
		})
	}
}
