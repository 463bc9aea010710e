package migrator_test

import (
	"context"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"example.com/usher/migrator"
)

// disks keep several checkpoints by their names.
type disks map[string]migrator.Checkpoints

func (d disks) Create(path string, m migrator.Meta) (migrator.Store, error) {
	return d[filepath.Base(path)].Create(path, m)
}
func (d disks) Open(path string) (migrator.Store, error) { return d[filepath.Base(path)].Open(path) }
func (d disks) Read(path string) (migrator.Store, error) { return d[filepath.Base(path)].Read(path) }

// TestRandomDeltas lets random imports happen, changes the export, and brings
// the later one into the same project through faults, kills and pauses: what
// holds for one import holds over both, who is known keeps their user_id, and
// who is unchanged costs nothing.
func TestRandomDeltas(t *testing.T) {
	first := firstSeed(t)
	seen := map[string]int{}
	for i := range *histories / 4 {
		d := &later{seen: seen}
		synctest.Test(t, func(t *testing.T) { d.happen(t.Context(), first+uint64(i)) })
		if len(d.bad()) > 0 {
			t.Fatalf("seed %d: %s\nfirst %s%s\nlater %s%s", first+uint64(i), strings.Join(d.bad(), "\n"),
				d.was.h, strings.Join(d.was.trace, "\n"), d.now.h, strings.Join(d.now.trace, "\n"))
		}
	}
	usual := []string{"unchanged", "changed", "updated", "new", "there before", "gone", "killed"}
	allMet(t, seen, *histories/4, usual, []string{"password added"})
}

// later is a world in which a later export follows an earlier one.
type later struct {
	was, now *world
	apply    bool
	seen     map[string]int
}

func (d *later) bad() []string {
	if d.now == nil {
		return d.was.bad
	}
	return slices.Concat(d.was.bad, d.now.bad)
}

func (d *later) happen(ctx context.Context, seed uint64) {
	r := rand.New(rand.NewPCG(seed, 77))
	d.was = newWorld(randomHistory(seed, false))
	d.was.traced = true
	d.was.run(ctx)
	synctest.Wait()
	if len(d.was.bad) > 0 {
		return
	}
	before := map[string]memoryUser{}
	for _, u := range d.was.stytch.users {
		before[u.id] = *u
	}
	d.apply = r.IntN(2) == 0
	d.now = worldOn(d.was.stytch, d.laterHistory(r, seed))
	d.now.name, d.now.traced = "later", true
	d.now.config = func(c *migrator.ImportConfig) {
		c.Delta = migrator.Delta{Since: "x.usher", Apply: d.apply}
		c.Checkpoint = "later.usher"
		alive := func() bool { return true }
		c.Ports.Checkpoints = disks{"x.usher": process{disk: d.was.disk, power: alive}, "later.usher": c.Ports.Checkpoints}
	}
	d.now.run(ctx)
	synctest.Wait()
	for i := range d.now.h.records {
		d.check(i, before)
	}
	if len(d.now.h.ends) > 0 {
		d.seen["killed"]++
	}
	if len(d.now.h.records) < len(d.was.h.records) {
		d.seen["gone"]++
	}
}

// laterHistory is what happens to the later export: some records are others,
// the last ones are gone, or new ones have come.
func (d *later) laterHistory(r *rand.Rand, seed uint64) *history {
	h := randomHistory(seed+1<<40, false)
	h.strangers, h.mark, h.mergeMark, h.remote = nil, d.was.h.mark, d.was.h.mergeMark, d.was.h.remote
	fresh := h.records
	h.records = slices.Clone(d.was.h.records)
	for i := range h.records {
		h.records[i].refused = 0
		if r.IntN(2) == 0 {
			continue
		}
		k := &h.records[i]
		switch r.IntN(3) { // never the source id: that is somebody else
		case 0:
			k.password = !k.password
		case 1:
			k.verified = !k.verified
		case 2:
			k.phone = true
		}
	}
	if n := len(h.records); r.IntN(4) == 0 && n > 1 {
		h.records = h.records[:n-1]
	} else if r.IntN(2) == 0 && n+len(fresh) < 10 {
		h.records = append(h.records, fresh...)
	}
	for i := range h.faults {
		h.faults[i].record %= len(h.records)
	}
	return h
}

func (d *later) check(i int, before map[string]memoryUser) {
	o, settled := d.now.disk.outcomes[uint64(i)]
	if !settled {
		return // P1 has said so
	}
	known := i < len(d.was.h.records)
	var was migrator.Outcome
	if known {
		was = d.was.disk.outcomes[uint64(i)]
		known = was.UserID != ""
	}
	if !known {
		d.seen["new"]++
		return
	}
	what, _, _ := strings.Cut(o.Reason, ":")
	d.seen[strings.ReplaceAll(what, "_", " ")]++
	if o.Kind == migrator.PasswordAdded {
		d.seen["password added"]++
	}
	if o.UserID != was.UserID {
		d.now.violated("D1: record %d was %s, and is %s (%s, %s)", i, was.UserID, o.UserID, o.Kind, o.Reason)
	}
	if o.Kind != migrator.Present && o.Kind != migrator.PasswordAdded {
		d.now.violated("D1: record %d is known, and becomes %s", i, o.Kind)
	}
	same := d.was.h.records[i]
	same.refused = 0
	if n := d.now.writes[i]; n > 0 && (!d.apply || same == d.now.h.records[i] && was.Kind == migrator.Created) {
		d.now.violated("D2: %d writes for record %d, apply %v", n, i, d.apply)
	}
	if was.Kind != migrator.Created && o.Kind != migrator.PasswordAdded {
		d.theirs(i, before[o.UserID])
	}
}

// theirs checks that nothing was written over of somebody who was there before
// the first import; another record may have added a password, which P3 looks at.
func (d *later) theirs(i int, was memoryUser) {
	now := d.now.stytch.ever(was.id)
	if now.email != was.email || now.phone != was.phone || now.externalID != was.externalID || now.password != was.password && !strings.HasPrefix(now.passwordBy, "later") {
		d.now.violated("D3: record %d is of somebody who was there before: %+v became %+v", i, was, *now)
	}
}
