package plain_test

import (
	"crypto/md5"
	"crypto/pbkdf2"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/sources"
	"example.com/usher/tui/plain"
)

const known = "correct horse"

func md5Hex(text string) string {
	sum := md5.Sum([]byte(text))
	return hex.EncodeToString(sum[:])
}

func sha512Base64(text string) string {
	sum := sha512.Sum512([]byte(text))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

func pbkdf2Hex(t *testing.T, salt string, iterations int) string {
	t.Helper()
	key, err := pbkdf2.Key(sha256.New, known, []byte(salt), iterations, 32)
	if err != nil {
		t.Fatal(err)
	}
	return hex.EncodeToString(key)
}

// TestALoginNamesTheSettingThatTheMappingForgot goes on with the mapping put
// right: then the password opens the hash.
func TestALoginNamesTheSettingThatTheMappingForgot(t *testing.T) {
	for fact, tc := range map[string]struct {
		file, text string
		said       []plain.LoginSetting
		password   string // of a mapping that has these settings
	}{
		"a digest in hex": {
			"users.csv", "id,email,password_hash\n1,a@example.com," + md5Hex(known) + "\n",
			[]plain.LoginSetting{{Field: "type", Value: "md5"}}, `"hash": "password_hash", "type": "md5"`,
		},
		"a digest in URL-safe base64": {
			"users.csv", "id,email,password_hash\n1,a@example.com," + sha512Base64(known) + "\n",
			[]plain.LoginSetting{{Field: "type", Value: "sha512"}}, `"hash": "password_hash", "type": "sha512"`,
		},
		"such a digest in a column that may hold passwords": {
			"users.csv", "id,email,password\n1,a@example.com," + sha512Base64(known) + "\n",
			[]plain.LoginSetting{{Field: "type", Value: "sha512"}}, `"hash": "password", "type": "sha512"`,
		},
		"the salt in another column": {
			"users.csv", "id,email,password_hash,plan,grain\n1,a@example.com," + md5Hex(known+"sea") + ",pro,sea\n",
			[]plain.LoginSetting{{Field: "type", Value: "md5"}, {Field: "salt", Value: `the column "grain"`}, {Field: "salt_position", Value: "append"}},
			`"hash": "password_hash", "type": "md5", "salt": "grain", "salt_position": "append"`,
		},
		"the email as salt": {
			"users.csv", "id,email,password_hash\n1,a@example.com," + md5Hex("a@example.com"+known) + "\n",
			[]plain.LoginSetting{{Field: "type", Value: "md5"}, {Field: "salt", Value: `the column "email"`}},
			`"hash": "password_hash", "type": "md5", "salt": "email"`,
		},
		"PBKDF2 with the salt in hex": {
			"users.csv", "id,email,password_hash,grain\n1,a@example.com," + pbkdf2Hex(t, "sea\x01", 1000) + "," + hex.EncodeToString([]byte("sea\x01")) + "\n",
			[]plain.LoginSetting{
				{Field: "type", Value: "pbkdf2"}, {Field: "algorithm", Value: "sha256"}, {Field: "salt", Value: `the column "grain"`},
				{Field: "salt_encoding", Value: "hex"}, {Field: "iterations", Value: "1000"},
			},
			`"hash": "password_hash", "type": "pbkdf2", "salt": "grain", "salt_encoding": "hex", "iterations": 1000`,
		},
		"JSON with the salt in an object": {
			"users.json", `[{"id":"1","email":"a@example.com","password_hash":"` + md5Hex("sea"+known) + `","auth":{"grain":"sea"}}]`,
			[]plain.LoginSetting{{Field: "type", Value: "md5"}, {Field: "salt", Value: `the column "auth.grain"`}},
			`"hash": "password_hash", "type": "md5", "salt": "auth.grain"`,
		},
	} {
		t.Run(fact, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			from := sources.Options{Paths: []string{filepath.Join(folder, tc.file)}}
			writeFile(t, from.Paths[0], tc.text)
			if diff := cmp.Diff(tc.said, loginOf(t, from).Settings); diff != "" {
				t.Fatal(diff)
			}
			from.Map = filepath.Join(folder, "map.json")
			writeFile(t, from.Map, `{"usher_mapping": 1, "id": "id", "email": "email", "password": {`+tc.password+`}}`)
			if c := loginOf(t, from); !c.Opens {
				t.Errorf("with these settings: %+v", c)
			}
		})
	}
}

func TestPlainTextIsNotTakenForAHash(t *testing.T) {
	path := filepath.Join(t.TempDir(), "users.csv")
	writeFile(t, path, "id,email,password\n1,a@example.com,"+known+"\n")
	if c := loginOf(t, sources.Options{Paths: []string{path}}); c.Checked || !strings.HasPrefix(c.Sentence, "The export has no password hash") {
		t.Errorf("%+v", c)
	}
}

// loginOf tries the known password on the first user of an export.
func loginOf(t *testing.T, from sources.Options) plain.LoginCheck {
	t.Helper()
	e, err := sources.Open(t.Context(), from)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	for u, err := range e.Users(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		columns := e.Parts(&u)
		c, asks := plain.LoginOf(u, columns)
		if asks {
			if err := c.Try(t.Context(), u.Hash, columns, known, func() {}); err != nil {
				t.Fatal(err)
			}
		}
		return c
	}
	t.Fatal("no user")
	return plain.LoginCheck{}
}

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestALoginOfSomebodyWithoutAnIDNamesTheRecord(t *testing.T) {
	path := filepath.Join(t.TempDir(), "users.csv")
	writeFile(t, path, "email,password_hash\na@example.com,"+md5Hex(known)+"\n")
	lines := loginOf(t, sources.Options{Paths: []string{path}}).Lines()
	if want := "users.csv, line 2: a hash of an unknown type"; lines[0] != want {
		t.Errorf("%q, want %q", lines[0], want)
	}
}
