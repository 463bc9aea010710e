package flat_test

import (
	"crypto/md5"
	"crypto/pbkdf2"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/migrator"
	"example.com/usher/migrator/endtoend"
	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

// TestSamplesMove imports every sample into a sandbox: what happens is what the
// preview says, and nobody is refused.
func TestSamplesMove(t *testing.T) {
	paths, err := filepath.Glob("testdata/users*")
	if err != nil || len(paths) < 9 {
		t.Fatalf("%d samples, %v", len(paths), err)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			passwords := map[string]string{}
			for _, u := range read(t, sources.Options{Paths: []string{path}}).users {
				passwords[u.SourceID] = "correct horse"
			}
			r := endtoend.Rehearse(t, endtoend.Export{Paths: []string{path}, Passwords: passwords})
			created := 21 // three are blocked
			if filepath.Base(path) == "users-no-header.csv" {
				created = 24 // nothing there says so
			}
			if r.Result.State != migrator.Done || r.Result.Created != created || r.Result.Refused+r.Result.Unknown != 0 {
				t.Errorf("%+v", r.Result)
			}
		})
	}
}

// derived is the hash of a password with PBKDF2.
func derived(t *testing.T, password, salt string, iterations, length int) []byte {
	t.Helper()
	key, err := pbkdf2.Key(sha512.New, password, []byte(salt), iterations, length)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func TestEverybodyLogsInWithAMappedHash(t *testing.T) {
	digest := md5.Sum([]byte("ada's" + "pepper&"))
	longDigest := sha512.Sum512([]byte("salt" + "grace's"))
	rows := []string{
		"id;mail;ok;kind;hash;salt;rounds",
		"ada;ada@example.com;yes;old;" + hex.EncodeToString(digest[:]) + ";pepper&;",
		"barbara;barbara@example.com;yes;pbkdf2-sha512;" + base64.StdEncoding.EncodeToString(derived(t, "barbara's", "saltsaltsalt", 1000, 64)) + ";saltsaltsalt;1000",
		"edsger;edsger@example.com;no;pbkdf2-sha512;" + hex.EncodeToString(derived(t, "edsger's", "salt-of-edsger", 2000, 32)) + ";salt-of-edsger;2000",
		"nobody;nobody@example.com;yes;rot13;whatever;;",
	}
	const mapping = `{"usher_mapping":1,"id":"id","email":"mail","email_verified":"ok","password":{
		"hash":"hash","salt":"salt","salt_position":"append","type":{"column":"kind","values":{"old":"md5"}},"iterations":{"column":"rounds"}}}`
	r := endtoend.Rehearse(t, endtoend.Export{
		Paths: []string{sourcestest.File(t, "users.csv", strings.Join(rows, "\n")+"\n")}, Map: sourcestest.File(t, "map.json", mapping),
		Passwords: map[string]string{"ada": "ada's", "barbara": "barbara's", "edsger": "edsger's", "nobody": "x"},
	})
	if diff := cmp.Diff([]string{"ada", "barbara", "edsger"}, r.LoggedIn); diff != "" {
		t.Error(diff)
	}
	if !slices.ContainsFunc(r.Preview.Findings, func(f migrator.FindingCount) bool { return f.Code == "password_not_migratable" && f.Users == 1 }) {
		t.Errorf("%+v", r.Preview.Findings)
	}

	rows = []string{`{"id":"grace","email":"grace@example.com","email_verified":true,"pw":{"h":"` + hex.EncodeToString(longDigest[:]) + `","s":"salt"}}`}
	const paths = `{"usher_mapping":1,"id":"id","email":"email","email_verified":"email_verified","password":{"hash":"pw.h","salt":"pw.s","type":"sha_512"}}`
	r = endtoend.Rehearse(t, endtoend.Export{
		Paths: []string{sourcestest.File(t, "users.ndjson", rows[0])}, Map: sourcestest.File(t, "map.json", paths), Passwords: map[string]string{"grace": "grace's"},
	})
	if diff := cmp.Diff([]sources.HashType{sources.SHA512}, r.Types); diff != "" || len(r.LoggedIn) != 1 {
		t.Errorf("%v %s", r.LoggedIn, diff)
	}
}
