package ordeal_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"example.com/usher/migrator"
	"example.com/usher/migrator/sandbox"
)

// undo takes the migration back; code is the exit code that it has to have.
func (o *operator) undo(code int, more ...string) (r migrator.UndoResult) {
	o.t.Helper()
	p := o.start(append([]string{"undo", o.checkpoint, "--json", "--yes"}, more...)...)
	if got := p.code(); got != code {
		o.t.Fatalf("usher undo: exit code %d, want %d; it said:\n%s", got, code, &p.errors)
	}
	if err := json.Unmarshal(p.out.Bytes(), &r); err != nil {
		o.t.Fatal(err)
	}
	return r
}

// knownBefore seeds three users who share something with the crowd: one gets a
// password by the import, two are only found.
func knownBefore(b *box, people []someone) []sandbox.User {
	b.seed(
		sandbox.SeedUser{Email: people[0].email},
		sandbox.SeedUser{Email: people[5].email, Password: true},
		sandbox.SeedUser{Email: people[3].email, Verified: true},
	)
	return b.users()
}

// TestAnUndoneProjectIsAsItWas imports, kills an undo in the middle, lets the
// next one finish, and compares the project with what it was before.
func TestAnUndoneProjectIsAsItWas(t *testing.T) {
	t.Parallel()
	b := newBox(t, "--rate", "0", "--latency", "5ms", "--fault", "drop-after=0.1@delete,500=0.05@delete,drop-before=0.05@get")
	o := newOperator(t, b)
	people := crowd("undo", 400)
	before := knownBefore(b, people)
	o.start(o.importing(b, writeExport(t, o.dir, people))...).code()
	if r := o.undo(done, "--dry-run"); r.Deleted != 397 || r.PasswordsRemoved != 1 || r.Untouched != 2 || len(b.users()) != 400 {
		t.Fatalf("dry run %+v, %d users there", r, len(b.users()))
	}
	p := o.start("undo", o.checkpoint, "--json", "--yes")
	until(t, "some to be deleted", func() bool { return len(b.users()) < 350 })
	p.kill()
	o.undo(done)
	after := b.users()
	for i := range before {
		before[i].EmailVerified, after[i].EmailVerified = false, false // a migrate may verify, and undo's preview says so
	}
	if !slices.EqualFunc(before, after, func(x, y sandbox.User) bool {
		return x.UserID == y.UserID && x.Email == y.Email && x.PasswordID == y.PasswordID && x.ExternalID == y.ExternalID
	}) {
		t.Errorf("before:\n%+v\nafter:\n%+v", before, after)
	}
	if again := o.undo(done); again.Deleted+again.PasswordsRemoved+again.Gone != 0 {
		t.Errorf("undone once more: %+v", again)
	}
}

// TestUndoKeepsWhoHasLivedSince: a login, a changed password, and a mark that
// is not there any more each keep a user, and are listed.
func TestUndoKeepsWhoHasLivedSince(t *testing.T) {
	t.Parallel()
	b := newBox(t, "--rate", "0")
	o := newOperator(t, b)
	people := crowd("lived", 20)
	o.start(o.importing(b, writeExport(t, o.dir, people))...).wants(done)
	users := map[string]sandbox.User{}
	for _, u := range b.users() {
		users[u.ExternalID] = u
	}
	b.control("POST", "login", users[people[1].sourceID()].UserID)
	b.request("DELETE", "/v1/users/passwords/"+users[people[5].sourceID()].PasswordID, "")
	b.request("PUT", ofUser(people[8]), `{"trusted_metadata":{"usher":null}}`)
	r := o.undo(done)
	if r.Deleted != 17 || r.Kept != 3 || len(b.users()) != 3 {
		t.Fatalf("%+v, %d users left", r, len(b.users()))
	}
	idMap, err := os.ReadFile(filepath.Join(r.Report, "id-map.csv"))
	if err != nil || strings.Count(string(idMap), "\n") != 4 {
		t.Errorf("report %q, %s, its id map:\n%s", r.Report, r.ReportTrouble, idMap)
	}
	kept, err := os.ReadFile(r.List)
	if err != nil || strings.Count(string(kept), "\n") != 4 {
		t.Errorf("the list of whom it keeps: %v\n%s", err, kept)
	}
	for i, want := range map[int]string{1: "verified since", 5: "password was changed", 8: "mark"} {
		if !slices.ContainsFunc(r.KeptUsers, func(k migrator.Kept) bool {
			return k.Record == uint64(i+1) && k.UserID == users[people[i].sourceID()].UserID && strings.Contains(k.Reason, want)
		}) {
			t.Errorf("record %d is not kept for %q: %+v", i+1, want, r.KeptUsers)
		}
	}
	if r := o.undo(done, "--active"); r.Deleted != 2 || r.Kept != 1 {
		t.Errorf("with --active: %+v", r)
	}
}

// TestADryRunReadsPages: to count what an undo of many would do takes a few
// requests, and finds who has lived since all the same.
func TestADryRunReadsPages(t *testing.T) {
	t.Parallel()
	b := newBox(t, "--rate", "0")
	o := newOperator(t, b)
	people := crowd("pages", 1300)
	o.start(o.importing(b, writeExport(t, o.dir, people))...).wants(done)
	for _, u := range b.users() {
		if u.ExternalID == people[1201].sourceID() { // their email is not verified yet
			b.control("POST", "login", u.UserID)
		}
	}
	r := o.undo(done, "--dry-run")
	if r.Deleted != 1299 || r.Kept != 1 || r.Remaining != 0 || r.Requests > 10 || len(b.users()) != 1300 {
		t.Errorf("%+v, %d users there", r, len(b.users()))
	}
}
