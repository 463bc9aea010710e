package descope_test

import (
	"testing"

	"example.com/usher/migrator/endtoend"
)

// Everybody who is not disabled and has an email or phone moves, and nobody
// with a password.
func TestRehearsal(t *testing.T) {
	r := endtoend.Rehearse(t, endtoend.Export{Paths: []string{"testdata/search.json"}})
	if r.Result.Created != 5 || r.Result.Skipped != 2 || len(r.LoggedIn) != 0 {
		t.Errorf("%d created, %d skipped, %v logged in", r.Result.Created, r.Result.Skipped, r.LoggedIn)
	}
}
