package endtoend

import (
	"testing"
)

// Logged is an export of a provider's samples and what becomes of its users.
type Logged struct {
	Paths, Hashes []string

	LoggedIn int // whose password opens at the destination
	Types    int // of hashes, in Stytch's words, that were among them
	Skipped  int // users who get no call
}

// Logins imports exports, each into a sandbox of its own, and logs in as
// everybody whose hash could move. The passwords are those of
// testdata/passwords.truth.json.
func Logins(t *testing.T, exports map[string]Logged) {
	t.Helper()
	passwords := Passwords(t, "testdata/passwords.truth.json")
	for name, want := range exports {
		t.Run(name, func(t *testing.T) {
			r := Rehearse(t, Export{Paths: want.Paths, Hashes: want.Hashes, Passwords: passwords})
			if len(r.LoggedIn) != want.LoggedIn || len(r.Types) != want.Types || int(r.Result.Skipped) != want.Skipped {
				t.Errorf("%d logged in with hashes of %v, %d skipped; want %d of %d types, %d",
					len(r.LoggedIn), r.Types, r.Result.Skipped, want.LoggedIn, want.Types, want.Skipped)
			}
		})
	}
}
