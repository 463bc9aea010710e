package sandbox

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Toggles choose between readings of what Stytch's documentation leaves open.
// The zero value is the reading that usher takes for the most likely one; a
// migration has to come out right with every other one too.
type Toggles struct {
	// EmailExact compares and keeps emails as they are written. By default
	// they are folded to lower case.
	EmailExact bool
	// DuplicateOrder is the order in which the three duplicates are reported
	// when several apply, as "external_id,email,phone", which is the default.
	DuplicateOrder string

	// What passwords/migrate ignores on a user that exists without a password.
	// By default flags and a missing phone are applied; name, metadata and
	// roles fill only what is empty.
	MigrateIgnoresFlags    bool
	MigrateIgnoresPhone    bool
	MigrateIgnoresName     bool
	MigrateIgnoresMetadata bool
	MigrateIgnoresRoles    bool
	// TooManyUnverifiedFactors refuses a phone added by migrate to a user
	// whose email is not verified. Off by default.
	TooManyUnverifiedFactors bool
	// MigrateActivates makes a pending user active when a password comes.
	MigrateActivates bool

	// Success201 answers a create with HTTP 201.
	Success201 bool
	// GetLag and SearchLag answer reads with the state as it was that long
	// ago: a new user is not seen yet, a deleted one still is.
	GetLag, SearchLag time.Duration
	// TotalUnknown answers -1 as the total of a search.
	TotalUnknown bool
	// LastCursor is how the last page says that it is the last: "" leaves
	// next_cursor out, "null" or "empty".
	LastCursor string
	// NullOptionals writes absent optional fields of a user as null.
	NullOptionals bool
	// DigestsInBase64 takes md_5, sha_1 and sha_512 in base64 instead of hex.
	DigestsInBase64 bool
	// PhpassH takes phpass hashes that begin with $H$.
	PhpassH bool
	// MaxFilterValues is the most values in one search filter; 0 means 100.
	MaxFilterValues int
	// UnknownIDInvalid answers 400 invalid_user_id for an id that nobody has,
	// instead of 404 user_not_found.
	UnknownIDInvalid bool
}

func (t Toggles) withDefaults() Toggles {
	if t.DuplicateOrder == "" {
		t.DuplicateOrder = "external_id,email,phone"
	}
	if t.MaxFilterValues == 0 {
		t.MaxFilterValues = 100
	}
	return t
}

func (t Toggles) check() error {
	order := strings.Split(t.DuplicateOrder, ",")
	slices.Sort(order)
	if !slices.Equal(order, []string{"email", "external_id", "phone"}) {
		return fmt.Errorf("duplicate order %q does not name external_id, email and phone once each", t.DuplicateOrder)
	}
	if t.GetLag < 0 || t.SearchLag < 0 || t.MaxFilterValues < 1 {
		return errors.New("a lag can't be negative, and a filter takes at least one value")
	}
	switch t.LastCursor {
	case "", "null", "empty":
	default:
		return fmt.Errorf("unknown form of the last cursor %q: use null or empty", t.LastCursor)
	}
	return nil
}
