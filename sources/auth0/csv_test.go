package auth0_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

func TestTableGivesWhatTheJSONGives(t *testing.T) {
	fromTable, _ := sourcestest.Users(t, sources.Auth0, "testdata/fixture-tenant.csv")
	fromJSON, _ := sourcestest.Users(t, sources.Auth0, "testdata/fixture-tenant.json")
	if len(fromTable) != len(fromJSON) {
		t.Fatalf("%d and %d users", len(fromTable), len(fromJSON))
	}
	for i, want := range fromJSON {
		got := fromTable[i]
		// The table has one identity, fewer members and only two leaves of
		// the metadata.
		ignore := cmpopts.IgnoreFields(sources.User{}, "Raw", "Place", "Trusted", "TrustedSize", "Untrusted", "Factors", "Notes", "UpdatedAt", "LastLogin", "Phone", "PhoneVerified")
		if diff := cmp.Diff(want, got, ignore); diff != "" {
			t.Errorf("%s: %s", want.SourceID, diff)
		}
	}
	if got := sourcestest.JSON(t, fromTable[2].Trusted); got != `{"auth0":{"connections":["Username-Password-Authentication"],"created_at":"2019-03-04T00:00:14.002Z"},"plan":{"tier":"pro"}}` {
		t.Errorf("trusted metadata %s", got)
	}
	if got := sourcestest.JSON(t, fromTable[2].Untrusted); got != `{"theme":"dark"}` {
		t.Errorf("untrusted metadata %s", got)
	}
}

func TestTable(t *testing.T) {
	for name, tc := range map[string]struct {
		text      string
		want      sources.User
		trusted   string
		untrusted string
	}{
		"one apostrophe is the guard, the second is text": {
			text:    "user_id,email,name\n\"'email|1\",\"'a@b.c\",\"''t Hooft\"\n",
			want:    sources.User{SourceID: "email|1", Email: "a@b.c", Name: sources.Name{First: "'t", Last: "Hooft"}, Notes: []sources.Note{{Code: "name_guessed"}}},
			trusted: "null",
		},
		"without the guard an apostrophe is text": {
			text:    "user_id,email,name\nemail|1,a@b.c,'t Hooft\n",
			want:    sources.User{SourceID: "email|1", Email: "a@b.c", Name: sources.Name{First: "'t", Last: "Hooft"}, Notes: []sources.Note{{Code: "name_guessed"}}},
			trusted: "null",
		},
		"the operator's own headers": {
			text:    "key,mail,Verified,provider,Shoe size\n\"'email|1\",\"'a@b.c\",true,\"'email\",43\n",
			want:    sources.User{SourceID: "email|1", Email: "a@b.c", EmailVerified: true},
			trusted: `{"Shoe size":43,"auth0":{"connections":["email"]}}`,
		},
		"the usual other headers": {
			text: "Auth0 ID,E-Mail,Confirmed,First,Last,Display Name,Mobile Phone,Phone Confirmed,Is Blocked,Login,Created Date,Last Login At\n" +
				"\"'email|1\",\"'a@b.c\",True,\"'Ada\",\"''t Hooft\",\"'x\",\"'+14155550123\",true,TRUE,\"'ada\",2024-01-02T03:04:05.000Z,2024-02-02T03:04:05.000Z\n",
			want: sources.User{
				SourceID: "email|1", Email: "a@b.c", EmailVerified: true, Username: "ada", Blocked: true, Phone: "+14155550123", PhoneVerified: true,
				Name:      sources.Name{First: "Ada", Last: "'t Hooft"},
				CreatedAt: time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC), LastLogin: time.Date(2024, 2, 2, 3, 4, 5, 0, time.UTC),
			},
			trusted: `{"auth0":{"username":"ada","created_at":"2024-01-02T03:04:05.000Z","last_login":"2024-02-02T03:04:05.000Z","blocked":true}}`,
		},
		"flags in other spellings": {
			text:    "user_id,email,email_verified,blocked,phone_number,phone_verified\nemail|1,a@b.c,TRUE,True,+14155550123,yes\n",
			want:    sources.User{SourceID: "email|1", Email: "a@b.c", EmailVerified: true, Blocked: true, Phone: "+14155550123", PhoneVerified: true},
			trusted: `{"auth0":{"blocked":true}}`,
		},
		"flags that say no": {
			text:    "user_id,email,email_verified,blocked\nemail|1,a@b.c,False,\n",
			want:    sources.User{SourceID: "email|1", Email: "a@b.c"},
			trusted: "null",
		},
		"leaves of metadata": {
			text:      "user_id,email,app_metadata.plan.tier,app_metadata.plan.seats,app_metadata.roles[0],app_metadata.roles[1],app_metadata.beta,user_metadata.zip\n\"'email|1\",\"'a@b.c\",\"'pro\",12,\"'admin\",\"'ops\",true,\"'01234\"\n",
			want:      sources.User{SourceID: "email|1", Email: "a@b.c"},
			trusted:   `{"beta":true,"plan":{"tier":"pro","seats":12},"roles":["admin","ops"]}`,
			untrusted: `{"zip":"01234"}`,
		},
		"the connection as identities[0].connection": {
			text:    "user_id,email,identities[0].connection,identities[0].provider\n\"'email|1\",\"'a@b.c\",\"'email\",\"'email\"\n",
			want:    sources.User{SourceID: "email|1", Email: "a@b.c"},
			trusted: `{"auth0":{"connections":["email"]}}`,
		},
		"a second factor": {
			text: "user_id,email,multifactor\n\"'email|1\",\"'a@b.c\",\"'guardian\"\n",
			want: sources.User{
				SourceID: "email|1", Email: "a@b.c", Factors: []sources.Factor{{Kind: sources.OtherMFA, Detail: "guardian"}},
				Notes: []sources.Note{{Code: "mfa_not_migrated", Detail: "guardian"}},
			},
			trusted: "null",
		},
		"space behind the guard": {
			text:    "user_id,email,name\n\"'email|1\",\"' a@b.c \",\"' \"\n",
			want:    sources.User{SourceID: "email|1", Email: "a@b.c"},
			trusted: "null",
		},
		"chosen fields without the id": {
			text:    "email,email_verified,given_name\n\"'a@b.c\",true,\"''t\"\n",
			want:    sources.User{Email: "a@b.c", EmailVerified: true, Name: sources.Name{First: "'t"}},
			trusted: "null",
		},
		"a semicolon file that Excel wrote": {
			text:    "\ufeffuser_id;email;given_name\r\nemail|1;a@b.c;\"Ada; Countess\"\r\n",
			want:    sources.User{SourceID: "email|1", Email: "a@b.c", Name: sources.Name{First: "Ada; Countess"}},
			trusted: "null",
		},
	} {
		t.Run(name, func(t *testing.T) {
			users, _ := sourcestest.Users(t, sources.Auth0, sourcestest.File(t, "users.csv", tc.text))
			if len(users) != 1 {
				t.Fatalf("%d users", len(users))
			}
			if tc.untrusted == "" {
				tc.untrusted = "null"
			}
			if got := sourcestest.JSON(t, users[0].Trusted); got != tc.trusted {
				t.Errorf("trusted metadata %s", got)
			}
			if got := sourcestest.JSON(t, users[0].Untrusted); got != tc.untrusted {
				t.Errorf("untrusted metadata %s", got)
			}
			ignore := cmpopts.IgnoreFields(sources.User{}, "Raw", "Place", "Trusted", "TrustedSize", "Untrusted")
			if diff := cmp.Diff(tc.want, users[0], ignore); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Others guard their text against formulas too, and call a column
// email_verified: what their ids and hashes are, Auth0's names do not say.
func TestAGuardedTableOfAnotherProgramIsNotAuth0s(t *testing.T) {
	const hash = "$2b$04$nJKV5JmpNwSQFy/hM8vkfeFzwDIJB.Yx.JxTz6XV/uKTgDDUmjsNO"
	for name, text := range map[string]string{
		"with ids of its own":  "user_id,email,email_verified\n'17,'a@b.c,true\n",
		"with password hashes": "email,email_verified,password_hash\n'a@b.c,true,'" + hash + "\n",
	} {
		t.Run(name, func(t *testing.T) {
			users, _ := sourcestest.Users(t, sources.CSV, sourcestest.File(t, "users.csv", text))
			if len(users) != 1 || users[0].Email != "a@b.c" || users[0].SourceID == "" && users[0].Hash == nil || len(users[0].Trusted) > 0 {
				t.Errorf("%+v", users)
			}
		})
	}
}

// Columns that somebody has put beside Auth0's are the app's, but for secrets.
func TestSecretsBesideAuth0sColumnsAreNoMetadata(t *testing.T) {
	const hash = "$2b$04$nJKV5JmpNwSQFy/hM8vkfeFzwDIJB.Yx.JxTz6XV/uKTgDDUmjsNO"
	for name, text := range map[string]string{
		"a password":               "user_id,email,password,plan\nauth0|1,a@b.c,hunter2,pro\n",
		"a hash":                   "user_id,email,passwordHash,plan\nauth0|1,a@b.c," + hash + ",pro\n",
		"a hash of another name":   "user_id,email,pw,plan\nauth0|1,a@b.c," + hash + ",pro\n",
		"a token in an object":     "user_id,email,github,plan\nauth0|1,a@b.c,\"{\"\"access_token\"\":1}\",pro\n",
		"a key of the extension's": `{"Id":"auth0|1","Email":"a@b.c","Connection":"db","Api Key":"k","pw":"` + hash + `","plan":"pro"}` + "\n",
	} {
		t.Run(name, func(t *testing.T) {
			users, _ := sourcestest.Users(t, sources.Auth0, sourcestest.File(t, "users.csv", text))
			delete(users[0].Trusted, "auth0")
			if got := sourcestest.JSON(t, users[0].Trusted); got != `{"plan":"pro"}` {
				t.Errorf("trusted metadata %s", got)
			}
		})
	}
}

func TestTheExtensionsFiles(t *testing.T) {
	for _, path := range []string{"testdata/extension.csv", "testdata/extension-default-fields.ndjson"} {
		users, _ := sourcestest.Users(t, sources.Auth0, path)
		u := users[0]
		if u.SourceID == "" || u.Email == "" || !u.EmailVerified || u.Name != (sources.Name{First: "Ada", Last: "Lovelace"}) || u.CreatedAt.IsZero() {
			t.Errorf("%s: %+v", path, u)
		}
	}
	u := one(t, `[{"Id":"auth0|1","Nickname":"t","Name":"t@b.c","email":"t@b.c","Connection":"db","Created At":"2022-04-26T00:07:05.098Z","Shoe size":43}]`)
	if u.Email != "t@b.c" || sourcestest.JSON(t, u.Trusted) != `{"Shoe size":43,"auth0":{"connections":["db"],"created_at":"2022-04-26T00:07:05.098Z"}}` {
		t.Errorf("%+v %s", u, sourcestest.JSON(t, u.Trusted))
	}
}
