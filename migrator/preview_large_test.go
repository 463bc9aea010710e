package migrator_test

import (
	"fmt"
	"maps"
	"runtime"
	"runtime/debug"
	"strconv"
	"testing"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

// TestManyUsers has more users than a block of the index or of a set of
// ordinals holds: duplicates stand far apart, some kinds of users are rare and
// some are most of them.
func TestManyUsers(t *testing.T) {
	const records = 150_000
	e := exportOf()
	byCode := map[string][]uint64{}
	for i := range records {
		if i%40_000 == 39_999 {
			e.unreadable()
			continue
		}
		u := sources.User{SourceID: "id" + strconv.Itoa(i), Email: fmt.Sprintf("u%d@example.com", i)}
		if i%7 == 0 && i > 100_000 {
			u.Phone = "+1415" + strconv.Itoa(1_000_000+i)
		}
		switch {
		case i%3 > 0:
			u.Blocked = true
			byCode["blocked"] = append(byCode["blocked"], uint64(i))
		case i > 70_000 && i%999 == 0:
			u.Email = fmt.Sprintf("U%d@example.com", i-66_000)
		case i > 130_000 && i%777 == 0:
			u.Phone = "+1415" + strconv.Itoa(1_000_000+i-777)
		}
		if i%2_000 == 5 {
			u.Notes = []sources.Note{{Code: "name_guessed"}}
			byCode["name_guessed"] = append(byCode["name_guessed"], uint64(i))
		}
		byCode[""] = append(byCode[""], uint64(i))
		e.add(u)
	}
	p, r := run(t, e, migrator.DefaultOptions())
	want := naive(e, duplicatesOption("first"))
	if got := skipped(p); !maps.Equal(want, got) {
		for ordinal := range uint64(records) {
			if want[ordinal] != got[ordinal] {
				t.Fatalf("record %d: skipped for %q, want %q", ordinal, got[ordinal], want[ordinal])
			}
		}
	}
	if r.Duplicates < 50 || r.Skipped != len(want) || sumOf(r.Moves) != r.Users {
		t.Errorf("%d duplicates, %d of %d skipped, %d users", r.Duplicates, r.Skipped, len(want), r.Users)
	}
	for code, users := range byCode {
		for _, offset := range []int{0, 1, 64, 4_095, 43_000, 99_999, len(users) - 3, len(users)} {
			views, err := p.Users(t.Context(), code, offset, 5)
			if err != nil {
				t.Fatal(err)
			}
			want := users[min(offset, len(users)):min(offset+5, len(users))]
			for i, v := range views {
				if len(views) != len(want) || v.User.Ordinal != want[i] {
					t.Errorf("%q from %d: %d users, the %dth is %d", code, offset, len(views), i, v.User.Ordinal)
				}
			}
		}
	}
}

// TestManyDuplicates has more keys that repeat than fit into one piece of
// their text, by each rule and with hashes that say too much.
func TestManyDuplicates(t *testing.T) {
	e := exportOf()
	for i := range 9_000 {
		n := i
		if i%3 == 2 {
			n = i / 2
		}
		u := sources.User{SourceID: "id" + strconv.Itoa(i), Email: fmt.Sprintf("somebody.%d@example.com", n), EmailVerified: i%5 == 0}
		if i%7 == 0 {
			u.Hash, u.LastLogin = bcryptHash(), day(1+i%20)
		}
		if i%11 == 0 {
			u.Phone = "+1415" + strconv.Itoa(1_000_000+i/22)
		}
		e.add(u)
	}
	for _, rule := range []string{"first", "last-login", "verified", "password"} {
		for bits := range 2 {
			p := migrator.PreviewOf(e, duplicatesOption(rule))
			if bits > 0 { // most keys are suspects
				p.WithHash(func(key string) uint64 { return uint64(len(key))<<56 | uint64(key[len(key)/2])<<24 })
			}
			if _, err := p.Run(t.Context()); err != nil {
				t.Fatal(err)
			}
			if want, got := naive(e, duplicatesOption(rule)), skipped(p); !maps.Equal(want, got) {
				t.Errorf("%s, %d: %d are skipped, want %d", rule, bits, len(got), len(want))
			}
		}
	}
}

// TestMemoryOfAPreview counts what a preview holds for each user, while it
// reads and afterwards.
func TestMemoryOfAPreview(t *testing.T) {
	const users = 300_000
	g := newGenerated(users)
	before, highest := heap(), uint64(0)
	g.each = func(i int) {
		if i%50_000 == 49_999 {
			highest = max(highest, heap())
		}
	}
	p := migrator.PreviewOf(g, migrator.DefaultOptions())
	if _, err := p.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	// Two keys and a quarter of a phone are less than 13 bytes.
	if held := float64(highest-before) / users; held > 20 {
		t.Errorf("%.1f bytes a user while reading", held)
	}
	if held := float64(heap()-before) / users; held > 2 {
		t.Errorf("%.1f bytes a user afterwards", held)
	}
	runtime.KeepAlive(p)
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func TestTheCollectorIsPutBack(t *testing.T) {
	before := debug.SetGCPercent(77)
	defer debug.SetGCPercent(before)
	run(t, smallExport(), migrator.DefaultOptions())
	if after := debug.SetGCPercent(77); after != 77 {
		t.Errorf("the collector is at %d percent afterwards, was at 77", after)
	}
}

// TestAPreviewBesideAnotherLeavesItsCollector: the setting is as strict as what
// both hold together asks for, and as before when one of them has ended.
func TestAPreviewBesideAnotherLeavesItsCollector(t *testing.T) {
	before := debug.SetGCPercent(1000)
	defer debug.SetGCPercent(before)
	const users = 300_000
	g, inner, here, within := newGenerated(users), newGenerated(users), 0, 0
	inner.each = func(i int) { within = collector() }
	g.each = func(i int) {
		if i != users-1 {
			return
		}
		here = collector()
		preview(t, inner)
		if after := collector(); after != here || within >= here || here >= 1000 {
			t.Errorf("%d percent, then %d, then %d", here, within, after)
		}
	}
	preview(t, g)
	if here == 0 {
		t.Error("nothing ran within")
	}
}

func preview(t *testing.T, g *generated) {
	t.Helper()
	if _, err := migrator.PreviewOf(g, migrator.DefaultOptions()).Run(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// collector is the setting of the garbage collector, in percent.
func collector() int {
	percent := debug.SetGCPercent(-1)
	debug.SetGCPercent(percent)
	return percent
}
