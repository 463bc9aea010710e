package ordeal_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"example.com/usher/migrator"
	"example.com/usher/migrator/sandbox"
)

// later makes the operator's later export of some people and gives its
// arguments; its migration has a checkpoint of its own.
func (o *operator) later(name string, people []someone) []string {
	o.t.Helper()
	folder := filepath.Join(o.dir, name)
	if err := os.Mkdir(folder, 0o700); err != nil {
		o.t.Fatal(err)
	}
	export := writeExport(o.t, folder, people)
	o.checkpoint = filepath.Join(folder, "users.usher")
	return export
}

// TestADeltaSendsTheDifference follows two later exports: new users are
// created, unchanged ones cost nothing, changes are listed until they are
// applied, and nobody who was there before the first import is written over.
func TestADeltaSendsTheDifference(t *testing.T) {
	t.Parallel()
	b := newBox(t, "--rate", "0")
	o := newOperator(t, b)
	people := crowd("delta", 40)
	stranger := people[13] // no password: found, and left as they are
	b.seed(sandbox.SeedUser{Email: stranger.email})
	people[20].extra = map[string]any{"last_login": "2026-01-02T10:00:00.000Z"}
	o.start(o.importing(b, writeExport(t, o.dir, people))...).wants(done)
	first := o.checkpoint

	next := append(slices.Clone(people[1:]), crowd("fresh", 5)...) // record 0 is gone
	next[0].name = "Changed Name"
	next[2].email = "moved@example.com"
	next[12].name = "Not For Strangers"
	next[19].extra = map[string]any{"last_login": "2026-03-04T11:00:00.000Z"} // no change of theirs
	before := b.stats().Requests
	export := o.later("second", next)
	p := o.start(o.importing(b, export, "--since", first)...)
	until(t, "some new ones", func() bool { return len(b.users()) > 40 })
	p.kill()
	d := o.start(o.resuming()...).wants(done)
	want := migrator.DeltaCounts{Unchanged: 36, Changed: 2, Gone: 1}
	if d.Created+d.PasswordAdded != 5 || d.Present != 39 || d.Delta == nil || *d.Delta != want {
		t.Fatalf("%+v, delta %+v, want %+v", d.Result, d.Delta, want)
	}
	if sent := b.stats().Requests - before; sent > 60 {
		t.Errorf("%d requests for five new users", sent)
	}
	if name := nameOf(b, people[1]); strings.Contains(name, "Changed") {
		t.Errorf("a change was made that was not asked for: %q", name)
	}

	second, doubtful := o.checkpoint, d.PasswordAdded
	export = o.later("third", next)
	d = o.start(o.importing(b, export, "--since", second, "--apply-changes")...).wants(done)
	// Whom the kill left in doubt counts as found, not as made, from then on.
	want = migrator.DeltaCounts{Unchanged: 41 - doubtful, Changed: 1, Updated: 1}
	if d.Delta == nil || *d.Delta != want {
		t.Errorf("applied: delta %+v, want %+v", d.Delta, want)
	}
	if name := nameOf(b, people[1]); !strings.HasPrefix(name, "Changed") {
		t.Errorf("the name is %q", name)
	}
	for _, u := range b.users() {
		if u.Email == stranger.email && (u.FirstName != "" || u.ExternalID != "") {
			t.Errorf("who was there before was written over: %+v", u)
		}
	}
	if r := o.undo(done); r.Deleted != 0 || len(b.users()) != 45 {
		t.Errorf("undoing a delta that created nobody: %+v", r)
	}

	o.later("fourth", next)
	other := o.start(o.importing(b, export, "--since", second, "--metadata", "none")...)
	if other.code() != failed {
		t.Error("options that differ are taken")
	}
	other.says("option metadata", "same options")
}

func nameOf(b *box, s someone) string {
	for _, u := range b.users() {
		if u.ExternalID == s.sourceID() {
			return u.FirstName + " " + u.LastName
		}
	}
	return "nobody"
}

// TestWhoIsThereIsLookedUpInsteadOfSent: a preview against the project counts
// them, and the import after it sends no call for them.
func TestWhoIsThereIsLookedUpInsteadOfSent(t *testing.T) {
	t.Parallel()
	b := newBox(t, "--rate", "0")
	o := newOperator(t, b)
	people := crowd("there", 200)
	export := writeExport(t, o.dir, people)
	o.start(o.importing(b, export)...).wants(done)
	preview := o.start(append(append([]string{"preview"}, export...), "--against", "sandbox", "--base-url", b.URL, "--json")...)
	preview.code()
	var r migrator.PreviewResult
	for _, r = range lines[migrator.PreviewResult](t, preview.out.Bytes()) {
	}
	if r.Against == nil || r.Against.Users != 200 || r.Against.AlreadyThere != 200 || r.Requests > 210 {
		t.Fatalf("against %+v, %d requests", r.Against, r.Requests)
	}
	o.later("again", people)
	creates := b.creates()
	if d := o.start(o.importing(b, export, "--against")...).wants(done); d.Present != 200 {
		t.Errorf("%+v", d)
	}
	if more := b.creates() - creates; more != 0 {
		t.Errorf("%d calls were sent for users who are there", more)
	}
}

// TestADeltaSettlesWhoWasInDoubt begins a delta on a migration that was killed:
// who was under way is found by the old identifiers, although the later export
// has others, and whom the earlier one never sent is new.
func TestADeltaSettlesWhoWasInDoubt(t *testing.T) {
	t.Parallel()
	b := newBox(t, "--latency", "20ms")
	o := newOperator(t, b)
	people := crowd("doubt", 200)
	p := o.start(o.importing(b, writeExport(t, o.dir, people), "--rate", "40")...)
	b.reaches(60)
	p.kill()
	first := o.checkpoint
	next := slices.Clone(people)
	moved := 0
	for i := range next {
		if next[i].email != "" {
			next[i].email = fmt.Sprintf("moved%d@example.com", i)
			moved++
		}
	}
	there := len(b.users())
	export := o.later("second", next)
	begun := o.start(o.importing(b, export, "--since", first)...)
	d := begun.wants(done)
	begun.says("they are looked up first")
	users := b.users()
	if len(users) != len(people) || d.Created == 0 || d.Delta == nil || d.Delta.Unchanged+d.Delta.Changed < there || d.Delta.Changed > moved {
		t.Fatalf("%d users, %d before the delta, %+v, delta %+v", len(users), there, d.Result, d.Delta)
	}
	ids := map[string]bool{}
	for _, u := range users {
		if ids[u.ExternalID] {
			t.Errorf("%s is there twice", u.ExternalID)
		}
		ids[u.ExternalID] = true
	}

	// What is left of the first one is the delta's now, as long as that is there.
	left := o.start("resume", first, "--json")
	if left.code() != failed {
		t.Errorf("exit code %d", left.code())
	}
	left.says("taken over", "usher resume "+o.checkpoint)
	if err := os.Rename(o.checkpoint, o.checkpoint+".away"); err != nil {
		t.Fatal(err)
	}
	// Where it can't be looked at, it may well be there.
	if err := os.Symlink(o.checkpoint, o.checkpoint); err != nil {
		t.Fatal(err)
	}
	if left = o.start("resume", first, "--json"); left.code() != failed {
		t.Errorf("exit code %d", left.code())
	}
	left.says("cannot be looked at")
	if err := os.Remove(o.checkpoint); err != nil {
		t.Fatal(err)
	}
	o.start("resume", first, "--json").wants(done)
	if again := b.users(); len(again) != len(people) {
		t.Errorf("%d users after the first one went on, %d before", len(again), len(people))
	}

	// Without the earlier export nobody can tell who they are.
	p = o.start(o.importing(b, o.later("third", crowd("other", 200)), "--rate", "20")...)
	until(t, "some of the third", func() bool { return len(b.users()) > len(people)+20 })
	p.kill()
	third := o.checkpoint
	if err := os.Remove(filepath.Join(filepath.Dir(third), "users.json")); err != nil {
		t.Fatal(err)
	}
	refused := o.start(o.importing(b, o.later("fourth", crowd("other", 200)), "--since", third)...)
	if refused.code() != failed {
		t.Errorf("exit code %d", refused.code())
	}
	refused.says("not known whether they arrived", "usher resume "+third+" --export")
}

// TestADeltaKeepsWhomTheLaterExportBlocks: they are listed and stay in the id
// map, over a chain of deltas.
func TestADeltaKeepsWhomTheLaterExportBlocks(t *testing.T) {
	t.Parallel()
	b := newBox(t, "--rate", "0")
	o := newOperator(t, b)
	people := crowd("blocked", 20)
	o.start(o.importing(b, writeExport(t, o.dir, people))...).wants(done)
	first := o.checkpoint

	blocked := slices.Clone(people)
	blocked[3].extra = map[string]any{"blocked": true}
	blocked = append(blocked, people[5]) // twice: one of them is skipped, and the other tells
	creates := b.creates()
	export := o.later("second", blocked)
	d := o.start(o.importing(b, export, "--since", first, "--apply-changes")...).wants(done)
	if want := (migrator.DeltaCounts{Unchanged: 19, Changed: 1}); d.Delta == nil || *d.Delta != want || d.Skipped != 1 {
		t.Fatalf("%+v, delta %+v", d.Result, d.Delta)
	}
	e := o.ends(b, blocked, d)
	if id := e.idMap[people[3].sourceID()]; id == "" {
		t.Error("who is blocked now is not in the id map")
	}
	list, err := os.ReadFile(strings.TrimSuffix(o.checkpoint, ".usher") + "-report/changed.csv")
	if err != nil || !strings.Contains(string(list), "lock or delete them there") {
		t.Errorf("changed.csv does not say what to do about them: %v\n%s", err, list)
	}
	second := o.checkpoint

	d = o.start(o.importing(b, o.later("third", people), "--since", second)...).wants(done)
	if want := (migrator.DeltaCounts{Unchanged: 20}); d.Delta == nil || *d.Delta != want || b.creates() != creates {
		t.Errorf("not blocked any more: delta %+v, %d creates", d.Delta, b.creates()-creates)
	}
}
