package plain_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/migrator"
	"example.com/usher/tui/plain"
)

// running is a migration that runs for a while.
type running struct {
	takes  time.Duration
	snap   migrator.Snapshot
	result migrator.Result
	err    error
	panics bool
}

func (r *running) Run(context.Context) (migrator.Result, error) {
	time.Sleep(r.takes) // in fake time
	if r.panics {
		panic("jane@example.com")
	}
	return r.result, r.err
}

func (r *running) Snapshot() migrator.Snapshot { return r.snap }

func importing() migrator.Snapshot {
	return migrator.Snapshot{
		State: migrator.Running, Checkpoint: "/exports/users-test.usher", Phase: "importing",
		Target: migrator.Target{Kind: migrator.Test, ProjectID: testProject}, Total: 400012,
		Counts: migrator.Counts{Created: 245406, Refused: 212}, Rate: 64.87, ETA: 40 * time.Minute,
	}
}

func TestARunWritesALineEveryFewSeconds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out strings.Builder
		want := migrator.Result{State: migrator.Done, Total: 400012}
		got, err := plain.Run(t.Context(), &running{takes: 61 * time.Second, snap: importing(), result: want}, plain.Config{Out: &out, Now: time.Now})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("result (-want +got):\n%s", diff)
		}
		lines := strings.Split(strings.TrimSpace(out.String()), "\n")
		if len(lines) < 12 || len(lines) > 20 {
			t.Errorf("%d lines in a minute:\n%s", len(lines), out.String())
		}
		if want := "usher: importing 400,012 users into TEST " + testProject + ", checkpoint users-test.usher; no message is sent to any of them"; lines[0] != want {
			t.Errorf("first line %q, want %q", lines[0], want)
		}
	})
}

func TestARunGivesTheErrorOfTheMigration(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		full := errors.New("disk full")
		_, err := plain.Run(t.Context(), &running{err: full}, plain.Config{Out: &strings.Builder{}, Now: time.Now})
		if !errors.Is(err, full) {
			t.Errorf("error %v, want %v", err, full)
		}
	})
}

func TestAMistakeOfUsherIsAnErrorWithoutContent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, err := plain.Run(t.Context(), &running{panics: true}, plain.Config{Out: &strings.Builder{}, Now: time.Now})
		if err == nil || strings.Contains(err.Error(), "jane") {
			t.Errorf("error %v", err)
		}
	})
}

func TestProgress(t *testing.T) {
	cases := []struct {
		name   string
		change func(*migrator.Snapshot)
		want   string
	}{
		{"all well", func(n *migrator.Snapshot) {}, "23:45:00  245,618 of 400,012 users (61.4 %), 64.8 requests/s, about 40 min left, 212 refused"},
		{"what is not done is never 100 percent", func(n *migrator.Snapshot) {
			n.Counts, n.ETA = migrator.Counts{Created: 400011}, 0
		}, "23:45:00  400,011 of 400,012 users (99.9 %), 64.8 requests/s"},
		{"no estimate before it means something", func(n *migrator.Snapshot) { n.ETA = 0 }, "23:45:00  245,618 of 400,012 users (61.4 %), 64.8 requests/s, 212 refused"},
		{"the reason why it waits", func(n *migrator.Snapshot) {
			n.Gate, n.GateUntil, n.Rate = "Stytch answered 429", now.Add(5*time.Second), 0
		}, "23:45:00  245,618 of 400,012 users (61.4 %), 0.0 requests/s, about 40 min left, 212 refused, waiting until 23:45:05: Stytch answered 429"},
		{"paused", func(n *migrator.Snapshot) { n.State, n.Reason, n.ETA = migrator.Paused, "paused", 0 }, "23:45:00  245,618 of 400,012 users (61.4 %), paused, 212 refused"},
		{"what it does when it does not import", func(n *migrator.Snapshot) { n.Phase, n.Counts.Unknown = "reading", 3 },
			"23:45:00  245,618 of 400,012 users (61.4 %), 64.8 requests/s, about 40 min left, 212 refused, 3 unresolved, reading the export"},
		{"text of Stytch cannot act", func(n *migrator.Snapshot) { n.Reason = "\x1b[2Jgone" }, "23:45:00  245,618 of 400,012 users (61.4 %), 64.8 requests/s, about 40 min left, 212 refused, [2Jgone"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			n := importing()
			c.change(&n)
			if got := plain.Progress(n, now); got != c.want {
				t.Errorf("\n got %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestStatusIsFiveLines(t *testing.T) {
	r := migrator.Result{
		State: migrator.Paused, Reason: "paused", Checkpoint: "/exports/my users-live.usher", Destination: "live",
		Total: 400012, Unreadable: 2, Created: 245406, Refused: 212, Remaining: 154394, Requests: 245903, Retries: 37,
		Throttled: 1, ThrottledSeconds: 0.8, MaxPerSecond: 65, Seconds: 3790, Rate: 64.8,
	}
	want := []string{
		"my users-live.usher, to LIVE: paused",
		"  245,618 of 400,012 users settled (61.4 %), 154,394 remain, 2 unreadable records",
		"  created 245,406, password added 0, already there 0, refused 212, skipped 0, unresolved 0",
		"  245,903 requests in 1 h 3 min 10 s, never more than 65 in one second, 37 of them again, 429 answered 1 time (0.8 s lost)",
		"  resume:  usher resume '/exports/my users-live.usher'",
	}
	if diff := cmp.Diff(want, plain.Status(r)); diff != "" {
		t.Errorf("paused (-want +got):\n%s", diff)
	}
	r.State, r.Reason = migrator.Running, ""
	if got := plain.Status(r)[4]; got != "  64.8 requests/s, about 39 min left" {
		t.Errorf("running: %q", got)
	}
	r.State, r.Report = migrator.Done, "/exports/report"
	if got := plain.Status(r)[4]; got != "  report:  /exports/report/summary.html" {
		t.Errorf("done: %q", got)
	}
}

func TestStatusSaysWhoWasUndone(t *testing.T) {
	got := plain.Status(migrator.Result{State: migrator.Done, Checkpoint: "users-test.usher", Destination: "test", Total: 12, Created: 2, Undone: 10})
	if want := "  created 2, password added 0, already there 0, refused 0, skipped 0, unresolved 0, undone 10"; got[2] != want {
		t.Errorf("%q, want %q", got[2], want)
	}
}

func TestADeltaSaysWhatElseItFound(t *testing.T) {
	got := plain.Totals(migrator.Result{
		Total: 48, Created: 10, Present: 38, Report: "later-report", Delta: &migrator.DeltaCounts{Unchanged: 33, Changed: 3, Updated: 1, Deleted: 1, Gone: 2},
	})
	want := []string{
		"  Since the earlier import",
		"  unchanged                            33",
		"  changed, left to you                  3",
		"  updated at Stytch                     1",
		"  deleted at Stytch since               1",
		"  gone from the export                  2",
		"  who they are: later-report/changed.csv, later-report/gone.csv",
	}
	if diff := cmp.Diff(want, got[8:15]); diff != "" {
		t.Errorf("totals (-want +got):\n%s\nof %q", diff, got)
	}
}

func TestTotalsAddUp(t *testing.T) {
	got := plain.Totals(migrator.Result{
		Total: 1860, Created: 1200, PasswordAdded: 30, Present: 20, Refused: 4, Skipped: 5, Unknown: 1, Remaining: 600,
		Unreadable: 2, PasswordRefused: 3, Requests: 1259, Seconds: 19.4, MaxPerSecond: 65,
	})
	want := []string{
		"  created                           1,200",
		"  password added                       30",
		"  already there                        20",
		"  refused                               4",
		"  skipped                               5",
		"  unresolved                            1",
		"  not yet                             600",
		"  users                             1,860",
		"  unreadable records                    2",
		"  3 of the created have no password: Stytch refused it.",
		"",
		"  1,259 requests in 19.4 s, never more than 65 in one second",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("totals (-want +got):\n%s", diff)
	}
}
