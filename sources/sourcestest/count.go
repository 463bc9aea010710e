package sourcestest

import (
	"errors"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"example.com/usher/sources"
)

// Counts is what an export holds, so that a test can say it in one line.
type Counts struct {
	Users, Unreadable               int
	Emails, VerifiedEmails          int
	Phones, VerifiedPhones          int
	Named                           int
	Blocked, Anonymous, Unconfirmed int
	HadPassword                     int            // with or without a hash
	WithTrusted, WithUntrusted      int            // metadata
	Created, Updated, LastLogin     int            // known times
	Hashes                          map[string]int // by Stytch's type, or by the scheme that cannot move
	Factors                         map[sources.FactorKind]int
	Notes                           map[string]int // by code
	ExportNotes                     map[string]int
}

// Count reads an export and counts.
func Count(t testing.TB, o sources.Options) Counts {
	t.Helper()
	e := Open(t, o)
	c := Counts{Hashes: map[string]int{}, Factors: map[sources.FactorKind]int{}, Notes: map[string]int{}, ExportNotes: map[string]int{}}
	for u, err := range e.Users(t.Context()) {
		var bad *sources.RecordError
		switch {
		case errors.As(err, &bad):
			c.Unreadable++
		case err != nil:
			t.Fatal(err)
		default:
			c.add(&u)
		}
	}
	for _, n := range e.Notes() {
		c.ExportNotes[n.Code]++
	}
	return c
}

func (c *Counts) add(u *sources.User) {
	c.Users++
	for n, yes := range map[*int]bool{
		&c.Emails: u.Email != "", &c.VerifiedEmails: u.EmailVerified, &c.Phones: u.Phone != "", &c.VerifiedPhones: u.PhoneVerified,
		&c.Named: !u.Name.IsZero(), &c.Blocked: u.Blocked, &c.Anonymous: u.Anonymous, &c.Unconfirmed: u.Unconfirmed,
		&c.HadPassword: u.HadPassword || u.Hash != nil, &c.WithTrusted: len(u.Trusted) > 0, &c.WithUntrusted: len(u.Untrusted) > 0,
		&c.Created: !u.CreatedAt.IsZero(), &c.Updated: !u.UpdatedAt.IsZero(), &c.LastLogin: !u.LastLogin.IsZero(),
	} {
		if yes {
			*n++
		}
	}
	if h := u.Hash; h != nil {
		name := string(h.Type)
		if name == "" {
			name = h.Scheme
		}
		c.Hashes[name]++
	}
	for _, f := range u.Factors {
		c.Factors[f.Kind]++
	}
	for _, n := range u.Notes {
		c.Notes[n.Code]++
	}
}

// CheckCounts compares what an export holds.
func CheckCounts(t *testing.T, o sources.Options, want Counts) {
	t.Helper()
	if diff := cmp.Diff(want, Count(t, o), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("counts (-want +got):\n%s", diff)
	}
}

// User reads the user with a source id.
func User(t testing.TB, o sources.Options, id string) sources.User {
	t.Helper()
	e := Open(t, o)
	for u, err := range e.Users(t.Context()) {
		if err == nil && u.SourceID == id {
			u.Raw = nil // valid for one iteration only
			return u
		}
	}
	t.Fatalf("no user %s", id)
	return sources.User{}
}

// Text writes each text to a file and reads them as one export. A record that
// cannot be read fails the test.
func Text(t testing.TB, texts ...string) (sources.Provider, []sources.User) {
	t.Helper()
	dir := t.TempDir()
	var o sources.Options
	for i, text := range texts {
		o.Paths = append(o.Paths, filepath.Join(dir, strconv.Itoa(i)))
		Write(t, o.Paths[i], text)
	}
	e := Open(t, o)
	users := all(t, e)
	for i := range users {
		users[i].Place = sources.Place{}
	}
	return e.Provider(), users
}

// Only is Text for a single record.
func Only(t testing.TB, texts ...string) sources.User {
	t.Helper()
	_, users := Text(t, texts...)
	return only(t, users)
}

// Codes are the codes of notes.
func Codes(notes []sources.Note) []string {
	var codes []string
	for _, n := range notes {
		codes = append(codes, n.Code)
	}
	return codes
}
