package firebase_test

import (
	"testing"

	"example.com/usher/sources/firebase"
	"example.com/usher/sources/layout"
	"example.com/usher/sources/record"
	"example.com/usher/sources/sourcestest"
)

// fuzz gives hostile text to a layout, with both ends of samples as seeds.
func fuzz(f *testing.F, l *layout.Layout, names ...string) {
	f.Helper()
	sourcestest.SeedEnds(f, samples(names...)...)
	f.Fuzz(func(t *testing.T, text []byte) {
		if s := sourcestest.BeginningOf("accounts-acme.json", text); l.Detect(s) {
			if err := sourcestest.Walk(t, l, s, text, soundUser); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// soundUser: everybody has an id, and no hash moves without the project's
// parameters.
func soundUser(t *testing.T, u *record.User) {
	t.Helper()
	if u.SourceID == "" {
		t.Fatalf("user %+v", u)
	}
	if h := u.Hash; h != nil && (h.Type != "" || h.Value != "") {
		t.Fatal("a hash that moves")
	}
}

func FuzzJSON(f *testing.F) {
	fuzz(f, &firebase.Users, "auth-export.scrypt.json", "emulators-export/auth_export/accounts.json", "batch-get.json", "admin-sdk.json")
}

func FuzzCSV(f *testing.F) {
	fuzz(f, &firebase.CSV, "auth-export.v3.5.0.csv", "auth-export.v9.23.3.csv", "auth-export.v11.30.0.csv", "auth-export.scrypt.csv", "auth-export.emulator.csv")
}
