package stytch_test

import (
	"strings"
	"testing"

	"example.com/usher/migrator"
	"example.com/usher/migrator/endtoend"
)

// Everybody whose hash could move logs in to the other project.
func TestLogins(t *testing.T) {
	passwords := endtoend.Passwords(t, "testdata/passwords.truth.json")
	for name, tc := range map[string]struct{ users, hashes string }{
		"JSON":                       {"testdata/users.json", "testdata/hashes.csv"},
		"CSV, hashes without header": {"testdata/users.csv", "testdata/hashes-without-header.csv"},
	} {
		t.Run(name, func(t *testing.T) {
			r := endtoend.Rehearse(t, endtoend.Export{Paths: []string{tc.users}, Hashes: []string{tc.hashes}, Passwords: passwords})
			if len(r.LoggedIn) != 3 || len(r.Types) != 2 {
				t.Errorf("%d logged in with hashes of %v", len(r.LoggedIn), r.Types)
			}
		})
	}
}

// An app finds its users again: by the external id that they had, or else by
// the old user_id.
func TestIDsOfTheOldProject(t *testing.T) {
	r := endtoend.Rehearse(t, endtoend.Export{Paths: []string{"testdata/users.json"}, Options: migrator.DefaultOptions()})
	ada, ok := r.Users["crm-1"]
	if !ok || !strings.Contains(string(ada.TrustedMetadata), `"user_id":"user-test-`) || strings.Contains(string(ada.TrustedMetadata), "0123456789abcdef/7") {
		t.Errorf("trusted metadata of who had an external id: %s", ada.TrustedMetadata)
	}
	if other := r.Users[""]; !strings.Contains(string(other.TrustedMetadata), `"usher_source_id":"user-test-`) {
		t.Errorf("trusted metadata of who had none: %s", other.TrustedMetadata)
	}
}
