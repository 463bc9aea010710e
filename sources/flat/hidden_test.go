package flat_test

import (
	"strings"
	"testing"

	"github.com/go-json-experiment/json"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

// A hash, or what opens an account, does not go into metadata only because it
// stands deeper than a guess looks.
func TestNoSecretBecomesMetadata(t *testing.T) {
	const hash = "$2b$10$Z6hUTEEeoJXN5/AmSm/4.eZ75RYgFVriQM9LPhNEC7kbAbS/VAaJ2"
	for name, c := range map[string]struct{ file, text, kept string }{
		"a hash in an object":            {"users.json", `[{"id":1,"email":"a@example.com","services":{"password":{"bcrypt":"` + hash + `"}},"plan":{"name":"pro"}}]`, "pro"},
		"one under another name":         {"users.json", `[{"id":1,"email":"a@example.com","legacy":{"a":[{"b":"` + hash + `"}]},"plan":"pro"}]`, "pro"},
		"a second hash":                  {"users.json", `[{"id":1,"email":"a@example.com","password_hash":"` + hash + `","older":"` + hash + `","plan":"pro"}]`, "pro"},
		"a token in an object":           {"users.json", `[{"id":1,"email":"a@example.com","github":{"login":"ada","access_token":"t0ken"},"plan":"pro"}]`, "pro"},
		"only in a later record":         {"users.json", `[` + strings.Repeat(`{"id":1,"email":"a@example.com"},`, 60) + `{"id":2,"email":"b@example.com","auth2":{"x":{"hash":"` + hash + `"}},"plan":"pro"}]`, "pro"},
		"in a cell of a table":           {"users.csv", "id,email,legacy,plan\n1,a@example.com,\"{\"\"h\"\":\"\"" + hash + "\"\"}\",pro\n", "pro"},
		"a second hash in a table":       {"users.csv", "id,email,password_hash,older,plan\n1,a@example.com," + hash + "," + hash + ",pro\n", "pro"},
		"what the app calls metadata is": {"users.json", `[{"id":1,"email":"a@example.com","metadata":{"plan":"pro"}}]`, "pro"},
	} {
		t.Run(name, func(t *testing.T) {
			got := read(t, sources.Options{Paths: []string{sourcestest.File(t, c.file, c.text)}})
			if len(got.users) == 0 {
				t.Fatal("no users")
			}
			u := got.users[len(got.users)-1]
			sent, err := json.Marshal([]any{u.Trusted, u.Untrusted})
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(string(sent), "$2b$") || strings.Contains(string(sent), "t0ken") {
				t.Errorf("a secret would be sent: %s", sent)
			}
			if !strings.Contains(string(sent), c.kept) {
				t.Errorf("%q is not kept: %s", c.kept, sent)
			}
		})
	}
}

func TestAHashInAnObjectOfLogins(t *testing.T) {
	const hash = "$2b$10$Z6hUTEEeoJXN5/AmSm/4.eZ75RYgFVriQM9LPhNEC7kbAbS/VAaJ2"
	got := read(t, sources.Options{Paths: []string{sourcestest.File(t, "users.json", `[{"id":1,"email":"a@example.com","auth":{"hash":"`+hash+`"}}]`)}})
	if u := got.users[0]; u.Hash == nil || u.Hash.Value != hash {
		t.Errorf("the hash is not found: %+v", u.Hash)
	}
}

func TestHeadersOfSpreadsheets(t *testing.T) {
	got := read(t, sources.Options{Paths: []string{sourcestest.File(t, "users.csv", "sep=;\nid;email;Email Verified?\n1;a@example.com;yes\n")}})
	if u := got.users[0]; u.SourceID != "1" || u.Email != "a@example.com" || !u.EmailVerified || u.Place.Line != 3 {
		t.Errorf("%+v", u)
	}
}
