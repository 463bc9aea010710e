package auth0_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

// one reads an export of one user.
func one(t *testing.T, record string, hashes ...string) sources.User {
	t.Helper()
	paths := []string{sourcestest.File(t, "users.json", record)}
	for _, h := range hashes {
		paths = append(paths, sourcestest.File(t, "hashes.json", h))
	}
	return sourcestest.One(t, sources.Auth0, paths...)
}

func TestUser(t *testing.T) {
	u := one(t, `{"user_id":"auth0|5f1f","email":" Ada@Example.com ","email_verified":true,"username":"ada",
		"phone_number":"+14155550123","phone_verified":true,"given_name":"Ada","family_name":"Lovelace","name":"Countess",
		"nickname":"ada","picture":"https://example.com/a.png","locale":"en","blocked":true,
		"created_at":"2019-01-01T00:00:00.000Z","updated_at":"2020-01-01T00:00:00.000Z","last_login":"2021-01-01T00:00:00.000Z",
		"identities":[{"connection":"Users","provider":"auth0","user_id":"5f1f","isSocial":false,"access_token":"s3cr3t"}],
		"multifactor":["guardian"],"last_ip":"203.0.113.0","logins_count":3,
		"app_metadata":{"plan":{"tier":"pro"},"n":12345678901234567890123},"user_metadata":{"theme":"dark","picture":"own"}}`)
	if u.SourceID != "auth0|5f1f" || u.Email != "Ada@Example.com" || !u.EmailVerified || u.Username != "ada" || !u.Blocked {
		t.Errorf("%+v", u)
	}
	if u.Phone != "+14155550123" || !u.PhoneVerified {
		t.Errorf("phone %q, verified %v", u.Phone, u.PhoneVerified)
	}
	if diff := cmp.Diff(sources.Name{First: "Ada", Last: "Lovelace"}, u.Name); diff != "" {
		t.Error(diff)
	}
	if u.CreatedAt.Year() != 2019 || u.UpdatedAt.Year() != 2020 || u.LastLogin.Year() != 2021 {
		t.Errorf("times %v, %v, %v", u.CreatedAt, u.UpdatedAt, u.LastLogin)
	}
	want := `{"auth0":{"username":"ada","connections":["Users"],"created_at":"2019-01-01T00:00:00.000Z","last_login":"2021-01-01T00:00:00.000Z","blocked":true},"n":12345678901234567890123,"plan":{"tier":"pro"}}`
	if got := sourcestest.JSON(t, u.Trusted); got != want {
		t.Errorf("trusted metadata %s", got)
	}
	if got := sourcestest.JSON(t, u.Untrusted); got != `{"locale":"en","nickname":"ada","picture":"own","theme":"dark"}` {
		t.Errorf("untrusted metadata %s", got)
	}
	if diff := cmp.Diff([]sources.Factor{{Kind: sources.OtherMFA, Detail: "guardian"}}, u.Factors); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"mfa_not_migrated", "password_hash_missing"}, sourcestest.Codes(u.Notes)); diff != "" || !u.HadPassword || u.Hash != nil {
		t.Errorf("had a password: %v %s", u.HadPassword, diff)
	}
}

func TestKindsOfLogins(t *testing.T) {
	for name, tc := range map[string]struct {
		record  string
		email   string
		phone   string
		factors []sources.Factor
		codes   []string
	}{
		"a social login": {
			record:  `{"user_id":"google-oauth2|11","email":"a@b.c","identities":[{"provider":"google-oauth2","user_id":"11","connection":"google-oauth2","isSocial":true}]}`,
			email:   "a@b.c",
			factors: []sources.Factor{{Kind: sources.Social, Detail: "google-oauth2"}},
			codes:   []string{"social_only"},
		},
		"a social login without its identities": {
			record:  `{"user_id":"apple|000.111","email":"a@b.c"}`,
			email:   "a@b.c",
			factors: []sources.Factor{{Kind: sources.Social, Detail: "apple"}},
			codes:   []string{"social_only"},
		},
		"an identity whose id is a number, as in old files": {
			record:  `{"user_id":"facebook|777","email":"a@b.c","identities":[{"provider":"facebook","user_id":777,"connection":"facebook","isSocial":true}]}`,
			email:   "a@b.c",
			factors: []sources.Factor{{Kind: sources.Social, Detail: "facebook"}},
			codes:   []string{"social_only"},
		},
		"passwordless by email": {
			record: `{"user_id":"email|11","email":"a@b.c","email_verified":true,"identities":[{"provider":"email","connection":"email","user_id":"11"}]}`,
			email:  "a@b.c",
		},
		"passwordless by SMS; the name is the phone": {
			record: `{"user_id":"sms|11","phone_number":"+14155550123","phone_verified":true,"name":"+14155550123","identities":[{"provider":"sms","connection":"sms","user_id":"11"}]}`,
			phone:  "+14155550123",
		},
		"a company login": {
			record:  `{"user_id":"samlp|okta-corp|jane@corp.com","email":"jane@corp.com","identities":[{"provider":"samlp","connection":"okta-corp","user_id":"okta-corp|jane@corp.com","isSocial":false}]}`,
			email:   "jane@corp.com",
			factors: []sources.Factor{{Kind: sources.SSO, Detail: "samlp"}},
			codes:   []string{"enterprise_sso"},
		},
		"email and phone of linked logins, where the profile has none": {
			record: `{"user_id":"twitter|11","name":"x","identities":[{"provider":"twitter","connection":"twitter","user_id":"11","isSocial":true},
				{"provider":"email","connection":"email","user_id":"12","profileData":{"email":"a@b.c","email_verified":true}},
				{"provider":"sms","connection":"sms","user_id":"13","profileData":{"phone_number":"+14155550123","phone_verified":true}}]}`,
			email:   "a@b.c",
			phone:   "+14155550123",
			factors: []sources.Factor{{Kind: sources.Social, Detail: "twitter"}},
			codes:   []string{"linked_identity"},
		},
		"the profile's own email before those of linked logins": {
			record: `{"user_id":"email|11","email":"own@b.c","identities":[{"provider":"email","connection":"email","user_id":"11"},
				{"provider":"google-oauth2","connection":"google-oauth2","user_id":"12","isSocial":true,"profileData":{"email":"other@b.c"}}]}`,
			email:   "own@b.c",
			factors: []sources.Factor{{Kind: sources.Social, Detail: "google-oauth2"}},
			codes:   []string{"linked_identity"},
		},
		"identifiers in their own list": {
			record: `{"user_id":"sms|1","identifiers":[{"type":"phone_number","value":"+14155550123","verified":true},{"type":"email","value":"a@b.c"}]}`,
			email:  "a@b.c", phone: "+14155550123",
		},
		"factors as the API lists them": {
			record: `{"user_id":"email|1","email":"a@b.c","guardian_authenticators":[{"type":"totp"},{"type":"sms"}],"passkeys":[{"id":"pk"}]}`,
			email:  "a@b.c",
			factors: []sources.Factor{
				{Kind: sources.TOTP, Detail: "totp"}, {Kind: sources.SMS, Detail: "sms"}, {Kind: sources.Passkey},
			},
			codes: []string{"mfa_not_migrated"},
		},
		"null is nothing": {
			record: `{"user_id":"email|1","email":"a@b.c","name":null,"identities":null,"app_metadata":null,"multifactor":null,"blocked":null,"phone_number":null}`,
			email:  "a@b.c",
		},
		"odd types cost their field only": {
			record: `{"user_id":"email|1","email":"a@b.c","name":["x"],"identities":{"provider":"x"},"app_metadata":"x","multifactor":"guardian","created_at":{}}`,
			email:  "a@b.c",
		},
	} {
		t.Run(name, func(t *testing.T) {
			u := one(t, tc.record)
			if u.Email != tc.email || u.Phone != tc.phone || u.Hash != nil || u.HadPassword {
				t.Errorf("email %q, phone %q, password %v", u.Email, u.Phone, u.HadPassword)
			}
			if diff := cmp.Diff(tc.factors, u.Factors); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tc.codes, sourcestest.Codes(u.Notes)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestNames(t *testing.T) {
	for name, tc := range map[string]struct {
		record string
		want   sources.Name
		codes  []string
	}{
		"given and family name":              {`{"user_id":"email|1","given_name":"Ada","family_name":"Lovelace","name":"x y"}`, sources.Name{First: "Ada", Last: "Lovelace"}, nil},
		"one full name is split":             {`{"user_id":"email|1","name":"Ada King Lovelace"}`, sources.Name{First: "Ada", Middle: "King", Last: "Lovelace"}, []string{"name_guessed"}},
		"the email as name is none":          {`{"user_id":"email|1","email":"a@b.c","name":"a@b.c"}`, sources.Name{}, nil},
		"the user name as name is none":      {`{"user_id":"email|1","username":"ada","name":"Ada"}`, sources.Name{}, nil},
		"one word is a first name":           {`{"user_id":"email|1","name":"Ada"}`, sources.Name{First: "Ada"}, nil},
		"a name without spaces is not split": {`{"user_id":"email|1","name":"李小龍"}`, sources.Name{First: "李小龍"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			u := one(t, tc.record)
			if diff := cmp.Diff(tc.want, u.Name); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tc.codes, sourcestest.Codes(u.Notes)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestPagesThatAreNotAll(t *testing.T) {
	for name, tc := range map[string]struct {
		text string
		want []sources.Note
	}{
		"fewer users than the total": {
			`{"start":0,"limit":1,"length":1,"total":3,"users":[{"user_id":"email|1"}]}{"start":1,"limit":1,"length":1,"total":3,"users":[{"user_id":"email|2"}]}`,
			[]sources.Note{{Code: "export_incomplete", Detail: "2 of 3 users"}},
		},
		"all of them":      {`{"total":1,"users":[{"user_id":"email|1"}]}`, nil},
		"a next page":      {`{"users":[{"user_id":"email|1"}],"next":"MTIz"}`, []sources.Note{{Code: "export_incomplete", Detail: "the last page names a next one"}}},
		"the next is here": {`{"users":[{"user_id":"email|1"}],"next":"MTIz"}{"users":[{"user_id":"email|2"}]}`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			_, notes := sourcestest.Users(t, sources.Auth0, sourcestest.File(t, "users.json", tc.text))
			if diff := cmp.Diff(tc.want, notes); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestBulkImportFile(t *testing.T) {
	users, _ := sourcestest.Users(t, sources.Auth0, "testdata/bulk-import.json")
	if u := users[0]; u.Hash == nil || u.Hash.Type != sources.Bcrypt {
		t.Errorf("a bcrypt hash is %+v", u.Hash)
	}
	if u := users[1]; u.Hash == nil || u.Hash.Type != "" || u.Hash.Why == "" {
		t.Errorf("a hash that cannot move is %+v", u.Hash)
	}
	u := users[2]
	if u.Hash == nil || u.Hash.Type != sources.Bcrypt {
		t.Errorf("password_hash is %+v", u.Hash)
	}
	if diff := cmp.Diff([]sources.Factor{{Kind: sources.TOTP, Detail: "totp"}, {Kind: sources.SMS, Detail: "phone"}}, u.Factors); diff != "" {
		t.Error(diff)
	}
	if !users[3].Blocked || users[3].Phone == "" || users[4].Hash != nil {
		t.Errorf("%+v, %+v", users[3], users[4])
	}
}
