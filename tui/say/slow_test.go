package say_test

import (
	"testing"
	"time"

	"example.com/usher/migrator"
	"example.com/usher/tui/say"
)

func TestWhyLessLeavesThanMay(t *testing.T) {
	now := time.Date(2026, 11, 24, 23, 45, 0, 0, time.UTC)
	fast := migrator.Snapshot{State: migrator.Running, Phase: "importing", Cap: 65, Rate: 64.8, Started: now.Add(-time.Minute), Remaining: 100000, InFlight: 4}
	with := func(change func(*migrator.Snapshot)) migrator.Snapshot {
		s := fast
		change(&s)
		return s
	}
	for name, c := range map[string]struct {
		snap migrator.Snapshot
		want string
	}{
		"all is well":              {fast, ""},
		"it waits":                 {with(func(s *migrator.Snapshot) { s.Gate = "connection refused" }), "waiting: connection refused"},
		"the reason is known":      {with(func(s *migrator.Snapshot) { s.Rate, s.Reason = 40, "429" }), "429"},
		"the machine is busy":      {with(func(s *migrator.Snapshot) { s.Rate = 35.8 }), "slowed by this machine: its disk or processor is busy"},
		"answers take long":        {with(func(s *migrator.Snapshot) { s.Rate, s.InFlight = 35.8, 120 }), "answers take long: 120 requests are under way"},
		"the project takes less":   {with(func(s *migrator.Snapshot) { s.Rate, s.Limit = 39.8, 40 }), "held at 40 requests/s: above that Stytch answered 429"},
		"it looks users up":        {with(func(s *migrator.Snapshot) { s.Phase, s.Rate, s.Counts.Unknown = "resolving", 2.5, 9 }), "looking users up: 150 searches a minute"},
		"the last ones end":        {with(func(s *migrator.Snapshot) { s.Phase, s.Rate = "resolving", 2.5 }), ""},
		"it has only begun":        {with(func(s *migrator.Snapshot) { s.Rate, s.Started = 10, now.Add(-5*time.Second) }), ""},
		"it is nearly done":        {with(func(s *migrator.Snapshot) { s.Rate, s.Remaining = 10, 100 }), ""},
		"there is no limit":        {with(func(s *migrator.Snapshot) { s.Rate, s.Cap = 10, 0 }), ""},
		"the operator wants it so": {with(func(s *migrator.Snapshot) { s.Rate, s.Cap = 9.8, 10 }), ""},
		"it is paused":             {with(func(s *migrator.Snapshot) { s.Rate, s.State = 0, migrator.Paused }), ""},
	} {
		if got := say.Waiting(c.snap, now); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
