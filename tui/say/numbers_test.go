package say_test

import (
	"testing"
	"time"

	"example.com/usher/tui/say"
)

func TestPercentNeverPromisesMoreThanIsDone(t *testing.T) {
	cases := []struct {
		part, whole int64
		complete    bool
		want        string
	}{
		{0, 0, false, "0.0 %"},
		{1, 3, false, "33.3 %"},
		{2, 3, false, "66.6 %"},
		{999_999, 1_000_000, false, "99.9 %"},
		{10, 10, false, "99.9 %"},
		{10, 10, true, "100.0 %"},
		{1 << 60, 1 << 61, false, "50.0 %"},
	}
	for _, c := range cases {
		if got := say.Percent(c.part, c.whole, c.complete); got != c.want {
			t.Errorf("%d of %d, complete %v: %s, want %s", c.part, c.whole, c.complete, got, c.want)
		}
	}
}

func TestNumbers(t *testing.T) {
	cases := []struct{ got, want string }{
		{say.Count(400012), "400,012"},
		{say.Users(1), "1 user"},
		{say.Users(0), "0 users"},
		{say.Plural(2, "file"), "2 files"},
		{say.Size(118_000_000), "118 MB"},
		{say.Rate(64.99), "64.9"},
		{say.Rate(-1), "0.0"},
		{say.WholePercent(2, 3), "66 %"},
		{say.ShortID("project-live-7f0c2a5e-1b1d-4c4b-9a51-0e9fd2b041c7"), "project-live-…41c7"},
		{say.ShortID("project-test-1"), "project-test-1"},
	}
	for _, c := range cases {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func TestTimes(t *testing.T) {
	now := time.Date(2026, 11, 24, 23, 45, 0, 0, time.UTC)
	cases := []struct{ got, want string }{
		{say.Span(0), "0 s"},
		{say.Span(95 * time.Second), "1 min 35 s"},
		{say.Span(40 * time.Minute), "40 min"},
		{say.Span(104 * time.Minute), "1 h 44 min"},
		{say.Span(50 * time.Hour), "2 days 2 h"},
		{say.Exact(6800 * time.Millisecond), "6.8 s"},
		{say.Exact(6252 * time.Second), "1 h 44 min 12 s"},
		{say.Stopwatch(3790 * time.Second), "1:03:10"},
		{say.Ago(now.Add(-30*time.Second), now), "just now"},
		{say.Ago(now.Add(-2*time.Hour), now), "2 h ago"},
		{say.Ago(now.Add(-80*time.Hour), now), "3 days ago"},
		{say.Moment(now.Add(-time.Hour), now), "today, 22:45"},
		{say.Moment(now.AddDate(0, -1, 0), now), "24 Oct, 23:45"},
		{say.Moment(now.AddDate(-2, 0, 0), now), "24 Nov 2024"},
		{say.Moment(time.Time{}, now), "unknown"},
		{say.Latency(84 * time.Millisecond), "84 ms"},
		{say.Latency(300 * time.Microsecond), "<1 ms"},
		{say.Latency(12 * time.Second), "12 s"},
	}
	for _, c := range cases {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}
