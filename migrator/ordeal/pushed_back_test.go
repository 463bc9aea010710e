package ordeal_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"example.com/usher/migrator"
	"example.com/usher/migrator/sandbox"
)

// TestPushedBackUsherWaitsAndGoesOn lets the destination want no requests for
// a while, in each form. Nobody is lost, nobody is called failed, and usher
// says why it is slow.
func TestPushedBackUsherWaitsAndGoesOn(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name      string
		flags     []string
		says      string
		throttled bool
	}{
		{"429 with Retry-After in seconds", []string{"--limit", "fixed,30/3s,retry-after=seconds"}, "429", true},
		{"429 with Retry-After as a date", []string{"--limit", "fixed,30/3s,retry-after=date"}, "429", true},
		{"429 without Retry-After", []string{"--limit", "sliding,30/s"}, "429", true},
		{"429 while refused requests count", []string{"--limit", "sliding,30/s,count-refused"}, "429", true},
		{"a burst of 429", []string{"--fault", "429-no-retry-after:next=3"}, "429", true},
		{"500 in a row", []string{"--fault", "500:next=3@create,500:next=3@migrate"}, "", false},
		{"a proxy's 503 in a row", []string{"--fault", "503-html:next=3@create,503-html:next=3@migrate"}, "", false},
		{"connections dropped in a row", []string{"--fault", "drop-before:next=3@create,drop-before:next=3@migrate"}, "", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			b := newBox(t, test.flags...)
			o := newOperator(t, b)
			people := crowd("pushed", 60)
			p := o.start(o.importing(b, writeExport(t, o.dir, people), "--rate", "60")...)
			e := o.ends(b, people, p.wants(done))
			e.everybodyOnce(0)
			if got := e.result.Throttled > 0; got != test.throttled {
				t.Errorf("429 was answered %d times", e.result.Throttled)
			}
			if e.result.Retries == 0 && test.throttled {
				t.Error("no request was sent again")
			}
			if test.says != "" && !strings.Contains(p.errors.String(), test.says) {
				t.Errorf("it does not say why it was slow:\n%s", &p.errors)
			}
		})
	}
}

// TestALowerLimitIsFound imports against a server that takes fewer requests
// than usher sends: it is told so, slows down and says so; nobody is lost or
// called failed. After a minute, which only the long variant has, nearly all of
// that limit is used.
func TestALowerLimitIsFound(t *testing.T) {
	t.Parallel()
	limits := []string{"sliding,10/s"}
	if *long {
		limits = append(limits, "sliding,10/s,count-refused", "sliding,40/s", "sliding,40/s,count-refused", "sliding,65/s", "sliding,65/s,count-refused")
	}
	for _, limit := range limits {
		t.Run(limit, func(t *testing.T) {
			t.Parallel()
			b := newBox(t, "--limit", limit, "--latency", "5ms", "--jitter", "50ms")
			var allowed int
			if _, err := fmt.Sscanf(limit, "sliding,%d/s", &allowed); err != nil {
				t.Fatal(err)
			}
			n := 60
			if *long {
				n = 110 * allowed // 160 seconds' worth of requests
			}
			o := newOperator(t, b)
			people := crowd("limit", n)
			p := o.start(o.importing(b, writeExport(t, o.dir, people), "--rate", "65")...)
			e := o.ends(b, people, p.wants(done))
			e.everybodyOnce(0)
			if e.result.Throttled == 0 && allowed < 65 || !strings.Contains(p.errors.String(), "429") && e.result.Throttled > 0 {
				t.Errorf("429 was answered %d times; it says:\n%s", e.result.Throttled, &p.errors)
			}
			if share := used(t, b.arrivals(), allowed); *long && share < 0.93 {
				t.Errorf("%.3f of the limit is used, want 0.93", share)
			}
		})
	}
}

// used is the share of a limit that got through after the first minute.
func used(t *testing.T, all []sandbox.Arrival, allowed int) float64 {
	from, to := all[0].At.Add(time.Minute), all[len(all)-1].At
	passed, refused := 0, 0
	for _, a := range all {
		switch {
		case a.Status == 429:
			refused++
		case a.At.After(from):
			passed++
		}
	}
	share := float64(passed) / (float64(allowed) * to.Sub(from).Seconds())
	t.Logf("%.3f of %d a second is used, 429 was answered %d times", share, allowed, refused)
	return share
}

// TestADestinationThatIsGoneIsWaitedFor kills the sandbox under a running
// import and brings it back.
func TestADestinationThatIsGoneIsWaitedFor(t *testing.T) {
	t.Parallel()
	away := 3 * time.Second
	if *long {
		away = time.Minute
	}
	b := newBox(t, "--latency", "10ms")
	o := newOperator(t, b)
	people := crowd("gone", 200)
	p := o.start(o.importing(b, writeExport(t, o.dir, people), "--rate", "100")...)
	b.reaches(50)
	b.kill()
	var reason string
	gone := time.Now()
	until(t, "a reason in usher status", func() bool {
		reason = o.start("status", o.checkpoint, "--json").wants(done).Reason
		return strings.Contains(reason, "connection refused")
	})
	time.Sleep(time.Until(gone.Add(away)))
	b.restart()
	e := o.ends(b, people, p.wants(done))
	e.everybodyOnce(0)
	if requests := e.result.Requests; requests > 1500 {
		t.Errorf("%d requests: nobody has to hammer at a closed door", requests)
	}
}

// TestTroubleOfTheFirstRequest lets the very first request of a run, the check
// of the credentials, go wrong once.
func TestTroubleOfTheFirstRequest(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"500", "503-html", "drop-before", "cut-answer", "429"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			b := newBox(t, "--fault", kind+":next=1@"+sandbox.EndpointWhoami)
			o := newOperator(t, b)
			people := crowd("first", 10)
			p := o.start(o.importing(b, writeExport(t, o.dir, people))...)
			o.ends(b, people, p.wants(done)).everybodyOnce(0)
		})
	}
}

// TestStatusWhileItRuns asks a running import where it stands.
func TestStatusWhileItRuns(t *testing.T) {
	t.Parallel()
	b := newBox(t)
	o := newOperator(t, b)
	people := crowd("status", 200)
	p := o.start(o.importing(b, writeExport(t, o.dir, people), "--rate", "65")...)
	until(t, "somebody in usher status", func() bool {
		status := o.start("status", o.checkpoint, "--json")
		return status.code() == done && status.document().State == migrator.Running && status.document().Created > 0
	})
	text := o.start("status", o.checkpoint)
	if code := text.code(); code != done || strings.Count(text.out.String(), "\n") != 5 {
		t.Errorf("exit code %d, five lines are wanted:\n%s", code, &text.out)
	}
	p.signal(os.Interrupt)
	d := p.wants(paused)
	if d.State != migrator.Paused {
		t.Errorf("it says %+v", d.Result)
	}
	if again := o.start("status", o.checkpoint, "--json").wants(done); !same(t, again.Result, d.Result) {
		t.Errorf("status says %+v, the end of the run said %+v", again.Result, d.Result)
	}
}

// same compares the numbers of two results.
func same(t *testing.T, a, b migrator.Result) bool {
	t.Helper()
	a.Report, b.Report = "", "" // only the run that wrote it names it
	a.Seconds, a.Rate = b.Seconds, b.Rate
	one, err := json.Marshal(a)
	other, otherErr := json.Marshal(b)
	if err != nil || otherErr != nil {
		t.Fatal(err, otherErr)
	}
	return string(one) == string(other)
}
