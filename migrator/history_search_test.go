package migrator_test

import (
	"flag"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

var (
	histories   = flag.Int("histories", 3000, "random histories of an import to try")
	historySeed = flag.Uint64("history-seed", 0, "the first history's seed; 0 = one of the clock")
)

// live lets a history happen, and gives what it violated.
func live(t *testing.T, h *history, traced bool) (bad, trace []string) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(h)
		w.traced = traced
		w.run(t.Context())
		synctest.Wait()
		bad, trace = w.bad, w.trace
	})
	return bad, trace
}

// firstSeed is where random worlds begin, logged so that they can come again.
func firstSeed(t *testing.T) uint64 {
	first := *historySeed
	if first == 0 {
		first = uint64(time.Now().UnixNano()) >> 8
	}
	t.Logf("first seed: %d", first)
	return first
}

// manyWorlds are so many that even what is rare is met.
const manyWorlds = 5000

// allMet demands that random worlds have met what they are for; rare is what
// few of them may lack by chance.
func allMet(t *testing.T, seen map[string]int, worlds int, usual, rare []string) {
	t.Helper()
	if worlds >= manyWorlds {
		usual = slices.Concat(usual, rare)
	}
	for _, what := range usual {
		if seen[what] == 0 {
			t.Errorf("no world with %q: %v", what, seen)
		}
	}
}

func TestRandomHistories(t *testing.T) {
	first := firstSeed(t)
	began := time.Now()
	for i := range *histories {
		seed := first + uint64(i)
		appActs := i%3 == 0
		h := randomHistory(seed, appActs)
		if bad, _ := live(t, h, false); len(bad) > 0 {
			reportHistory(t, h, bad)
			return
		}
	}
	t.Logf("%d histories, %.0f a second", *histories, float64(*histories)/time.Since(began).Seconds())
}

// reportHistory makes a failing history as small as it gets, and shows it.
func reportHistory(t *testing.T, h *history, bad []string) {
	t.Helper()
	small := shrink(t, h, kindOf(bad))
	bad, trace := live(t, small, true)
	t.Errorf("%s\n%s\n%s\n(before it was made smaller:\n%s)", strings.Join(bad, "\n"), small, strings.Join(trace, "\n"), h)
}

// kindOf is the property that was violated, "P4".
func kindOf(bad []string) string {
	kind, _, _ := strings.Cut(bad[0], ":")
	return kind
}

// shrink leaves out whatever the failure does not need.
func shrink(t *testing.T, h *history, kind string) *history {
	fails := func(h *history) bool {
		bad, _ := live(t, h, false)
		return len(bad) > 0 && kindOf(bad) == kind
	}
	for {
		smaller := false
		for _, candidate := range h.smaller() {
			if fails(candidate) {
				h, smaller = candidate, true
				break
			}
		}
		if !smaller {
			return h
		}
	}
}

// smaller are the histories with one thing less.
func (h *history) smaller() (out []*history) {
	with := func(change func(*history)) {
		c := *h
		c.records, c.strangers, c.faults = slices.Clone(h.records), slices.Clone(h.strangers), slices.Clone(h.faults)
		c.ends, c.app = slices.Clone(h.ends), slices.Clone(h.app)
		change(&c)
		out = append(out, &c)
	}
	if n := len(h.records); n > 1 {
		with(func(c *history) { c.dropLastRecord() })
	}
	for i := range h.ends {
		with(func(c *history) { c.ends = slices.Delete(c.ends, i, i+1) })
	}
	for i := range h.app {
		with(func(c *history) { c.app = slices.Delete(c.app, i, i+1) })
	}
	for i := range h.faults {
		with(func(c *history) { c.faults = slices.Delete(c.faults, i, i+1) })
	}
	for i := range h.strangers {
		with(func(c *history) { c.strangers = slices.Delete(c.strangers, i, i+1) })
	}
	if h.lag > 0 {
		with(func(c *history) { c.lag = 0 })
	}
	if h.skewed {
		with(func(c *history) { c.skewed = false })
	}
	if h.seed != 0 {
		with(func(c *history) { c.seed = 0 })
	}
	for i, k := range h.records {
		if k.phone && k.email {
			with(func(c *history) { c.records[i].phone = false })
		}
		if k.externalID {
			with(func(c *history) { c.records[i].externalID = false })
		}
		if k.refused != 0 {
			with(func(c *history) { c.records[i].refused = 0 })
		}
		if k.password {
			with(func(c *history) { c.records[i].password = false })
		}
	}
	for i, e := range h.ends {
		if e.nth > 1 {
			with(func(c *history) { c.ends[i].nth-- })
		}
	}
	return out
}

// dropLastRecord takes the last record out, with all that is about it.
func (h *history) dropLastRecord() {
	last := len(h.records) - 1
	h.records = h.records[:last]
	h.faults = slices.DeleteFunc(h.faults, func(f fault) bool { return f.record == last })
	h.app = slices.DeleteFunc(h.app, func(a appAct) bool { return a.record == last })
	h.strangers = slices.DeleteFunc(h.strangers, func(s stranger) bool {
		return s.email == last || s.phone == last || s.externalID == last
	})
}
