package endtoend

import (
	"errors"
	"net/http"
	"slices"
	"testing"

	"github.com/go-json-experiment/json"

	"example.com/usher/migrator"
	"example.com/usher/migrator/sandbox"
	"example.com/usher/sources"
)

// logIn tries the passwords of all users of the export.
func (r *Rehearsal) logIn(t testing.TB, export *sources.Export, box *sandbox.Sandbox, passwords map[string]string, outcomes map[uint64]migrator.Outcome) {
	t.Helper()
	for u, err := range export.Users(t.Context()) {
		var bad *sources.RecordError
		switch {
		case errors.As(err, &bad):
			continue
		case err != nil:
			t.Fatal(err)
		}
		o := outcomes[u.Ordinal]
		r.Outcomes[u.SourceID] = o
		password, known := passwords[u.SourceID]
		switch {
		case o.PasswordMoved && !known:
			t.Errorf("%s: the password moved, and nobody knows it", u.SourceID)
		case o.PasswordMoved:
			r.opens(t, box, &u, password)
		case known && o.Kind == migrator.Created && u.Email != "":
			stays(t, box, &u, password)
		}
	}
}

// opens sees that the password logs in, and for one user of each hash type
// that another does not.
func (r *Rehearsal) opens(t testing.TB, box *sandbox.Sandbox, u *sources.User, password string) {
	t.Helper()
	if !slices.Contains(r.Types, u.Hash.Type) {
		r.Types = append(r.Types, u.Hash.Type)
		if status := authenticate(t, box, u.Email, password+"x"); status != http.StatusUnauthorized {
			t.Errorf("%s logs in with another password: status %d", u.SourceID, status)
		}
	}
	if status := authenticate(t, box, u.Email, password); status != http.StatusOK {
		t.Errorf("%s cannot log in: status %d", u.SourceID, status)
		return
	}
	r.noteLogin(u.SourceID)
}

// stays sees that nobody logs in with a password that could not move.
func stays(t testing.TB, box *sandbox.Sandbox, u *sources.User, password string) {
	t.Helper()
	if status := authenticate(t, box, u.Email, password); status == http.StatusOK {
		t.Errorf("%s logs in although the password did not move", u.SourceID)
	}
}

func authenticate(t testing.TB, box *sandbox.Sandbox, email, password string) (status int) {
	t.Helper()
	body, err := json.Marshal(map[string]string{"email": email, "password": password})
	if err != nil {
		t.Fatal(err)
	}
	status, _ = box.Direct(http.MethodPost, "/v1/passwords/authenticate", string(body))
	return status
}
