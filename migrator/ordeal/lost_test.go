package ordeal_test

import (
	"fmt"
	"strings"
	"testing"
)

// TestLostAnswersAreLookedUp loses the answers to the first, third and fifth
// create and migrate, in each way in which an answer can be lost.
func TestLostAnswersAreLookedUp(t *testing.T) {
	t.Parallel()
	kinds := []string{
		"drop-before", "drop-after", "cut-answer", "malformed-200", "late-apply=200ms",
		"500", "502-no-type", "503-html", "empty-body", "no-created-at", "no-password-id",
	}
	if *long {
		kinds = append(kinds, "hang", "late") // each waits for the client's timeout
	}
	for _, kind := range kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			b := newBox(t, "--fault", someOf(kind, "create")+","+someOf(kind, "migrate"))
			o := newOperator(t, b)
			people := crowd("lost", 30)
			p := o.start(o.importing(b, writeExport(t, o.dir, people))...)
			e := o.ends(b, people, p.wants(done))
			e.everybodyOnce(0)
			if e.result.Present > 0 {
				t.Errorf("%d users of ours count as somebody else's", e.result.Present)
			}
			struck := 0
			for _, endpoint := range b.stats().Endpoints {
				for _, n := range endpoint.Faults {
					struck += n
				}
			}
			if struck < 4 {
				t.Errorf("the fault struck %d times only", struck)
			}
		})
	}
}

// someOf are the first, the third and the fifth request to an endpoint.
func someOf(kind, endpoint string) string {
	list := make([]string, 3)
	for i := range list {
		list[i] = fmt.Sprintf("%s:nth=%d@%s", kind, 2*i+1, endpoint)
	}
	return strings.Join(list, ",")
}

// TestEverythingGoesWrongNowAndThen mixes all faults, also in look-ups, with
// an index that lags and a limit.
func TestEverythingGoesWrongNowAndThen(t *testing.T) {
	t.Parallel()
	b := newBox(t, "--limit", "400/s", "--latency", "2ms", "--jitter", "20ms", "--toggles", "search-lag=500ms",
		"--fault", "drop-before=0.01,drop-after=0.02,cut-answer=0.01,malformed-200=0.01,502-no-type=0.01,503-html=0.01,late-apply=1s:p=0.01,429=0.002")
	o := newOperator(t, b)
	people := crowd("wrong", 600)
	command := o.importing(b, writeExport(t, o.dir, people), "--rate", "200")
	d := o.start(command...).document()
	for range 3 {
		if d.Unknown+d.Remaining == 0 {
			break
		}
		d = o.start(command...).document() // takes up the unresolved
	}
	o.ends(b, people, d).everybodyOnce(0)
}
