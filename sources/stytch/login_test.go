package stytch_test

import (
	"strings"
	"testing"

	"example.com/usher/migrator"
	"example.com/usher/migrator/endtoend"
)

// Everybody whose hash could move logs in to the other project.
func TestLogins(t *testing.T) {
	endtoend.Logins(t, map[string]endtoend.Logged{
		"JSON":                       {Paths: []string{"testdata/users.json"}, Hashes: []string{"testdata/hashes.csv"}, LoggedIn: 3, Types: 2, Skipped: 0},
		"CSV, hashes without header": {Paths: []string{"testdata/users.csv"}, Hashes: []string{"testdata/hashes-without-header.csv"}, LoggedIn: 3, Types: 2, Skipped: 0},
	})
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
