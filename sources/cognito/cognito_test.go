package cognito_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

// one reads an export of one user.
func one(t *testing.T, record string) sources.User {
	t.Helper()
	return sourcestest.One(t, sources.Cognito, sourcestest.File(t, "users.json", record))
}

func TestUser(t *testing.T) {
	u := one(t, `{"Username":"ada","Attributes":[
		{"Name":"sub","Value":"5929e0d1-4c34-42d1-9b79-a5ecacfe66f7"},
		{"Name":"email","Value":" Ada@Example.com "},{"Name":"email_verified","Value":"True"},
		{"Name":"phone_number","Value":"+14155550123"},{"Name":"phone_number_verified","Value":"true"},
		{"Name":"given_name","Value":"Ada"},{"Name":"middle_name","Value":"King"},{"Name":"family_name","Value":"Lovelace"},
		{"Name":"name","Value":"Countess of Lovelace"},
		{"Name":"custom:plan","Value":"pro"},{"Name":"custom:score","Value":"0"},{"Name":"dev:custom:plan","Value":"beta"},
		{"Name":"birthdate","Value":"1815-12-10"},{"Name":"address","Value":"{\"formatted\":\"1 Main St\"}"},{"Name":"updated_at","Value":"1700000000"}],
		"UserCreateDate":1548108509.537,"UserLastModifiedDate":1548108510,"Enabled":false,"UserStatus":"CONFIRMED"}`)
	want := sources.User{
		SourceID: "5929e0d1-4c34-42d1-9b79-a5ecacfe66f7", Username: "ada",
		Email: "Ada@Example.com", EmailVerified: true, Phone: "+14155550123", PhoneVerified: true,
		Name:        sources.Name{First: "Ada", Middle: "King", Last: "Lovelace"},
		HadPassword: true, Blocked: true,
		CreatedAt: time.Date(2019, 1, 21, 22, 8, 29, 537_000_000, time.UTC), UpdatedAt: time.Date(2019, 1, 21, 22, 8, 30, 0, time.UTC),
	}
	if diff := cmp.Diff(want, u, cmpopts.IgnoreFields(sources.User{}, "Place", "Raw", "Trusted", "Untrusted")); diff != "" {
		t.Error(diff)
	}
	if got := sourcestest.JSON(t, u.Trusted); got != `{"cognito":{"username":"ada","status":"CONFIRMED","created_at":"2019-01-21T22:08:29.537Z","enabled":false},"dev:plan":"beta","plan":"pro","score":"0"}` {
		t.Errorf("trusted metadata %s", got)
	}
	if got := sourcestest.JSON(t, u.Untrusted); got != `{"address":"{\"formatted\":\"1 Main St\"}","birthdate":"1815-12-10","name":"Countess of Lovelace"}` {
		t.Errorf("untrusted metadata %s", got)
	}
}

func TestStatuses(t *testing.T) {
	for status, want := range map[string]struct {
		password, blocked, unconfirmed bool
		codes                          []string
	}{
		"CONFIRMED":             {password: true},
		"UNCONFIRMED":           {password: true, unconfirmed: true},
		"FORCE_CHANGE_PASSWORD": {password: true, codes: []string{"password_hash_missing"}},
		"RESET_REQUIRED":        {password: true, codes: []string{"password_hash_missing"}},
		"ARCHIVED":              {password: true, blocked: true},
		"COMPROMISED":           {password: true, blocked: true},
		"UNKNOWN":               {password: true},
		"EXTERNAL_PROVIDER":     {codes: []string{"social_only"}},
		"":                      {password: true}, // GetUser gives none
	} {
		u := one(t, `{"Username":"a","Attributes":[{"Name":"email","Value":"a@b.c"}],"UserStatus":"`+status+`"}`)
		if u.HadPassword != want.password || u.Blocked != want.blocked || u.Unconfirmed != want.unconfirmed {
			t.Errorf("%s: password %v, blocked %v, unconfirmed %v", status, u.HadPassword, u.Blocked, u.Unconfirmed)
		}
		if diff := cmp.Diff(want.codes, sourcestest.Codes(u.Notes)); diff != "" {
			t.Errorf("%s: %s", status, diff)
		}
	}
}

func TestLoginsAtOtherProviders(t *testing.T) {
	for name, tc := range map[string]struct {
		record   string
		factors  []sources.Factor
		codes    []string
		password bool
	}{
		"a social login": {
			record:  `{"Username":"Google_11","UserStatus":"EXTERNAL_PROVIDER","Attributes":[{"Name":"identities","Value":"[{\"userId\":\"11\",\"providerName\":\"Google\",\"providerType\":\"Google\",\"issuer\":null,\"primary\":true,\"dateCreated\":1701125599632}]"}]}`,
			factors: []sources.Factor{{Kind: sources.Social, Detail: "Google"}},
			codes:   []string{"social_only"},
		},
		"a company login": {
			record:  `{"Username":"okta_j","UserStatus":"EXTERNAL_PROVIDER","Attributes":[{"Name":"identities","Value":"[{\"userId\":\"j\",\"providerName\":\"okta\",\"providerType\":\"SAML\",\"issuer\":\"http://x\",\"primary\":\"true\",\"dateCreated\":\"1701125599632\"}]"}]}`,
			factors: []sources.Factor{{Kind: sources.SSO, Detail: "okta"}},
			codes:   []string{"enterprise_sso"},
		},
		"identities that are one object": {
			record:  `{"Username":"x","UserStatus":"EXTERNAL_PROVIDER","Attributes":[{"Name":"identities","Value":"{\"userId\":\"11\",\"providerName\":\"Facebook\",\"providerType\":\"Facebook\",\"primary\":true}"}]}`,
			factors: []sources.Factor{{Kind: sources.Social, Detail: "Facebook"}},
			codes:   []string{"social_only"},
		},
		"without identities the name tells": {
			record:  `{"Username":"signinwithapple_000123.abc","UserStatus":"EXTERNAL_PROVIDER","Attributes":[]}`,
			factors: []sources.Factor{{Kind: sources.Social, Detail: "signinwithapple"}},
			codes:   []string{"social_only"},
		},
		"an underline in a native's name says nothing": {
			record:   `{"Username":"Google_fan","UserStatus":"CONFIRMED","Attributes":[]}`,
			password: true,
		},
		"a native with a linked login": {
			record:   `{"Username":"ada","UserStatus":"CONFIRMED","Attributes":[{"Name":"identities","Value":"[{\"userId\":\"1\",\"providerName\":\"SignInWithApple\",\"providerType\":\"SignInWithApple\",\"issuer\":null,\"primary\":false}]"}]}`,
			factors:  []sources.Factor{{Kind: sources.Social, Detail: "SignInWithApple"}},
			codes:    []string{"linked_identity"},
			password: true,
		},
		"the answer of GetUser, which has no status": {
			record:  `{"Username":"x","UserAttributes":[{"Name":"identities","Value":"[{\"userId\":\"11\",\"providerName\":\"Google\",\"providerType\":\"Google\",\"primary\":true}]"}]}`,
			factors: []sources.Factor{{Kind: sources.Social, Detail: "Google"}},
			codes:   []string{"social_only"},
		},
		"identities that are no JSON cost only themselves": {
			record:   `{"Username":"ada","UserStatus":"CONFIRMED","Attributes":[{"Name":"identities","Value":"[{"},{"Name":"email","Value":"a@b.c"}]}`,
			password: true,
		},
	} {
		t.Run(name, func(t *testing.T) {
			u := one(t, tc.record)
			if diff := cmp.Diff(tc.factors, u.Factors); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tc.codes, sourcestest.Codes(u.Notes)); diff != "" {
				t.Error(diff)
			}
			if u.HadPassword != tc.password {
				t.Errorf("had a password: %v", u.HadPassword)
			}
		})
	}
}

func TestSecondFactors(t *testing.T) {
	for name, tc := range map[string]struct {
		member string
		want   []sources.Factor
	}{
		"of AdminGetUser": {
			`"MFAOptions":[{"DeliveryMedium":"SMS","AttributeName":"phone_number"}],"PreferredMfaSetting":"SMS_MFA","UserMFASettingList":["SMS_MFA","SOFTWARE_TOKEN_MFA"]`,
			[]sources.Factor{{Kind: sources.SMS, Detail: "SMS_MFA"}, {Kind: sources.TOTP, Detail: "SOFTWARE_TOKEN_MFA"}},
		},
		"of a listing":          {`"MFAOptions":[{"DeliveryMedium":"SMS","AttributeName":"phone_number"}]`, []sources.Factor{{Kind: sources.SMS, Detail: "SMS_MFA"}}},
		"codes sent by email":   {`"UserMFASettingList":["EMAIL_OTP"]`, []sources.Factor{{Kind: sources.OtherMFA, Detail: "EMAIL_OTP"}}},
		"none, as the SDKs say": {`"MFAOptions":[],"PreferredMfaSetting":null`, nil},
	} {
		u := one(t, `{"Username":"a","UserAttributes":[{"Name":"email","Value":"a@b.c"}],`+tc.member+`}`)
		if diff := cmp.Diff(tc.want, u.Factors); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if found := len(u.Notes) == 1 && u.Notes[0].Code == "mfa_not_migrated"; found != (tc.want != nil) {
			t.Errorf("%s: %v", name, u.Notes)
		}
	}
}

// TestEveryProgramGivesTheSameUsers compares what several programs wrote of
// one pool.
func TestEveryProgramGivesTheSameUsers(t *testing.T) {
	want, _ := sourcestest.Users(t, sources.Cognito, "testdata/cliv2.list-users.json")
	for name, path := range map[string]string{
		"command line v1":               "testdata/cliv1.list-users.json",
		"SDK for JavaScript, answer":    "testdata/sdk-js-v3.response.json",
		"SDK for JavaScript, users":     "testdata/sdk-js-v3.users-array.json",
		"SDK for JavaScript, per line":  "testdata/sdk-js-v3.users.ndjson",
		"cognito-backup-restore":        "testdata/cbr-backup.json",
		"text of the command line":      "testdata/cli.list-users.txt",
		"YAML of the command line":      "testdata/cliv2.list-users.yaml",
		"a stream of YAML":              "testdata/cliv2.list-users.stream.yaml",
		"the database of cognito-local": "testdata/cognito-local-db.json",
	} {
		t.Run(name, func(t *testing.T) {
			got, notes := sourcestest.Users(t, sources.Cognito, path)
			if len(notes) != 0 {
				t.Errorf("%v", notes)
			}
			byID := map[string]sources.User{}
			for _, u := range got {
				byID[u.SourceID] = u
			}
			for _, u := range want {
				if diff := cmp.Diff(bare(u), bare(byID[u.SourceID])); diff != "" {
					t.Errorf("%s: %s", u.Username, diff)
				}
			}
			if len(byID) != len(want) {
				t.Errorf("%d users", len(byID))
			}
		})
	}
}

// bare leaves out what the programs differ in: where the record stands, and
// how much of times and second factors they tell.
func bare(u sources.User) sources.User {
	u.Ordinal, u.Place, u.Raw, u.CreatedAt, u.UpdatedAt, u.Trusted = 0, sources.Place{}, nil, time.Time{}, time.Time{}, nil
	u.Factors, u.Notes = nil, nil
	return u
}

func TestWhatTheSampleHolds(t *testing.T) {
	users, _ := sourcestest.Users(t, sources.Cognito, "testdata/cliv2.list-users.json")
	got := map[string]int{}
	for _, u := range users {
		for name, is := range map[string]bool{
			"email": u.Email != "", "verified email": u.EmailVerified, "phone": u.Phone != "", "verified phone": u.PhoneVerified,
			"blocked": u.Blocked, "unconfirmed": u.Unconfirmed, "had a password": u.HadPassword, "a name": !u.Name.IsZero(),
			"own attributes": len(u.Trusted) > 1, "created": !u.CreatedAt.IsZero(),
		} {
			if is {
				got[name]++
			}
		}
		for _, n := range u.Notes {
			got[n.Code]++
		}
	}
	want := map[string]int{
		"email": 46, "verified email": 25, "phone": 17, "verified phone": 12, "a name": 41, "name_guessed": 5,
		"had a password": 49, "password_hash_missing": 16, "social_only": 3, "enterprise_sso": 1, "linked_identity": 1,
		"mfa_not_migrated": 1, "blocked": 4, "unconfirmed": 5, "own attributes": 21, "created": 53,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestPlainTextPasswordsAreNotLookedAt(t *testing.T) {
	users, _ := sourcestest.Users(t, sources.Cognito, "testdata/cognito-local-db.json")
	found := 0
	for _, u := range users {
		if u.Hash != nil {
			t.Errorf("%s has a hash", u.Username)
		}
		if slices.Contains(sourcestest.Codes(u.Notes), "plain_text_password_ignored") {
			found++
		}
	}
	if found != 53 {
		t.Errorf("%d plain-text passwords were seen", found)
	}
}

func TestPagesThatAreNotAll(t *testing.T) {
	page := func(token string) string {
		return `{"Users":[{"Username":"a","Attributes":[{"Name":"sub","Value":"1"}],"UserStatus":"CONFIRMED"}]` + token + `}`
	}
	incomplete := func(token string) []sources.Note {
		return []sources.Note{{Code: "export_incomplete", Detail: "the last page names a next one (" + token + ")"}}
	}
	for name, tc := range map[string]struct {
		text string
		want []sources.Note
	}{
		"complete":                     {page(""), nil},
		"cut by --max-items":           {page(`,"NextToken":"x"`), incomplete("NextToken")},
		"one page of the API":          {page(`,"PaginationToken":"x"`), incomplete("PaginationToken")},
		"a token before the users":     {`{"PaginationToken":"x",` + page("")[1:], incomplete("PaginationToken")},
		"all pages":                    {page(`,"PaginationToken":"x"`) + "\n" + page(""), nil},
		"the last page is missing":     {page(`,"PaginationToken":"x"`) + page(`,"PaginationToken":"y"`), incomplete("PaginationToken")},
		"no token, as some SDKs write": {page(`,"NextToken":null`), nil},
	} {
		t.Run(name, func(t *testing.T) {
			_, notes := sourcestest.Users(t, sources.Cognito, sourcestest.File(t, "users.json", tc.text))
			if diff := cmp.Diff(tc.want, notes); diff != "" {
				t.Error(diff)
			}
		})
	}
	first, second := sourcestest.File(t, "1.json", page(`,"PaginationToken":"x"`)), sourcestest.File(t, "2.json", page(""))
	if users, notes := sourcestest.Users(t, sources.Cognito, first, second); len(users) != 2 || notes != nil {
		t.Errorf("pages in two files: %d users, %v", len(users), notes)
	}
	if _, notes := sourcestest.Users(t, sources.Cognito, second, first); len(notes) != 1 {
		t.Errorf("without the last page: %v", notes)
	}
}

func TestTableForAnImportJob(t *testing.T) {
	users, _ := sourcestest.Users(t, sources.Cognito, "testdata/import.csv")
	want := []sources.User{
		{
			SourceID: "ada", Username: "ada", Email: "ada@example.com", EmailVerified: true, HadPassword: true,
			Name: sources.Name{First: "Ada", Middle: "King", Last: "Lovelace"}, UpdatedAt: time.Unix(1_700_000_000, 0).UTC(),
		},
		{
			Ordinal: 1, SourceID: "grace", Username: "grace", Email: "grace@example.com", EmailVerified: true, Phone: "+14155550101", PhoneVerified: true,
			HadPassword: true, Name: sources.Name{First: "Grace", Last: "Hopper"}, Factors: []sources.Factor{{Kind: sources.SMS, Detail: "SMS_MFA"}},
			Notes: []sources.Note{{Code: "name_guessed"}, {Code: "mfa_not_migrated", Detail: "SMS_MFA"}},
		},
		{
			Ordinal: 2, SourceID: "edsger", Username: "edsger", Phone: "+14155550102", PhoneVerified: true, HadPassword: true,
			Name: sources.Name{First: "Edsger", Last: "Dijkstra"},
		},
		{Ordinal: 3, SourceID: "barbara", Username: "barbara", Email: "barbara@example.com", HadPassword: true, Name: sources.Name{First: "Barbara", Last: "Liskov"}},
	}
	if diff := cmp.Diff(want, users, cmpopts.IgnoreFields(sources.User{}, "Place", "Raw", "Trusted", "Untrusted")); diff != "" {
		t.Error(diff)
	}
	if got := sourcestest.JSON(t, users[0].Trusted); got != `{"cognito":{"username":"ada"},"plan":"pro, yearly"}` {
		t.Errorf("trusted metadata %s", got)
	}
	if got := sourcestest.JSON(t, users[0].Untrusted); got != `{"address":"1 Main St, London","birthdate":"1915-12-10","locale":"en-GB","zoneinfo":"Europe/London"}` {
		t.Errorf("untrusted metadata %s", got)
	}
}

// TestTableWithoutQuotes: a comma in a value makes its row unreadable, and
// quotes are text.
func TestTableWithoutQuotes(t *testing.T) {
	e := sourcestest.Open(t, sources.Options{Paths: []string{sourcestest.File(t, "users.csv",
		"Username,email,custom:plan,UserStatus,Enabled,UserCreateDate\n"+
			"a,a@example.com,\"gold,CONFIRMED,True,2020-04-08 12:56:56.724000-04:00\n"+
			"b,b@example.com,pro, \"gold\",CONFIRMED,True,2020-04-08 12:56:56-04:00\n"+
			"c,c@example.com,\"x, y\",CONFIRMED,False,2020-04-08 12:56:56-04:00\n"+
			"d,d@example.com,\"plain\",UNCONFIRMED,True,2020-04-08 12:56:56-04:00\n")}})
	var got []string
	for u, err := range e.Users(t.Context()) {
		if err != nil {
			got = append(got, err.(*sources.RecordError).Reason)
			continue
		}
		got = append(got, u.Email+" "+sourcestest.JSON(t, map[string]any{"plan": u.Trusted["plan"]})+" "+u.CreatedAt.Format(time.RFC3339Nano))
	}
	want := []string{
		`a@example.com {"plan":"\"gold"} 2020-04-08T16:56:56.724Z`,
		"7 cells, the header has 6",
		`c@example.com {"plan":"x, y"} 2020-04-08T16:56:56Z`, // a spreadsheet has written it
		`d@example.com {"plan":"\"plain\""} 2020-04-08T16:56:56Z`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestOtherShapesOfOneUser(t *testing.T) {
	want := sources.User{SourceID: "5929", Username: "ada", Email: "a@b.c", EmailVerified: true, HadPassword: true, Unconfirmed: true, CreatedAt: time.Date(2024, 3, 4, 5, 6, 7, 0, time.UTC)}
	for name, text := range map[string]string{
		"flattened, as WorkOS's tool writes it": `{"userPoolId":"us-east-1_x","username":"ada","userStatus":"UNCONFIRMED","enabled":true,"userCreateDate":"2024-03-04T05:06:07.000Z","attributes":{"sub":"5929","email":"a@b.c","email_verified":"true"}}`,
		"small letters, as SDKs for Java do":    `{"users":[{"username":"ada","userStatus":"UNCONFIRMED","enabled":true,"userCreateDate":1709528767,"attributes":[{"name":"sub","value":"5929"},{"name":"email","value":"a@b.c"},{"name":"email_verified","value":"true"}]}]}`,
		"boto3 with default=str":                `{"Users":[{"Username":"ada","UserStatus":"UNCONFIRMED","Enabled":true,"UserCreateDate":"2024-03-04 06:06:07+01:00","Attributes":[{"Name":"sub","Value":"5929"},{"Name":"email","Value":"a@b.c"},{"Name":"email_verified","Value":"true"}]}],"ResponseMetadata":{"HTTPStatusCode":200}}`,
		"boto3 with isoformat":                  `[{"Username":"ada","UserStatus":"UNCONFIRMED","Enabled":true,"UserCreateDate":"2024-03-04T05:06:07+00:00","Attributes":[{"Name":"sub","Value":"5929"},{"Name":"email","Value":"a@b.c"},{"Name":"email_verified","Value":"true"}]}]`,
		"YAML of a query":                       "- Attributes:\n  - Name: sub\n    Value: '5929'\n  - Name: email\n    Value: a@b.c\n  - Name: email_verified\n    Value: 'true'\n  UserCreateDate: '2024-03-04T05:06:07+00:00'\n  UserStatus: UNCONFIRMED\n  Username: ada\n",
		"text":                                  "USERS\tTrue\t1709528767\t1709528767\tUNCONFIRMED\tada\nATTRIBUTES\tsub\t5929\nATTRIBUTES\temail\ta@b.c\nATTRIBUTES\temail_verified\ttrue\n",
		"text of a query":                       "True\t1709528767\t1709528767\tUNCONFIRMED\tada\nATTRIBUTES\tsub\t5929\nATTRIBUTES\temail\ta@b.c\nATTRIBUTES\temail_verified\ttrue\n",
		"text of admin-get-user":                "True\t1709528767\t1709528767\tUNCONFIRMED\tada\nUSERATTRIBUTES\tsub\t5929\nUSERATTRIBUTES\temail\ta@b.c\nUSERATTRIBUTES\temail_verified\ttrue\n",
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(want, one(t, text), cmpopts.IgnoreFields(sources.User{}, "Place", "Raw", "Trusted", "UpdatedAt")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTextOfTheCommandLine(t *testing.T) {
	user := func(name, more string) string {
		return "USERS\tTrue\t1709528767\t1709528767\tCONFIRMED\t" + name + "\nATTRIBUTES\tsub\t" + name + "\n" + more
	}
	users, notes := sourcestest.Users(t, sources.Cognito, sourcestest.File(t, "users.txt", user("a", "ATTRIBUTES\taddress\t1 Main St\n2nd floor\nATTRIBUTES\temail\ta@b.c\n")+user("b", "")+"NEXTTOKEN\teyJ9\n"))
	if sourcestest.JSON(t, users[0].Untrusted) != `{"address":"1 Main St\n2nd floor"}` || users[0].Email != "a@b.c" {
		t.Errorf("an attribute of several lines: %+v", users[0])
	}
	if diff := cmp.Diff([]sources.Note{{Code: "export_incomplete", Detail: "the last page names a next one (NextToken)"}}, notes); diff != "" {
		t.Error(diff)
	}
	token := "Q0FJU2xBSUlBaElIQ0FFU0F3aWpCUkln\n"
	if _, notes := sourcestest.Users(t, sources.Cognito, sourcestest.File(t, "users.txt", token+user("a", "")+user("b", ""))); notes == nil {
		t.Error("a single page with a token is not said to be incomplete")
	}
	if _, notes := sourcestest.Users(t, sources.Cognito, sourcestest.File(t, "users.yaml", "PaginationToken: abc\nUsers:\n- Attributes: []\n  UserStatus: CONFIRMED\n  Username: a\nUsers:\n- Attributes: []\n  UserStatus: CONFIRMED\n  Username: b\n")); notes != nil {
		t.Errorf("all pages: %v", notes)
	}
}

// The line of a user who prefers a second factor has a cell more.
func TestSingleUsersAsTextAreToldApart(t *testing.T) {
	user := func(name, preferred, more string) string {
		return "True\t" + preferred + "2024-03-04T05:06:07+00:00\t2024-03-04T05:06:07+00:00\tCONFIRMED\t" + name + "\nUSERATTRIBUTES\temail\t" + name + "@b.c\n" + more
	}
	plain, sms := user("a", "", ""), user("b", "SMS_MFA\t", "USERMFASETTINGLIST\tSMS_MFA\n")
	for fact, text := range map[string]string{
		"behind one who does not":  plain + sms,
		"before one who does not":  sms + plain,
		"between those who do not": plain + sms + user("c", "", ""),
		"and nobody else":          sms,
		"one of another kind too":  sms + user("d", "EMAIL_OTP\t", ""),
	} {
		t.Run(fact, func(t *testing.T) {
			users, _ := sourcestest.Users(t, sources.Cognito, sourcestest.File(t, "users.txt", text))
			if want := strings.Count(text, "\tCONFIRMED\t"); len(users) != want {
				t.Errorf("%d users of %d", len(users), want)
			}
			for _, u := range users {
				want := map[string][]sources.Factor{"b": {{Kind: sources.SMS, Detail: "SMS_MFA"}}, "d": {{Kind: sources.OtherMFA, Detail: "EMAIL_OTP"}}}[u.SourceID]
				if u.Email != u.SourceID+"@b.c" || !slices.Equal(u.Factors, want) {
					t.Errorf("%q, %q with factors %v", u.SourceID, u.Email, u.Factors)
				}
			}
		})
	}
}

func TestTextThatIsNotUTF8IsRepairedAndTold(t *testing.T) {
	text := "USERS\tTrue\t1709528767\t1709528767\tCONFIRMED\ta\nATTRIBUTES\tcustom:caf\xe9\tJos\xe9\nATTRIBUTES\temail\ta@b.c\n"
	users, _ := sourcestest.Users(t, sources.Cognito, sourcestest.File(t, "users.txt", text))
	if len(users) != 1 || users[0].Email != "a@b.c" || !slices.Contains(users[0].Notes, sources.Note{Code: "invalid_text"}) {
		t.Fatalf("%+v", users)
	}
	if v, there := users[0].Trusted["caf\uFFFD"]; !there || fmt.Sprint(v) != "\"Jos\uFFFD\"" {
		t.Errorf("%q", users[0].Trusted)
	}
}

func TestPrintedUsersAreSaidToBeSo(t *testing.T) {
	for name, text := range map[string]string{
		"a table":            "-------------------------\n|       ListUsers       |\n+-----------------------+\n||        Users        ||\n",
		"Node's console.log": "{\n  '$metadata': { httpStatusCode: 200 },\n  Users: [\n    {\n      Attributes: [Array],\n      Enabled: true,\n      UserCreateDate: 2024-01-02T03:04:05.006Z,\n      Username: 'ada'\n    },\n    ... 53 more items\n  ]\n}\n",
	} {
		_, err := sources.Open(t.Context(), sources.Options{Paths: []string{sourcestest.File(t, "users.txt", text)}})
		var said *sources.Error
		if !errors.As(err, &said) || !strings.Contains(said.Hint, "--output json") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhatPythonPrints(t *testing.T) {
	const first = `{'Username': 'ada', 'Attributes': [{'Name': 'sub', 'Value': '1'}, {'Name': 'family_name', 'Value': "O'Neil"}, {'Name': 'email', 'Value': 'a@b.c'}, {'Name': 'identities', 'Value': '[{"userId":"9","providerName":"Google","providerType":"Google","primary":true}]'}], 'UserCreateDate': datetime.datetime(2024, 1, 2, 3, 4, 5, 6000, tzinfo=tzlocal()), 'Enabled': False, 'UserStatus': 'EXTERNAL_PROVIDER'}`
	const second = `{'Username': 'bo', 'Attributes': [{'Name': 'sub', 'Value': '2'}, {'Name': 'name', 'Value': Decimal('1')}], 'UserCreateDate': datetime.datetime(2024, 1, 2, tzinfo=tzutc()), 'Enabled': True, 'UserStatus': 'CONFIRMED'}`
	const third = `{'Username': 'cy', 'Attributes': [{'Name': 'sub', 'Value': '3'}], 'UserCreateDate': datetime.datetime(2024, 1, 2, 3, 4, tzinfo=tzoffset(None, 3600)), 'Enabled': True, 'UserStatus': 'CONFIRMED'}`
	for name, text := range map[string]string{
		"an answer":                   "{'Users': [" + first + ", " + second + ", " + third + "], 'PaginationToken': 'abc', 'ResponseMetadata': {'HTTPStatusCode': 200}}\n",
		"answers one after the other": "{'Users': [" + first + ", " + second + "]}\n{'Users': [" + third + "], 'NextToken': 'abc'}\n",
	} {
		t.Run(name, func(t *testing.T) {
			e := sourcestest.Open(t, sources.Options{Paths: []string{sourcestest.File(t, "users.txt", text)}})
			var got []string
			for u, err := range e.Users(t.Context()) {
				if err != nil {
					got = append(got, err.Error()[strings.Index(err.Error(), "record"):])
					continue
				}
				got = append(got, strings.Join([]string{u.SourceID, u.Username, u.Email, u.Name.Last, u.CreatedAt.Format(time.RFC3339Nano)}, " "))
				if ada := u.SourceID == "1"; u.Blocked != ada || (len(u.Factors) == 1) != ada {
					t.Errorf("%s is blocked: %v, with %v", u.SourceID, u.Blocked, u.Factors)
				}
			}
			want := []string{
				"1 ada a@b.c O'Neil 2024-01-02T03:04:05.006Z",
				"record 2: not valid JSON",
				"3 cy   2024-01-02T02:04:00Z",
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			if notes := e.Notes(); len(notes) != 1 || notes[0].Code != "export_incomplete" {
				t.Errorf("the token of the next page is not noted: %v", notes)
			}
		})
	}
}
