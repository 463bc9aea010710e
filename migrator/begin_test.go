package migrator_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

func TestAnotherMigrationIsNamedForWhatDiffers(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*scene)
		want   string // "" = goes on
	}{
		"nothing":             {func(*scene) {}, ""},
		"the rate":            {func(s *scene) { s.config.Options.Rate = 10 }, ""},
		"a changed export":    {func(s *scene) { s.export.fingerprint = "other" }, "export: its content"},
		"an option":           {func(s *scene) { s.config.Options.Blocked = "import" }, "option blocked: skip, now import"},
		"options of later":    {func(s *scene) { s.disk.meta.Options.Deleted, s.disk.meta.Options.Anonymous = "", "" }, ""},
		"one of them, chosen": {func(s *scene) { s.disk.meta.Options.Deleted = ""; s.config.Options.Deleted = "import" }, "option deleted: skip, now import"},
		"the mark":            {func(s *scene) { s.config.Options.Mark = "off" }, "option mark: on, now off"},
		"the project":         {func(s *scene) { s.config.Target.ProjectID = "project-test-2" }, "project: project-test-1, now project-test-2"},
		"the base URL":        {func(s *scene) { s.config.Target.BaseURL = "" }, "base URL: http://127.0.0.1:7070, now Stytch's own"},
		"the destination":     {func(s *scene) { s.config.Target.Kind = migrator.Sandbox }, "destination: test, now sandbox"},
		"an older numbering":  {func(s *scene) { s.disk.meta.Numbering = 0 }, "numbering of records: version 0"},
		"another planner":     {func(s *scene) { s.disk.meta.Planner = 99 }, "planning of calls: version 99"},
		"another provider":    {func(s *scene) { s.disk.meta.Provider = "csv" }, "provider: csv, now auth0"},
		"several differences": {func(s *scene) { s.export.fingerprint = "x"; s.config.Options.Metadata = "none" }, "option metadata: keep, now none"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t, passwordless("ada"))
			s.mustRun()
			before := s.disk.commits
			c.change(s)
			requests := s.dest.requests
			m, err := s.begin()
			if c.want == "" {
				if err != nil {
					t.Fatal(err)
				}
				if err := m.Close(); err != nil {
					t.Error(err)
				}
				return
			}
			var mismatch *migrator.MismatchError
			if !errors.As(err, &mismatch) {
				t.Fatalf("error %v, want a mismatch", err)
			}
			if !strings.Contains(err.Error(), c.want) || mismatch.Hint == "" {
				t.Errorf("%q (hint %q) does not say %q", err, mismatch.Hint, c.want)
			}
			if s.dest.requests != requests || s.disk.commits != before {
				t.Error("something was sent or written all the same")
			}
		})
	}
}

// What is refused before anything is sent leaves no checkpoint behind, and
// frees what it took.
func TestARefusedBeginningCreatesNothing(t *testing.T) {
	locked := &migrator.LockedError{ProjectID: testProject, PID: 7}
	for name, c := range map[string]struct {
		change   func(*scene)
		want     string
		requests int
	}{
		"wrong secret": {func(s *scene) {
			s.dest.spoil = func(int, string) (migrator.Class, bool) { return migrator.Fatal, true }
		}, "check credentials: unauthorized_credentials", 1},
		"nobody listens": {func(s *scene) {
			s.dest.spoil = func(int, string) (migrator.Class, bool) { return migrator.NotSent, true }
		}, "check credentials: not sent", 1},
		"credentials of another project": {func(s *scene) { s.config.Target.ProjectID = "project-test-2" }, "they are of project project-test-1", 1},
		"somebody works on the project": {func(s *scene) {
			s.config.Ports.LockProject = func(string) (func(), error) { return nil, locked }
		}, "pid 7", 0},
		"a live project that was not confirmed": {func(s *scene) { s.config.Target.Kind = migrator.Live }, "not confirmed", 0},
		"no destination":                        {func(s *scene) { s.config.Target.Kind = "prod" }, "no such destination", 0},
		"a rate above the cap":                  {func(s *scene) { s.config.Options.Rate = 66 }, "a rate of 66", 0},
		"no limit off this machine": {func(s *scene) {
			s.config.Target = migrator.Target{Kind: migrator.Sandbox, ProjectID: testProject, BaseURL: "https://sandbox.example"}
			s.config.Options.Rate = 0
		}, "a rate of 0", 0},
		"an export that breaks":  {func(s *scene) { s.export.end = errors.New("unexpected end") }, "unexpected end", 1},
		"a damaged checkpoint":   {func(s *scene) { s.disk.damaged = damaged() }, "damaged", 0},
		"an adapter that refuse": {func(s *scene) { s.config.Ports.Connect = noConnection }, "no scheme", 0},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t, passwordless("ada"))
			c.change(s)
			m, err := s.begin()
			if err == nil {
				_ = m.Close()
				t.Fatal("it began")
			}
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %q does not say %q", err, c.want)
			}
			if s.disk.created != 0 || s.dest.requests != c.requests {
				t.Errorf("%d checkpoints, %d requests", s.disk.created, s.dest.requests)
			}
			if s.freed != len(s.locked) {
				t.Errorf("%d locks taken, %d given back", len(s.locked), s.freed)
			}
		})
	}
}

func damaged() error {
	return &migrator.CheckpointError{Op: "open", Problem: migrator.Damaged, Err: errors.New("damaged"), Hint: "x"}
}

func noConnection(migrator.Connection) (migrator.Destination, error) {
	return nil, errors.New("base URL: no scheme")
}

func TestADeathWhileVerdictsAreStored(t *testing.T) {
	for _, stored := range []bool{false, true} {
		s := newScene(t, passwordless("ada"), passwordless("ADA"), passwordless("bob"))
		s.disk.commit = func(n int, _ migrator.Batch) error {
			if n == 1 && stored {
				return errAfter
			}
			if n == 1 {
				return errors.New("power failed")
			}
			return nil
		}
		if _, err := s.begin(); err == nil {
			t.Fatal("it began")
		}
		if r := s.mustRun(); r.Created != 2 || r.Skipped != 1 {
			t.Errorf("stored %v: %+v", stored, r)
		}
	}
}

func TestAResumeReadsTheExportOnce(t *testing.T) {
	s := newScene(t, someUsers(30)...)
	s.tuning = migrator.Tuning{Workers: 1, Window: 4, Span: 2}
	s.disk.commit = func(n int, _ migrator.Batch) error {
		if n > 9 {
			return errors.New("no space left on device")
		}
		return nil
	}
	if _, err := s.run(); err == nil {
		t.Fatal("it ran through")
	}
	settled := s.disk.counts.Created
	s.disk.commit, s.export.reads = nil, nil
	s.mustRun()
	total := 0
	for ordinal, n := range s.export.reads {
		if total += n; n > 1 {
			t.Errorf("record %d was decoded %d times", ordinal, n)
		}
	}
	// The unsettled ones, and a few settled ones as a guard.
	if most := 30 - settled + 16; total > most {
		t.Errorf("%d records decoded, want at most %d", total, most)
	}
}

func TestARecordThatIsAnotherUserStopsTheRun(t *testing.T) {
	s := newScene(t, someUsers(6)...)
	s.tuning = migrator.Tuning{Workers: 1, Window: 2, Span: 1}
	s.dest.spoil = func(n int, _ string) (migrator.Class, bool) { return migrator.Fatal, n > 4 }
	_, _ = s.run()
	s.dest.spoil = nil
	s.export.records[0].SourceID = "somebody else" // under the same fingerprint
	sent := len(s.dest.writes)
	_, err := s.run()
	if err == nil || !strings.Contains(err.Error(), "another user") || hint(err) == "" {
		t.Errorf("error %v", err)
	}
	if more := len(s.dest.writes) - sent; more > 0 {
		t.Errorf("%d writes", more)
	}
}

func TestReopenNeedsNothingButTheSecret(t *testing.T) {
	s := newScene(t, someUsers(5)...)
	s.config.Options.Rate = 20
	s.mustRun()
	c := migrator.ReopenConfig{Ports: s.config.Ports, Checkpoint: s.config.Checkpoint, Secret: "secret", ProjectID: testProject}
	m, err := migrator.TakeUpWith(t.Context(), c, s.export, s.tuning)
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	last := s.connect[len(s.connect)-1]
	want := migrator.Connection{Target: s.config.Target, Secret: "secret", Rate: 20, Pacing: []byte(`{"requests":1}`)}
	if diff := cmp.Diff(want, last); diff != "" {
		t.Errorf("connection (-want +got):\n%s", diff)
	}
	c.ProjectID = "project-test-2"
	if _, err := migrator.TakeUpWith(t.Context(), c, s.export, s.tuning); !errors.As(err, new(*migrator.MismatchError)) {
		t.Errorf("credentials of another project: %v", err)
	}
	s.export.fingerprint, c.ProjectID = "grown", ""
	_, err = migrator.TakeUpWith(t.Context(), c, s.export, s.tuning)
	if !errors.As(err, new(*migrator.MismatchError)) || !strings.Contains(hint(err), "another migration") {
		t.Errorf("a grown export: %v, hint %q", err, hint(err))
	}
}

// rehearsal is a scene with an embedded sandbox.
func rehearsal(t *testing.T) (s *scene, starts *[]migrator.SandboxConfig, running *int) {
	s = newScene(t, someUsers(5)...)
	s.config.Target = migrator.Target{Kind: migrator.Sandbox}
	s.config.Checkpoint = filepath.Join(t.TempDir(), "users-sandbox.usher")
	starts, running = new([]migrator.SandboxConfig), new(int)
	s.config.Ports.StartSandbox = func(c migrator.SandboxConfig) (migrator.RunningSandbox, error) {
		*starts = append(*starts, c)
		*running++
		if err := os.WriteFile(c.StatePath, nil, 0o600); err != nil {
			return migrator.RunningSandbox{}, err
		}
		return migrator.RunningSandbox{
			URL: "http://127.0.0.1:50000", ProjectID: testProject, Secret: "of the sandbox",
			Close: func() error { *running--; return nil },
		}, nil
	}
	return s, starts, running
}

func TestARehearsalKeepsItsSandboxUntilItIsDone(t *testing.T) {
	s, starts, running := rehearsal(t)
	state := migrator.PathsOf(s.config.Checkpoint).SandboxState
	s.config.Options.Rate = 0
	s.dest.spoil = func(n int, _ string) (migrator.Class, bool) { return migrator.Fatal, n == 4 }
	if _, err := s.run(); err == nil {
		t.Fatal("it ran through")
	}
	if _, err := os.Stat(state); err != nil {
		t.Errorf("the sandbox's state is gone before the rehearsal is done: %v", err)
	}
	s.dest.spoil = nil
	r := s.mustRun()
	if r.Created != 5 || r.Destination != "sandbox" {
		t.Errorf("%+v", r)
	}
	if _, err := os.Stat(state); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the sandbox's state is left: %v", err)
	}
	if *running != 0 || len(s.locked) != 0 {
		t.Errorf("%d sandboxes run, %d projects locked", *running, len(s.locked))
	}
	want := migrator.SandboxConfig{StatePath: state, Rate: 0}
	for _, c := range *starts {
		if c != want {
			t.Errorf("started with %+v", c)
		}
	}
	if c := s.connect[0]; c.Target.BaseURL != "http://127.0.0.1:50000" || c.Secret != "of the sandbox" || c.Target.ProjectID != testProject {
		t.Errorf("connection %+v", c)
	}
}

func TestARehearsalThatCannotBeginLeavesNoState(t *testing.T) {
	s, _, running := rehearsal(t)
	s.export.end = errors.New("unexpected end")
	if _, err := s.begin(); err == nil {
		t.Fatal("it began")
	}
	if _, err := os.Stat(migrator.PathsOf(s.config.Checkpoint).SandboxState); !errors.Is(err, os.ErrNotExist) || *running != 0 {
		t.Errorf("state left (%v), %d sandboxes run", err, *running)
	}
}

func TestBeginEndsWithItsContext(t *testing.T) {
	s := newScene(t, someUsers(5)...)
	ctx, cancel := context.WithCancel(t.Context())
	s.export.each = func(ordinal int) {
		if ordinal == 2 {
			cancel()
		}
	}
	_, err := migrator.BeginWith(ctx, s.config, s.export, s.tuning)
	if !errors.Is(err, context.Canceled) || s.disk.created != 0 {
		t.Errorf("error %v, %d checkpoints", err, s.disk.created)
	}
}

func TestDigestsAreKeyedAndTellRecordsApart(t *testing.T) {
	s, other := newScene(t, passwordless("ada"), passwordless("bob")), newScene(t, passwordless("ada"), passwordless("bob"))
	s.mustRun()
	other.mustRun()
	a, b, c := s.disk.outcomes[0], s.disk.outcomes[1], other.disk.outcomes[0]
	if a.SourceDigest == ([8]byte{}) || a.RecordDigest == ([8]byte{}) {
		t.Errorf("no digests: %+v", a)
	}
	if a.SourceDigest == b.SourceDigest || a.RecordDigest == b.RecordDigest {
		t.Error("two users have one digest")
	}
	if a.SourceDigest == c.SourceDigest || s.disk.meta.ID == other.disk.meta.ID {
		t.Error("two migrations have one key")
	}
}

func TestMetaDescribesTheMigration(t *testing.T) {
	s := newScene(t, passwordless("ada"), passwordless("bob"))
	s.export.unreadable()
	s.export.records[1].CreatedAt = day(3)
	m := s.mustBegin()
	defer m.Close()
	got := s.disk.meta
	if len(got.ID) != 16 || len(got.DigestKey) != 32 || got.Created.IsZero() {
		t.Errorf("id %q, key of %d bytes, created %v", got.ID, len(got.DigestKey), got.Created)
	}
	if !filepath.IsAbs(got.Inputs[0]) || filepath.Base(got.Inputs[0]) != "users.ndjson" {
		t.Errorf("inputs %v", got.Inputs)
	}
	got.ID, got.DigestKey, got.Created, got.Inputs, got.State = "", nil, got.Newest, nil, migrator.RunState{}
	want := migrator.Meta{
		Created: day(3), Provider: "auth0", Fingerprint: strings.Repeat("0", 63) + "3", Destination: s.config.Target,
		Options: migrator.DefaultOptions(), Numbering: sources.Numbering, Planner: migrator.PlannerVersion, Digest: migrator.DigestVersion,
		Total: 2, Unreadable: 1, Records: 3, Findings: 1, Newest: day(3),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("meta (-want +got):\n%s", diff)
	}
}
