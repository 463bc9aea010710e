package ordeal_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"example.com/usher/migrator"
	"example.com/usher/migrator/sandbox"
)

// mostAtOnce is what a sliding second at the sandbox may hold while 65
// leave: on a busy machine some of the second before arrive late. A process
// that sent a second's worth on top of what the one before it had sent would
// show as 130.
const mostAtOnce = 100

// TestTheCapHoldsOverKillAndResume kills, pauses and resumes an import at 65
// requests a second.
func TestTheCapHoldsOverKillAndResume(t *testing.T) {
	t.Parallel()
	runs, each, perRun := 3, 1500*time.Millisecond, 60
	if *long {
		runs, each, perRun = 20, 5*time.Second, 200
	}
	b := newBox(t, "--latency", "20ms")
	o := newOperator(t, b)
	people := crowd("cap", perRun*runs)
	command := o.importing(b, writeExport(t, o.dir, people), "--rate", "65")
	for n := range runs {
		before := len(b.arrivals())
		p := o.start(command...)
		until(t, "the first requests of a run", func() bool { return len(b.arrivals()) > before+5 })
		time.Sleep(each)
		if n%2 == 0 {
			p.kill()
			continue
		}
		p.signal(os.Interrupt)
		if d := p.wants(paused); d.MaxPerSecond > migrator.MaxRate {
			t.Errorf("by its own count %d left in one second", d.MaxPerSecond)
		}
	}
	d := o.start(o.resuming()...).wants(done)
	o.ends(b, people, d).everybodyOnce(0)
	worst := worstSecond(b.arrivals())
	t.Logf("%d requests, at most %d in one second by usher's count, %d by the sandbox's", d.Requests, d.MaxPerSecond, worst)
	if d.MaxPerSecond > migrator.MaxRate || worst > mostAtOnce {
		t.Errorf("at most %d in one second by usher's count, %d by the sandbox's", d.MaxPerSecond, worst)
	}
}

// worstSecond is the most arrivals in any second.
func worstSecond(all []sandbox.Arrival) int {
	slices.SortFunc(all, func(a, b sandbox.Arrival) int { return a.At.Compare(b.At) })
	worst, first := 0, 0
	for i := range all {
		for all[i].At.Sub(all[first].At) > time.Second {
			first++
		}
		worst = max(worst, i-first+1)
	}
	return worst
}

// TestTwoUshersOnOneProject starts a second import, of another export, while
// one is under way, and a second usher on one checkpoint.
func TestTwoUshersOnOneProject(t *testing.T) {
	t.Parallel()
	b := newBox(t)
	first := newOperator(t, b)
	people := crowd("first", 300)
	running := first.start(first.importing(b, writeExport(t, first.dir, people), "--rate", "65")...)
	b.reaches(10)

	second := newOperator(t, b)
	second.env = append(slices.Clone(first.env), "HOME="+second.dir)
	others := crowd("second", 10)
	command := second.importing(b, writeExport(t, second.dir, others))
	p := second.start(command...)
	if d := p.wants(failed); d.State != migrator.Failed || !strings.Contains(d.Error, "another usher") {
		t.Errorf("it says %+v", d)
	}
	p.says("works on this project", "what now:")
	wantsPID(t, p, running)

	again := first.start(first.resuming()...)
	again.wants(failed)
	again.says("has this checkpoint open", "what now:")
	wantsPID(t, again, running)

	running.signal(os.Interrupt)
	running.wants(paused)
	second.ends(b, others, second.start(command...).wants(done)).addsUp()
	first.ends(b, people, first.start(first.resuming("--export", first.dir)...).wants(done)).everybodyOnce(len(others))
}

// wantsPID checks that an usher names the process that is in its way.
func wantsPID(t *testing.T, p, other *process) {
	t.Helper()
	if name := "process " + itoa(other.cmd.Process.Pid); !strings.Contains(p.errors.String(), name) {
		t.Errorf("it does not name %s:\n%s", name, &p.errors)
	}
}
