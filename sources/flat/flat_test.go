package flat_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

// export is what a pass over an export gave.
type export struct {
	provider sources.Provider
	users    []sources.User
	bad      []string // places and reasons
	notes    []sources.Note
}

func read(t *testing.T, o sources.Options) export {
	t.Helper()
	e := sourcestest.Open(t, o)
	x := export{provider: e.Provider()}
	for u, err := range e.Users(t.Context()) {
		var bad *sources.RecordError
		switch {
		case errors.As(err, &bad):
			x.bad = append(x.bad, bad.Place.String()+": "+bad.Reason)
		case err != nil:
			t.Fatal(err)
		default:
			x.users = append(x.users, u)
		}
	}
	x.notes = e.Notes()
	return x
}

func TestEveryFormGivesTheSameUsers(t *testing.T) {
	want := read(t, sources.Options{Paths: []string{"testdata/users.csv"}})
	for _, name := range []string{"users.tsv", "users-semicolon.csv", "users-bars.txt", "users.json", "users.ndjson", "users-page.json", "users-data.json"} {
		t.Run(name, func(t *testing.T) {
			got := read(t, sources.Options{Paths: []string{filepath.Join("testdata", name)}})
			if len(got.bad)+len(got.notes) > 0 {
				t.Errorf("unreadable %v, notes %v", got.bad, got.notes)
			}
			// JSON leaves out what is absent and keeps numbers.
			ignore := cmpopts.IgnoreFields(sources.User{}, "Raw", "Place", "TrustedSize", "UntrustedSize")
			if diff := cmp.Diff(want.users, got.users, ignore); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWhatTheSampleHolds(t *testing.T) {
	got := map[string]int{}
	for _, u := range read(t, sources.Options{Paths: []string{"testdata/users.csv"}}).users {
		for name, is := range map[string]bool{
			"email": u.Email != "", "verified email": u.EmailVerified, "phone": u.Phone != "", "verified phone": u.PhoneVerified,
			"first name": u.Name.First != "", "last name": u.Name.Last != "", "bcrypt": u.Hash != nil && u.Hash.Type == sources.Bcrypt,
			"blocked": u.Blocked, "created": !u.CreatedAt.IsZero(), "logged in": !u.LastLogin.IsZero(),
			"plan": u.Trusted["plan"] != nil, "seats": u.Trusted["seats"] != nil, "locale": u.Untrusted["locale"] != nil, "id": u.SourceID != "",
		} {
			if is {
				got[name]++
			}
		}
	}
	want := map[string]int{
		"id": 24, "email": 21, "verified email": 14, "phone": 6, "verified phone": 3, "first name": 24, "last name": 24, "bcrypt": 12,
		"blocked": 3, "created": 24, "logged in": 19, "plan": 24, "seats": 8, "locale": 24,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestTables(t *testing.T) {
	const bcrypt = "$2b$10$Z6hUTEEeoJXN5/AmSm/4.eZ75RYgFVriQM9LPhNEC7kbAbS/VAaJ2"
	for name, tc := range map[string]struct {
		text string
		want sources.User
	}{
		"names in other spellings": {
			text: "User ID,E-Mail,First Name,SURNAME,mobilePhone\n7,a@example.com,Ada,Lovelace,+14155550123\n",
			want: sources.User{SourceID: "7", Email: "a@example.com", Name: sources.Name{First: "Ada", Last: "Lovelace"}, Phone: "+14155550123"},
		},
		"a login that is an email": {
			text: "ID,LOGIN,FIRST_NAME\n7,a@example.com,Ada\n",
			want: sources.User{SourceID: "7", Email: "a@example.com", Name: sources.Name{First: "Ada"}},
		},
		"one name is split": {
			text: "id,email,full_name\n7,a@example.com,Ada King Lovelace\n",
			want: sources.User{SourceID: "7", Email: "a@example.com", Name: sources.Name{First: "Ada", Middle: "King", Last: "Lovelace"}, Notes: []sources.Note{{Code: "name_guessed"}}},
		},
		"no header, and an email that is wrong": {
			text: "7,a@example.com,Ada\n8,b@example.com,Bob\n9,none given,Eve\n10,d@example.com,Dan\n11,e@example.com,Eli\n",
			want: sources.User{SourceID: "7", Email: "a@example.com"},
		},
		"a date of confirmation is a yes": {
			text: "id,email,email_confirmed_at\n7,a@example.com,2024-01-15 10:30:00.000000+00\n",
			want: sources.User{SourceID: "7", Email: "a@example.com", EmailVerified: true},
		},
		"1 is a yes": {
			text: "id,email,verified,banned\n7,a@example.com,1,0\n",
			want: sources.User{SourceID: "7", Email: "a@example.com", EmailVerified: true},
		},
		"yes and TRUE": {
			text: "id,email,verified,disabled\n7,a@example.com,Yes,TRUE\n",
			want: sources.User{SourceID: "7", Email: "a@example.com", EmailVerified: true, Blocked: true},
		},
		"not active is blocked": {
			text: "id,email,is_active\n7,a@example.com,f\n",
			want: sources.User{SourceID: "7", Email: "a@example.com", Blocked: true},
		},
		"nothing about active is not blocked": {
			text: "id,email,is_active\n7,a@example.com,\n",
			want: sources.User{SourceID: "7", Email: "a@example.com"},
		},
		"a status that is blocked": {
			text: "id,email,status\n7,a@example.com,Suspended\n",
			want: sources.User{SourceID: "7", Email: "a@example.com", Blocked: true},
		},
		"a date of deletion": {
			text: "id,email,deleted_at\n7,a@example.com,2024-01-15\n",
			want: sources.User{SourceID: "7", Email: "a@example.com", Notes: []sources.Note{{Code: "deleted"}}},
		},
		"not deleted": {
			text: "id,email,deleted_at,is_deleted\n7,a@example.com,NULL,f\n",
			want: sources.User{SourceID: "7", Email: "a@example.com"},
		},
		"bits as MySQL's client writes them": {
			text: "id,email,enabled,email_verified\n7,a@example.com,0x00,0x01\n",
			want: sources.User{SourceID: "7", Email: "a@example.com", EmailVerified: true, Blocked: true},
		},
		"bits as it sends them": {
			text: "id,email,enabled,email_verified,note\n7,a@example.com,\x01,\x00,for a text there has to be some more of it than of the bits in it that are control characters\n",
			want: sources.User{SourceID: "7", Email: "a@example.com"},
		},
		"a guest": {
			text: "id,email,is_guest\n7,a@example.com,1\n",
			want: sources.User{SourceID: "7", Email: "a@example.com", Anonymous: true},
		},
		"null in the spellings of databases": {
			text: "id,email,phone,first_name,last_name\n7,a@example.com,NULL,null,\\N\n",
			want: sources.User{SourceID: "7", Email: "a@example.com"},
		},
		"a phone that a spreadsheet has broken is kept as it is": {
			text: "id,email,phone\n7,a@example.com,4.42E+11\n",
			want: sources.User{SourceID: "7", Email: "a@example.com", Phone: "4.42E+11"},
		},
		"what keeps spreadsheets from computing": {
			text: "id,email,phone,name\n\"=\"\"7\"\"\",a@example.com,'+14155550123,Ada\n",
			want: sources.User{SourceID: "7", Email: "a@example.com", Phone: "+14155550123", Name: sources.Name{First: "Ada"}},
		},
		"an apostrophe before every text": {
			text: "'id,'email,'name\n'7,'a@example.com,''t\n",
			want: sources.User{SourceID: "7", Email: "a@example.com", Name: sources.Name{First: "'t"}},
		},
		"a hash that describes itself": {
			text: "id,email,encrypted_password\n7,a@example.com," + bcrypt + "\n",
			want: sources.User{SourceID: "7", Email: "a@example.com", HadPassword: true, Hash: &sources.Hash{Type: sources.Bcrypt, Value: bcrypt, Scheme: "bcrypt"}},
		},
		"a hash in a column called password": {
			text: "id,email,password\n7,a@example.com," + bcrypt + "\n",
			want: sources.User{SourceID: "7", Email: "a@example.com", HadPassword: true, Hash: &sources.Hash{Type: sources.Bcrypt, Value: bcrypt, Scheme: "bcrypt"}},
		},
		"a password in plain text is not kept": {
			text: "id,email,password\n7,a@example.com,hunter2\n",
			want: sources.User{SourceID: "7", Email: "a@example.com", HadPassword: true, Notes: []sources.Note{{Code: "plain_text_password_ignored"}}},
		},
		"a type and a salt beside each hash": {
			text: "id,email,password_hash,password_salt,hash_type\n7,a@example.com,5f4dcc3b5aa765d61d8327deb882cf99,pepper,md5\n",
			want: sources.User{SourceID: "7", Email: "a@example.com", HadPassword: true, Hash: &sources.Hash{
				Type: sources.MD5, Value: "5f4dcc3b5aa765d61d8327deb882cf99", Scheme: "MD5 with salt", Config: map[string]any{"prepend_salt": "pepper", "append_salt": ""},
			}},
		},
		"a mark that there is no password": {
			text: "id,email,password\n7,a@example.com,!\n",
			want: sources.User{SourceID: "7", Email: "a@example.com"},
		},
		"a second factor": {
			text: "id,email,two_factor_enabled\n7,a@example.com,t\n",
			want: sources.User{SourceID: "7", Email: "a@example.com", Factors: []sources.Factor{{Kind: sources.OtherMFA}}},
		},
		"an id and another one for the app": {
			text: "id,external_id,email\nuser_1,7,a@example.com\n",
			want: sources.User{SourceID: "user_1", ExternalID: "7", Email: "a@example.com"},
		},
		"no names, only contents": {
			text: "u1,a@example.com,+14155550123," + bcrypt + "\nu2,,,\n",
			want: sources.User{SourceID: "u1", Email: "a@example.com", Phone: "+14155550123", HadPassword: true, Hash: &sources.Hash{Type: sources.Bcrypt, Value: bcrypt, Scheme: "bcrypt"}},
		},
		"lines that end as on old Macs, but the last": {
			text: "id,email,phone\r7,a@example.com,+14155550123\r8,b@example.com,\n",
			want: sources.User{SourceID: "7", Email: "a@example.com", Phone: "+14155550123"},
		},
		"two columns of one name": {
			text: "id,email,plan,plan\n7,a@example.com,pro,free\n",
			want: sources.User{SourceID: "7", Email: "a@example.com"},
		},
		"a list of emails": {
			text: "a@example.com\nb@example.com\n",
			want: sources.User{Email: "a@example.com"},
		},
		"empty cells too many at the end": {
			text: "id,email\n7,a@example.com,,,\n",
			want: sources.User{SourceID: "7", Email: "a@example.com"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			got := read(t, sources.Options{Paths: []string{sourcestest.File(t, "users.csv", tc.text)}})
			if len(got.users) == 0 || got.provider != sources.CSV {
				t.Fatalf("provider %s, unreadable %v", got.provider, got.bad)
			}
			ignore := cmpopts.IgnoreFields(sources.User{}, "Raw", "Place", "TrustedSize", "UntrustedSize", "Trusted", "Untrusted")
			if diff := cmp.Diff(tc.want, got.users[0], ignore); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Where every row ends with a comma, that is how the table is written; where it
// is a comma in a name, the phones do not look like phones.
func TestRowsOfOneCellTooMany(t *testing.T) {
	const header = "id,email,first_name,last_name,phone,notes\n"
	for name, tc := range map[string]struct {
		rows       string
		users, bad int
	}{
		"a comma at the end of every row": {"1,a@example.com,Ada,Lovelace,+14155550123,,\n2,b@example.com,Bo,B,,x,\n", 2, 0},
		"commas in most names":            {"1,a@example.com,Ada,Lovelace,+14155550123,\n2,b@example.com,Doe, Jane,Roe,+14155550124,\n3,c@example.com,Doe, Jane,Roe,,\n", 1, 2},
	} {
		t.Run(name, func(t *testing.T) {
			got := read(t, sources.Options{Paths: []string{sourcestest.File(t, "users.csv", header+tc.rows)}})
			if len(got.users) != tc.users || len(got.bad) != tc.bad {
				t.Errorf("%d users, unreadable %v", len(got.users), got.bad)
			}
		})
	}
}

func TestRowsThatDoNotFit(t *testing.T) {
	const header = "id,email,first_name,last_name,created_at\n"
	const good = "1,a@example.com,Ada,Lovelace,2024-01-15\n"
	for name, tc := range map[string]struct {
		row      string
		bad      string
		repaired bool
	}{
		"a cell too many": {row: "2,b@example.com,Grace,Hopper,Murray,2024-01-15\n", bad: "line 3: 6 cells, the header has 5"},
		"a comma in a name, and nothing at the end":                {row: "2,b@example.com,Grace, M.,Hopper,\n", bad: "line 3: 6 cells, the header has 5"},
		"empty cells too many behind one that shows its place":     {row: "2,b@example.com,Grace,Hopper,2024-01-15,,\n", repaired: true},
		"empty cells too many where nothing tells":                 {row: "2,b@example.com,Grace,Hopper,,,\n", bad: "line 3: 7 cells, the header has 5"},
		"a cell too few in the middle":                             {row: "2,b@example.com,Hopper,2024-01-15\n", bad: "line 3: 4 cells, the header has 5"},
		"a cell too few where nothing tells which":                 {row: "2,b@example.com,Grace,Hopper\n", bad: "line 3: 4 cells, the header has 5"},
		"cells missing at the end behind one that shows its place": {row: "2,b@example.com\n", repaired: true},
		"quotes in quotes that are not doubled":                    {row: "2,b@example.com,\"Grace \"Amazing\" B.\",Hopper,2024-01-15\n", repaired: true},
		"a quote that is never closed":                             {row: "2,\"b@example.com,Grace,Hopper,2024-01-15\n", bad: "line 3: a quote is missing or too many"},
	} {
		t.Run(name, func(t *testing.T) {
			got := read(t, sources.Options{Paths: []string{sourcestest.File(t, "users.csv", header+good+tc.row+"9,z@example.com,Zoe,Zet,2024-01-15\n")}})
			if first, last := got.users[0], got.users[len(got.users)-1]; first.Name.Last != "Lovelace" || last.Name.Last != "Zet" {
				t.Errorf("other rows have changed: %+v", got.users)
			}
			if tc.bad != "" && (len(got.bad) != 1 || got.bad[0] != tc.bad) {
				t.Errorf("unreadable: %v", got.bad)
			}
			if tc.repaired {
				if diff := cmp.Diff([]string{"row_misaligned_repaired"}, sourcestest.Codes(got.users[1].Notes)); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
}

// TestAKeptEmailDoesNotKeepItsRow: a table may have pictures in a column that
// nobody takes.
func TestAKeptEmailDoesNotKeepItsRow(t *testing.T) {
	const rows, size = 60, 100_000
	var text strings.Builder
	text.WriteString("id,email,picture\n")
	picture := strings.Repeat("x", size)
	for i := range rows {
		fmt.Fprintf(&text, "%d,u%d@example.com,%s\n", i, i, picture)
	}
	e, err := sources.Open(t.Context(), sources.Options{Paths: []string{sourcestest.File(t, "users.csv", text.String())}})
	if err != nil {
		t.Fatal(err)
	}
	var emails []string
	before := inUse()
	for u, err := range e.Users(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		emails = append(emails, u.Email)
	}
	if kept := inUse() - before; len(emails) != rows || kept > rows*size/3 {
		t.Errorf("%d emails keep %d kB", len(emails), kept>>10)
	}
	runtime.KeepAlive(emails)
	if err := e.Close(); err != nil {
		t.Error(err)
	}
}

func inUse() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC() // what pools hold
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
