package flat_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

// mapped reads a file with a mapping.
func mapped(t *testing.T, name, text, mapping string) export {
	t.Helper()
	return read(t, sources.Options{Paths: []string{sourcestest.File(t, name, text)}, Map: sourcestest.File(t, "map.json", mapping)})
}

func TestMappings(t *testing.T) {
	const table = "no;mail;state;tel;name;active;plan;pw\n7;ada@example.com;paying;4915112345678;Ada Lovelace;1;pro;5f4dcc3b5aa765d61d8327deb882cf99\n"
	ada := func(change func(*sources.User)) sources.User {
		u := sources.User{Email: "ada@example.com"}
		change(&u)
		return u
	}
	for name, tc := range map[string]struct {
		text    string // "" = table
		mapping string
		want    sources.User
		trusted string
	}{
		"a column by its name": {
			mapping: `{"usher_mapping":1,"id":"no","email":"mail"}`,
			want:    ada(func(u *sources.User) { u.SourceID = "7" }),
		},
		"a column by its number": {
			mapping: `{"usher_mapping":1,"id":"#1","email":"#2"}`,
			want:    ada(func(u *sources.User) { u.SourceID = "7" }),
		},
		"a column in another spelling": {
			mapping: `{"usher_mapping":1,"email":"MAIL"}`,
			want:    ada(func(*sources.User) {}),
		},
		"the texts that mean yes": {
			mapping: `{"usher_mapping":1,"email":"mail","email_verified":{"column":"state","is":["confirmed","Paying"]}}`,
			want:    ada(func(u *sources.User) { u.EmailVerified = true }),
		},
		"yes and no exchanged": {
			mapping: `{"usher_mapping":1,"email":"mail","blocked":{"column":"active","not":true}}`,
			want:    ada(func(*sources.User) {}),
		},
		"any of several flags": {
			mapping: `{"usher_mapping":1,"email":"mail","blocked":[{"column":"active","not":true},{"column":"state","is":["paying"]}]}`,
			want:    ada(func(u *sources.User) { u.Blocked = true }),
		},
		"something put before": {
			mapping: `{"usher_mapping":1,"email":"mail","phone":{"column":"tel","prefix":"+"}}`,
			want:    ada(func(u *sources.User) { u.Phone = "+4915112345678" }),
		},
		"the same for all": {
			mapping: `{"usher_mapping":1,"email":"mail","email_verified":{"value":true}}`,
			want:    ada(func(u *sources.User) { u.EmailVerified = true }),
		},
		"the first that is there": {
			mapping: `{"usher_mapping":1,"email":[{"column":"#9"},"mail"]}`,
			text:    "no;mail;state;tel;name;active;plan;pw;mail2\n7;ada@example.com;paying;4915112345678;Ada Lovelace;1;pro;;\n",
			want:    ada(func(*sources.User) {}),
		},
		"a whole name is split": {
			mapping: `{"usher_mapping":1,"email":"mail","name":"name"}`,
			want: ada(func(u *sources.User) {
				u.Name, u.Notes = sources.Name{First: "Ada", Last: "Lovelace"}, []sources.Note{{Code: "name_guessed"}}
			}),
		},
		"a type of hash for all": {
			mapping: `{"usher_mapping":1,"email":"mail","password":{"hash":"pw","type":"md5"}}`,
			want: ada(func(u *sources.User) {
				u.HadPassword, u.Hash = true, &sources.Hash{Type: sources.MD5, Value: "5f4dcc3b5aa765d61d8327deb882cf99", Scheme: "MD5"}
			}),
		},
		"a type of hash in each row, translated": {
			mapping: `{"usher_mapping":1,"email":"mail","password":{"hash":"pw","salt":{"value":"s"},"salt_position":"append","type":{"column":"plan","values":{"pro":"md_5"}}}}`,
			want: ada(func(u *sources.User) {
				u.HadPassword, u.Hash = true, &sources.Hash{
					Type: sources.MD5, Value: "5f4dcc3b5aa765d61d8327deb882cf99", Scheme: "MD5 with salt", Config: map[string]any{"prepend_salt": "", "append_salt": "s"},
				}
			}),
		},
		"metadata, and the rest": {
			mapping: `{"usher_mapping":1,"email":"mail","trusted_metadata":{"tier":"plan"},"rest":"trusted","ignored":["pw","no","active"]}`,
			want:    ada(func(*sources.User) {}),
			trusted: `{"name":"Ada Lovelace","state":"paying","tel":"4915112345678","tier":"pro"}`,
		},
		"a path into JSON in a cell": {
			mapping: `{"usher_mapping":1,"email":"who.email","trusted_metadata":{"*":"who.more"}}`,
			text:    "id,who\n7,\"{\"\"email\"\":\"\"ada@example.com\"\",\"\"more\"\":{\"\"a\"\":1,\"\"b\"\":[2]}}\"\n",
			want:    ada(func(*sources.User) {}),
			trusted: `{"a":1,"b":[2]}`,
		},
		"JSON in a cell with backslashes before its quotes": {
			mapping: `{"usher_mapping":1,"email":"mail","trusted_metadata":{"*":"more"}}`,
			text:    "mail,more\nada@example.com,\"{\\\"\"a\\\"\":1}\"\n",
			want:    ada(func(*sources.User) {}),
			trusted: `{"a":1}`,
		},
		"another separator, and no header": {
			mapping: `{"usher_mapping":1,"email":"#2","table":{"delimiter":"~","header":false}}`,
			text:    "a~ada@example.com\n",
			want:    ada(func(*sources.User) {}),
		},
	} {
		t.Run(name, func(t *testing.T) {
			if tc.text == "" {
				tc.text = table
			}
			got := mapped(t, "users.csv", tc.text, tc.mapping)
			if len(got.users) != 1 {
				t.Fatalf("unreadable %v", got.bad)
			}
			if diff := cmp.Diff(tc.want, got.users[0], cmpopts.IgnoreFields(sources.User{}, "Raw", "Place", "TrustedSize", "UntrustedSize", "Trusted")); diff != "" {
				t.Error(diff)
			}
			if trusted := sourcestest.JSON(t, got.users[0].Trusted); trusted != tc.trusted && !(tc.trusted == "" && trusted == "null") {
				t.Errorf("trusted metadata %s", trusted)
			}
		})
	}
}

func TestPathsIntoJSON(t *testing.T) {
	const mapping = `{"usher_mapping":1,"records":"people","id":"_id.$oid","email":"emails[0].value","first_name":"['name.given']","last_name":"n['it\\'s'].x","rest":"untrusted","ignored":["n","emails"]}`
	got := mapped(t, "users.json", `{"count":2,"people":[
		{"_id":{"$oid":"5f"},"emails":[{"value":"a@example.com"},{"value":"b@example.com"}],"name.given":"Ada","n":{"it's":{"x":"L"}},"more":[1, 2]},
		{"_id":7,"emails":[],"more":null}]}`, mapping)
	want := []sources.User{
		{SourceID: "5f", Email: "a@example.com", Name: sources.Name{First: "Ada", Last: "L"}},
		{Ordinal: 1},
	}
	if diff := cmp.Diff(want, got.users, cmpopts.IgnoreFields(sources.User{}, "Raw", "Place", "TrustedSize", "UntrustedSize", "Untrusted")); diff != "" {
		t.Error(diff)
	}
	if more := sourcestest.JSON(t, got.users[0].Untrusted); more != `{"more":[1,2]}` {
		t.Errorf("untrusted metadata %s", more)
	}
}

func TestAMappingMakesAnyFileFlat(t *testing.T) {
	got := mapped(t, "users.json", `{"user_id":"auth0|1","email":"a@example.com","nickname":"x"}`, `{"usher_mapping":1,"id":"nickname","email":"email"}`)
	if got.provider != sources.JSON || got.users[0].SourceID != "x" {
		t.Errorf("%s, %+v", got.provider, got.users)
	}
}

func TestMappingsThatAreRefused(t *testing.T) {
	for name, tc := range map[string]struct{ mapping, reason string }{
		"no JSON":                        {"{\n\"usher_mapping\":1,\n", "mapping file map.json: line 3: not valid JSON"},
		"a field that there is not":      {"{\"usher_mapping\":1,\n\"emial\":\"mail\"}", "mapping file map.json: line 2, emial: there is no such field"},
		"an option that there is not":    {`{"usher_mapping":1,"email":{"column":"mail","nott":true}}`, "mapping file map.json: line 1, email.nott: there is no such field"},
		"another version":                {`{"usher_mapping":2,"email":"mail"}`, `mapping file map.json: "usher_mapping": 2 is written in it, this usher reads 1`},
		"no version":                     {`{"email":"mail"}`, `mapping file map.json: "usher_mapping": 0 is written in it, this usher reads 1`},
		"a column without a name":        {`{"usher_mapping":1,"email":""}`, `mapping file map.json: line 1, email: name a column ("email") or say {"column": ...} or {"value": ...}`},
		"neither email nor phone":        {`{"usher_mapping":1,"id":"no"}`, "mapping file map.json: it names neither email nor phone; Stytch needs one of them"},
		"a column that there is not":     {`{"usher_mapping":1,"email":"e-mail"}`, `mapping file map.json: email: this table has no column "e-mail"; its columns are "no", "mail"`},
		"a type of hash that nobody has": {`{"usher_mapping":1,"email":"mail","password":{"hash":"no","type":"rot13"}}`, "mapping file map.json: password.type: there is no such type of hash"},
		"a password without its hash":    {`{"usher_mapping":1,"email":"mail","password":{"type":"md5"}}`, "mapping file map.json: password.hash: name the column of the password hashes, or leave password out"},
		"iterations that are no number":  {`{"usher_mapping":1,"email":"mail","password":{"hash":"no","iterations":"many"}}`, "mapping file map.json: password.iterations: give a number"},
		"a separator of two characters":  {`{"usher_mapping":1,"email":"mail","table":{"delimiter":"||"}}`, `mapping file map.json: table.delimiter: give one character, as in ";" or "\t"`},
		"an encoding that usher has not": {`{"usher_mapping":1,"email":"mail","encoding":"ebcdic"}`, `mapping file map.json: encoding: say "utf-8" or "latin-1"`},
		"a rest of another kind":         {`{"usher_mapping":1,"email":"mail","rest":"all"}`, `mapping file map.json: rest: say "trusted", "untrusted" or "none"`},
		"a column and a value":           {`{"usher_mapping":1,"email":{"column":"mail","value":"x"}}`, `mapping file map.json: line 1, email: name a column ("email") or say {"column": ...} or {"value": ...}`},
		"a number for a column":          {`{"usher_mapping":1,"email":2}`, `mapping file map.json: line 1, email: name a column ("email") or say {"column": ...} or {"value": ...}`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := sources.Open(t.Context(), sources.Options{Paths: []string{sourcestest.File(t, "users.csv", "no,mail\n1,a@example.com\n")}, Map: sourcestest.File(t, "map.json", tc.mapping)})
			var said *sources.Error
			if !errors.As(err, &said) || said.Hint == "" {
				t.Fatalf("%v", err)
			}
			if said.Err.Error() != tc.reason {
				t.Errorf("%q", said.Err)
			}
		})
	}
}

func TestAMappingFileThatIsNotThereOrNoFile(t *testing.T) {
	users := sourcestest.File(t, "users.csv", "no,mail\n1,a@example.com\n")
	for _, path := range []string{filepath.Join(t.TempDir(), "none.json"), t.TempDir()} {
		if _, err := sources.Open(t.Context(), sources.Options{Paths: []string{users}, Map: path}); err == nil || !strings.Contains(err.Error(), filepath.Base(path)) {
			t.Errorf("%v", err)
		}
	}
}

func TestAMappingIsForTablesAndJSONOnly(t *testing.T) {
	o := sources.Options{
		Paths: []string{sourcestest.File(t, "users.json", `{"user_id":"auth0|1","email":"a@example.com"}`)}, Provider: sources.Auth0,
		Map: sourcestest.File(t, "map.json", `{"usher_mapping":1,"email":"email"}`),
	}
	if _, err := sources.Open(t.Context(), o); err == nil || !strings.Contains(err.Error(), "mapping") {
		t.Errorf("%v", err)
	}
}

// TestAGuessThatIsWrittenReadsTheSame: what is shown for correction is what
// happens without it.
func TestAGuessThatIsWrittenReadsTheSame(t *testing.T) {
	paths, err := filepath.Glob("testdata/users*")
	if err != nil || len(paths) < 9 {
		t.Fatalf("%d samples, %v", len(paths), err)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			o := sources.Options{Paths: []string{path}}
			want := read(t, o)
			m, err := sources.GuessMapping(t.Context(), o)
			if err != nil {
				t.Fatal(err)
			}
			text, err := m.Text()
			if err != nil {
				t.Fatal(err)
			}
			o.Map = sourcestest.File(t, "map.json", string(text))
			if diff := cmp.Diff(want, read(t, o), cmp.AllowUnexported(export{})); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestGuesses(t *testing.T) {
	const bcrypt = "$2b$10$Z6hUTEEeoJXN5/AmSm/4.eZ75RYgFVriQM9LPhNEC7kbAbS/VAaJ2"
	text := "kunde,kontakt,reset_token,Passwort,Spalte\x1b[31m\n" +
		"1,a@example.com,s3cr3t," + bcrypt + ",=cmd\x1b]0;x\x07\n" +
		"2,b@example.com,s3cr4t,,a very long value that nobody would want to see in full on a screen\n"
	m, err := sources.GuessMapping(t.Context(), sources.Options{Paths: []string{sourcestest.File(t, "users.csv", text)}})
	if err != nil {
		t.Fatal(err)
	}
	want := []sources.ColumnGuess{
		{Column: "kunde", Field: "trusted_metadata.kunde", Why: "kept as metadata", Samples: []string{"1", "2"}},
		{Column: "kontakt", Field: "email", Why: "its values are email addresses", Samples: []string{"a@example.com", "b@example.com"}},
		{Column: "reset_token", Why: "left out: it may be a secret", Samples: []string{"(6 characters, hidden)"}},
		{Column: "Passwort", Field: "password.hash", Why: "its values are password hashes", Samples: []string{"$2b$10$..."}},
		{
			Column: "Spalte\x1b[31m", Field: "trusted_metadata.Spalte\x1b[31m", Why: "kept as metadata",
			Samples: []string{"=cmd]0;x", "a very long value that nobody would w..."},
		},
	}
	if diff := cmp.Diff(want, m.About); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsGuessedToGoWhere(t *testing.T) {
	const bcrypt = "$2b$10$Z6hUTEEeoJXN5/AmSm/4.eZ75RYgFVriQM9LPhNEC7kbAbS/VAaJ2"
	for name, tc := range map[string]struct {
		text string
		want map[string]string // column to field
	}{
		"a list of emails further down": {
			text: `{"user":{"id":1,"contact":{"emails":[{"value":"a@example.com","verified":true}]}},"auth":{"hash":"` + bcrypt + `"}}`,
			want: map[string]string{"user.contact.emails[0].value": "email", "user.contact.emails[0].verified": "email_verified", "user.id": "id", "auth.hash": "password.hash"},
		},
		"what is deep in something else is nobody's email": {
			text: `{"email":"a@example.com","user":{"company":{"contact":{"phone":"+14155550123"}}}}`,
			want: map[string]string{"email": "email", "user.company.contact.phone": ""},
		},
		"the salt beside hashes that their values tell": {
			text: "id,email,salt,secret_word\n1,a@example.com,s1,da39a3ee5e6b4b0d3255bfef95601890afd80709\n",
			want: map[string]string{"salt": "password.salt", "secret_word": "password.hash"},
		},
		"a salt beside no hash": {
			text: "id,email,salt\n1,a@example.com,s1\n",
			want: map[string]string{"salt": ""},
		},
	} {
		t.Run(name, func(t *testing.T) {
			m, err := sources.GuessMapping(t.Context(), sources.Options{Paths: []string{sourcestest.File(t, "users.txt", tc.text)}})
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]string{}
			for _, g := range m.About {
				got[g.Column] = g.Field
			}
			for column, field := range tc.want {
				if got[column] != field {
					t.Errorf("%s is for %q, want %q", column, got[column], field)
				}
			}
		})
	}
}

func TestNoMappingForExportsThatNeedNone(t *testing.T) {
	path := sourcestest.File(t, "users.json", `{"user_id":"auth0|1","email":"a@example.com"}`)
	if _, err := sources.GuessMapping(t.Context(), sources.Options{Paths: []string{path}}); err == nil || !strings.Contains(err.Error(), "Auth0") {
		t.Errorf("%v", err)
	}
	if m, err := sources.GuessMapping(t.Context(), sources.Options{Paths: []string{path}, Provider: sources.JSON}); err != nil || len(m.Email) != 1 {
		t.Errorf("as JSON of any kind: %v", err)
	}
	if _, err := sources.GuessMapping(t.Context(), sources.Options{Paths: []string{"-"}}); err == nil {
		t.Error("standard input was read")
	}
	if _, err := sources.GuessMapping(t.Context(), sources.Options{}); err == nil {
		t.Error("no file, no error")
	}
}

func TestATableWithoutIdentifiersGetsAMappingToFillIn(t *testing.T) {
	path := sourcestest.File(t, "users.csv", "nr,wer\n1,ada\n2,grace\n")
	_, err := sources.Open(t.Context(), sources.Options{Paths: []string{path}, Provider: sources.CSV})
	var said *sources.Error
	if !errors.As(err, &said) || !strings.Contains(said.Hint, "--write-map") || !strings.Contains(said.Error(), `"nr", "wer"`) {
		t.Errorf("%v", err)
	}
	m, err := sources.GuessMapping(t.Context(), sources.Options{Paths: []string{path}})
	if err != nil || len(m.About) != 2 {
		t.Errorf("%v, %v", m, err)
	}
}

func TestLatin1(t *testing.T) {
	text := "id,email,last_name\n1,a@example.com,M\xfcller\n2,b@example.com,Smith\n"
	path := sourcestest.File(t, "users.csv", text)
	got := read(t, sources.Options{Paths: []string{path}})
	want := []sources.Note{{Code: "invalid_text", Detail: `if the file is Latin-1: "encoding": "latin-1" in a mapping file`}}
	if diff := cmp.Diff(want, got.users[0].Notes); diff != "" || got.users[0].Name.Last != "M\uFFFDller" || got.users[1].Notes != nil {
		t.Errorf("%+v %s", got.users, diff)
	}
	m, err := sources.GuessMapping(t.Context(), sources.Options{Paths: []string{path}})
	if err != nil {
		t.Fatal(err)
	}
	m.Encoding = "latin-1"
	mapping, err := m.Text()
	if err != nil {
		t.Fatal(err)
	}
	got = read(t, sources.Options{Paths: []string{path}, Map: sourcestest.File(t, "map.json", string(mapping))})
	if u := got.users[0]; u.Name.Last != "Müller" || u.Notes != nil {
		t.Errorf("%+v", u)
	}
}

// In a file that is not UTF-8 a column is called what Latin-1 makes of its
// name: that is how a mapping names it, and what becomes a key at Stytch.
func TestAHeaderInLatin1(t *testing.T) {
	text := "num\xe9ro;adresse \xe9lectronique;pr\xe9nom;v\xe9rifi\xe9\n1;a@exemple.fr;Zo\xe9;oui\n2;b@exemple.fr;L\xe9a;non\n"
	path := sourcestest.File(t, "users.csv", text)
	for name, mapping := range map[string]string{
		"by its name":                 `{"usher_mapping":1,"encoding":"latin-1","id":"numéro","email":"adresse électronique","trusted_metadata":{"prénom":"prénom"}}`,
		"by what older guesses wrote": `{"usher_mapping":1,"encoding":"latin-1","id":"num\uFFFDro","email":"adresse \uFFFDlectronique","trusted_metadata":{"prénom":"pr\uFFFDnom"},"ignored":["v\uFFFDrifi\uFFFD"],"rest":"trusted"}`,
	} {
		t.Run(name, func(t *testing.T) {
			got := read(t, sources.Options{Paths: []string{path}, Map: sourcestest.File(t, "map.json", mapping)})
			if u := got.users[0]; u.SourceID != "1" || u.Email != "a@exemple.fr" || sourcestest.JSON(t, u.Trusted) != `{"prénom":"Zoé"}` {
				t.Errorf("%+v", u)
			}
		})
	}
	m, err := sources.GuessMapping(t.Context(), sources.Options{Paths: []string{path}})
	if err != nil {
		t.Fatal(err)
	}
	if m.Goes("prénom") != "trusted_metadata.prénom" || m.About[1].Column != "adresse électronique" {
		t.Errorf("%+v", m.About)
	}
	if got := m.About[2].Samples[0]; got != "Zo\uFFFD" { // what to do about values is asked
		t.Errorf("%q", got)
	}
}

// What has no picture of its own, like the joiners of Persian and of emoji, is
// no sign that a file is not UTF-8.
func TestJoinersAreNotBrokenText(t *testing.T) {
	text := "id,email,name\n1,a@example.com,\u0645\u06cc\u200c\u0631\u0648\u0645\n2,b@example.com,\U0001F469\u200d\U0001F467\n"
	m, err := sources.GuessMapping(t.Context(), sources.Options{Paths: []string{sourcestest.File(t, "users.csv", text)}})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(m.About[2].Samples, "|"); strings.ContainsRune(got, '\uFFFD') {
		t.Errorf("%q", got)
	}
}

func TestAMappingIsReadOnceWhenTheExportIsOpened(t *testing.T) {
	users, mapping := sourcestest.File(t, "users.csv", "no,mail\n1,a@example.com\n"), sourcestest.File(t, "map.json", `{"usher_mapping":1,"id":"no","email":"mail"}`)
	e := sourcestest.Open(t, sources.Options{Paths: []string{users}, Map: mapping})
	before, err := e.Fingerprint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	sourcestest.Write(t, mapping, `{"usher_mapping":1,"id":"mail","email":"no"}`)
	for u, err := range e.Users(t.Context()) {
		if err != nil || u.SourceID != "1" {
			t.Errorf("%+v, %v", u, err)
		}
	}
	if after, err := e.Fingerprint(t.Context()); err != nil || after != before {
		t.Errorf("%s, %v", after, err)
	}
}
