package migrator_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

// watched runs a migration of n users, one a second, and looks at it in
// between.
func watched(t *testing.T, n int, look func(at int, s migrator.Snapshot)) (*scene, migrator.Snapshot) {
	s := newScene(t, manyUsers(n)...)
	s.tuning = migrator.Tuning{Workers: 1, Window: 8, Span: 4}
	var m *migrator.Migration
	s.dest.spoil = func(n int, what string) (migrator.Class, bool) {
		if m == nil {
			return 0, false
		}
		time.Sleep(time.Second)
		look(n, m.Snapshot())
		return 0, false
	}
	m = s.mustBegin()
	if got := m.Snapshot(); got.State != migrator.Paused || got.Phase != "reading" || got.Total != n || got.Remaining != n {
		t.Errorf("before the run: %+v", got)
	}
	if _, err := m.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	end := m.Snapshot()
	if err := m.Close(); err != nil {
		t.Error(err)
	}
	return s, end
}

func TestSnapshotOfARun(t *testing.T) {
	bubble(t, func(t *testing.T) {
		hidden, shown := 0, 0
		s, end := watched(t, 300, func(at int, snap migrator.Snapshot) {
			settled := snap.Counts.Settled()
			switch {
			case snap.State != migrator.Running || settled+snap.Remaining != 300:
				t.Errorf("at %d: %+v", at, snap)
			case settled < 3 && snap.ETA != 0:
				t.Errorf("an estimate after %d of 300: %v", settled, snap.ETA)
			case settled < 3:
				hidden++
			case settled > 20:
				shown++
				want := time.Duration(snap.Remaining) * time.Second
				if snap.ETA < want*8/10 || snap.ETA > want*12/10 {
					t.Errorf("%v left for %d users, one a second", snap.ETA, snap.Remaining)
				}
			}
		})
		if hidden == 0 || shown == 0 {
			t.Errorf("looked %d and %d times", hidden, shown)
		}
		if end.State != migrator.Done || end.Phase != "done" || end.ETA != 0 || end.Remaining != 0 {
			t.Errorf("at the end: %+v", end)
		}
		if end.Elapsed != 300*time.Second || end.Requests != 301 {
			t.Errorf("took %v and %d requests", end.Elapsed, end.Requests)
		}
		checkChart(t, s.disk.history)
	})
}

func checkChart(t *testing.T, history []migrator.Point) {
	t.Helper()
	requests, settled := 0, 0
	for i, p := range history {
		if i > 0 && !p.Minute.After(history[i-1].Minute) {
			t.Errorf("minute %v after %v", p.Minute, history[i-1].Minute)
		}
		requests += p.Requests
		settled += p.Settled
	}
	if len(history) < 5 || settled != 300 || requests != 301 {
		t.Errorf("%d minutes, %d settled, %d requests", len(history), settled, requests)
	}
}

func TestNumbersAreSummedOverRuns(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := newScene(t, manyUsers(10)...)
		s.tuning = migrator.Tuning{Workers: 1, Window: 4, Span: 2}
		s.dest.spoil = func(n int, _ string) (migrator.Class, bool) {
			time.Sleep(time.Second)
			return migrator.Fatal, n == 6
		}
		if _, err := s.run(); err == nil {
			t.Fatal("it ran through")
		}
		s.dest.spoil = func(int, string) (migrator.Class, bool) { time.Sleep(time.Second); return 0, false }
		s.dest.requests = 0 // a new process counts from the start
		r := s.mustRun()
		// 6 before, and in the second run: the credentials, and one look-up for
		// whoever was under way.
		if r.Created != 10 || r.Requests < 6+1+6 || r.Seconds < 10 {
			t.Errorf("%+v", r)
		}
		settled := 0
		for _, p := range s.disk.history {
			settled += p.Settled
		}
		if settled != 10 {
			t.Errorf("the chart has %d settled", settled)
		}
	})
}

func TestTheLatestRefused(t *testing.T) {
	users := manyUsers(30)
	users[29].SourceID = "samlp|corp|jane@corp.example"
	s := newScene(t, users...)
	s.config.StopLoss.Off = true
	s.tuning.Workers = 1
	s.dest.script = refusing("invalid_phone_number", func(int) bool { return true })
	m := s.mustBegin()
	if _, err := m.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	latest := m.Snapshot().Latest
	if len(latest) != 20 {
		t.Fatalf("%d refused users listed", len(latest))
	}
	want := migrator.Refusal{
		Ordinal: 29, Place: "line 30", SourceID: "samlp|corp|j***@corp.example", Reason: "invalid_phone_number",
		Hint: migrator.Describe("invalid_phone_number").Hint,
	}
	if diff := cmp.Diff(want, latest[0]); diff != "" || want.Hint == "" {
		t.Errorf("latest (-want +got):\n%s", diff)
	}
}

func TestSnapshotSaysWhyItIsSlow(t *testing.T) {
	s := newScene(t, passwordless("a"))
	m := s.mustBegin()
	defer m.Close()
	s.dest.gate = "too many requests (429)"
	s.dest.perSecond[59], s.dest.perSecond[58] = 40, 60
	s.tuning.Hook = nil
	var snap migrator.Snapshot
	s.dest.spoil = func(int, string) (migrator.Class, bool) { snap = m.Snapshot(); return 0, false }
	if _, err := m.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	if snap.Reason != s.dest.gate || snap.Gate != s.dest.gate {
		t.Errorf("reason %q, gate %q", snap.Reason, snap.Gate)
	}
	if snap.Rate != 40 {
		t.Errorf("rate %v in the first second", snap.Rate)
	}
}

func TestARunHappensOnce(t *testing.T) {
	s := newScene(t, passwordless("a"))
	m := s.mustBegin()
	if _, err := m.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := m.Run(t.Context()); err == nil || hint(err) == "" {
		t.Errorf("again: %v", err)
	}
	for range 2 {
		if err := m.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	}
	if m.Snapshot().Counts.Created != 1 {
		t.Error("the snapshot is gone after Close")
	}
}

func TestDefaultCheckpoint(t *testing.T) {
	for export, want := range map[string]string{
		"/home/ada/auth0-users.ndjson.gz": "/home/ada/auth0-users-live.usher",
		"users.json":                      "users-live.usher",
		"users.v2.csv":                    "users.v2-live.usher",
		"export":                          "export-live.usher",
		".hidden":                         ".hidden-live.usher",
		"dir/users.GZ":                    "dir/users-live.usher",
	} {
		if got := migrator.DefaultCheckpoint(export, migrator.Live); got != want {
			t.Errorf("%s: %s, want %s", export, got, want)
		}
	}
	want := migrator.Paths{Checkpoint: "a/x.usher", Status: "a/x.status.json", SandboxState: "a/x.state", Report: "a/x-report"}
	if diff := cmp.Diff(want, migrator.PathsOf("a/x.usher")); diff != "" {
		t.Errorf("paths (-want +got):\n%s", diff)
	}
	if got := migrator.PathsOf("other").Report; got != "other-report" {
		t.Errorf("of a name without the ending: %s", got)
	}
}

func TestMaskID(t *testing.T) {
	for id, want := range map[string]string{
		"auth0|5f7c8ec7c33c6c004bbafe82": "auth0|5f7c8ec7c33c6c004bbafe82",
		"samlp|corp|jane@corp.example":   "samlp|corp|j***@corp.example",
		"jane@corp.example":              "j***@corp.example",
		"ünal@corp.example":              "ü***@corp.example",
		"@corp":                          "@corp",
		"a\x1b[31mb\u009bc":              "a[31mbc",
	} {
		if got := migrator.MaskID(id); got != want {
			t.Errorf("%q: %q, want %q", id, got, want)
		}
	}
}

// A run writes no email, phone or name into what it stores or says.
func TestNothingPersonalIsStored(t *testing.T) {
	u := sources.User{
		SourceID: "u1", Email: "planted-email@example.com", EmailVerified: true, Phone: "+14155550199",
		Name: sources.Name{First: "Plantedname"}, Hash: bcryptHash(), Raw: []byte(`{"planted": "plantedraw"}`),
	}
	s := newScene(t, u)
	s.dest.script = refusing("invalid_argument", func(int) bool { return true })
	r := s.mustRun()
	stored := fmt.Sprintf("%+v %+v %+v %+v", s.disk.outcomes, s.disk.meta, s.disk.history, r)
	for _, marker := range []string{"planted", "4155550199", bcryptHash().Value, "secret"} {
		if strings.Contains(strings.ToLower(stored), strings.ToLower(marker)) {
			t.Errorf("%q is stored or said: %s", marker, stored)
		}
	}
}
