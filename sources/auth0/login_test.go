package auth0_test

import (
	"testing"

	"example.com/usher/migrator/endtoend"
)

// Everybody whose hash could move logs in to the sandbox after an import.
func TestLogins(t *testing.T) {
	r := endtoend.Rehearse(t, endtoend.Export{
		Paths:     []string{"testdata/fixture-tenant.json"},
		Hashes:    []string{"testdata/passwords.ndjson"},
		Passwords: endtoend.Passwords(t, "testdata/passwords.truth.json"),
	})
	if len(r.LoggedIn) != 34 {
		t.Errorf("%d logged in, want 34", len(r.LoggedIn))
	}
}
