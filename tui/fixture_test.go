package tui

import (
	"cmp"
	"context"
	"errors"
	"io"
	"io/fs"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/charmbracelet/bubbletea"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

// now is the one moment of all tests.
var now = time.Date(2026, 11, 24, 23, 45, 0, 0, time.UTC)

// environ is the environment of a test.
func environ(pairs map[string]string) func(string) string {
	return func(name string) string {
		if v, ok := pairs[name]; ok {
			return v
		}
		return map[string]string{"NO_COLOR": "1", "LANG": "en_US.UTF-8", "TERM": "xterm-256color", "HOME": "/home/ada"}[name]
	}
}

// fakeEngine answers with values. Every call is counted.
type fakeEngine struct {
	listed     []migrator.Listed
	openErr    error
	preview    *fakePreview
	migration  *fakeMigration
	beginErr   error
	checkErr   error
	rehearsed  *migrator.Listed
	begun      []beginning
	reopened   []string
	checked    []migrator.Target
	opens      []sources.Options
	closed     int
	previewFor []migrator.Options
	against    []*migrator.Roster

	verification *fakeVerification
	undos        []*fakeUndo // one for each opening
	undoing      []undoing
	openWorkErr  error
	readOnly     []string // folders
	retried      int
	exportsOf    int
	canaries     *fakeCanaries
	recorded     []string // checkpoints that a record was read by
	roster       *migrator.Roster
	provider     sources.Provider              // of what is opened, "" = Auth0
	guess        func() *sources.Mapping       // nil = nothing can be mapped
	saved        func(string) *sources.Mapping // the mapping file at a path, nil = none
	unusable     error                         // of opening by a mapping file, nil = it opens
	rosterErr    error
	status       migrator.Result
}

func (e *fakeEngine) engine() engine {
	return engine{
		roster: func(_ context.Context, _ migrator.Target, _ string, progress func(int)) (*migrator.Roster, error) {
			progress(e.roster.Users)
			return e.roster, e.rosterErr
		},
		canaries: func(context.Context, subject) (canaries, error) {
			if e.openWorkErr != nil {
				return nil, e.openWorkErr
			}
			return e.canaries, nil
		},
		writable: func(folder string) error {
			if slices.Contains(e.readOnly, folder) {
				return &fs.PathError{Op: "open", Path: folder, Err: fs.ErrPermission}
			}
			return nil
		},
		verify: func(context.Context, subject) (verification, error) {
			if e.openWorkErr != nil {
				return nil, e.openWorkErr
			}
			return e.verification, nil
		},
		undo: func(_ context.Context, _ subject, u undoing) (undo, error) {
			e.undoing = append(e.undoing, u)
			if e.openWorkErr != nil {
				return nil, e.openWorkErr
			}
			return e.undos[len(e.undoing)-1], nil
		},
		retry: func(context.Context, subject) (migration, error) {
			e.retried++
			return e.migration, e.beginErr
		},
		record: func(_ context.Context, checkpoint string, ordinal uint64) (migrator.UserView, error) {
			e.recorded = append(e.recorded, checkpoint)
			return e.migration.Record(context.Background(), ordinal)
		},
		exportOf: func(context.Context, migration) (*opened, migrator.Options, error) {
			e.exportsOf++
			if e.openErr != nil {
				return nil, migrator.Options{}, e.openErr
			}
			o := migrator.DefaultOptions()
			o.Rate = 40
			return anExport(&e.closed), o, nil
		},
		status: func(string) (migrator.Result, error) {
			if e.status.State == "" {
				return e.status, errors.New("no checkpoint")
			}
			return e.status, nil
		},
		list:     func(string) []migrator.Listed { return e.listed },
		identify: func(string) (sources.Identity, error) { return sources.Identity{}, errors.New("not an export") },
		open: func(_ context.Context, o sources.Options) (*opened, error) {
			e.opens = append(e.opens, o)
			if e.openErr != nil {
				return nil, e.openErr
			}
			if o.Map != "" && e.unusable != nil {
				return nil, e.unusable
			}
			export := anExport(&e.closed)
			export.provider = cmp.Or(e.provider, export.provider)
			return export, nil
		},
		guess: func(context.Context, sources.Options) (*sources.Mapping, error) {
			if e.guess == nil {
				return nil, errors.New("nothing to map")
			}
			return e.guess(), nil
		},
		readMapping: func(path string) (*sources.Mapping, error) {
			if e.saved == nil || e.saved(path) == nil {
				return nil, fs.ErrNotExist
			}
			return e.saved(path), nil
		},
		preview: func(_ *opened, o migrator.Options, r *migrator.Roster) previewer {
			e.against = append(e.against, r)
			e.previewFor = append(e.previewFor, o)
			return e.preview
		},
		begin: func(_ context.Context, b beginning) (migration, error) {
			e.begun = append(e.begun, b)
			if e.beginErr != nil {
				return nil, e.beginErr
			}
			return e.migration, nil
		},
		reopen: func(_ context.Context, checkpoint, projectID, secret string) (migration, error) {
			e.reopened = append(e.reopened, checkpoint+" "+projectID+" "+secret)
			if e.beginErr != nil {
				return nil, e.beginErr
			}
			return e.migration, nil
		},
		check: func(_ context.Context, t migrator.Target, _ string) (string, error) {
			e.checked = append(e.checked, t)
			return "acme", e.checkErr
		},
		rehearsed: func(context.Context, *opened) *migrator.Listed { return e.rehearsed },
	}
}

func anExport(closed *int) *opened {
	return &opened{
		provider: sources.Auth0,
		inputs:   []sources.Input{{Path: "/home/ada/dl/auth0-users.json.gz", Kind: sources.Users, Size: 118_000_000}},
		progress: func() (int64, int64) { return 52_000_000, 118_000_000 },
		close:    func() error { *closed++; return nil },
	}
}

type fakePreview struct {
	result migrator.PreviewResult
	err    error
	users  []migrator.UserView
	pages  []int

	finds   []string
	found   []migrator.UserView
	findErr error
}

func (p *fakePreview) Run(context.Context) (migrator.PreviewResult, error) { return p.result, p.err }
func (p *fakePreview) Snapshot() (migrator.PreviewResult, bool)            { return p.result, false }
func (p *fakePreview) Users(_ context.Context, _ string, offset, limit int) ([]migrator.UserView, error) {
	p.pages = append(p.pages, offset)
	return p.users[min(offset, len(p.users)):min(offset+limit, len(p.users))], nil
}

func (p *fakePreview) Find(_ context.Context, query string, _ int) ([]migrator.UserView, error) {
	p.finds = append(p.finds, query)
	return p.found, p.findErr
}

func (p *fakePreview) WriteFindings(_ context.Context, w io.Writer, code string) error {
	_, err := io.WriteString(w, "finding\n"+code+"\n")
	return err
}

// fakeMigration runs until it is told how it ends.
type fakeMigration struct {
	snap    migrator.Snapshot
	end     chan ending
	paused  int
	closed  atomic.Int32
	panicky bool
}

type ending struct {
	result migrator.Result
	err    error
}

func newFakeMigration() *fakeMigration {
	return &fakeMigration{snap: runningSnapshot(), end: make(chan ending, 1)}
}

func (m *fakeMigration) Run(ctx context.Context) (migrator.Result, error) {
	if m.panicky {
		panic("engine broke")
	}
	select {
	case e := <-m.end:
		return e.result, e.err
	case <-ctx.Done():
		return migrator.Result{State: migrator.Paused}, ctx.Err()
	}
}
func (m *fakeMigration) Record(_ context.Context, ordinal uint64) (migrator.UserView, error) {
	v := aUser()
	if v.User.Ordinal != ordinal {
		return v, errors.New("no such record")
	}
	return v, nil
}
func (m *fakeMigration) Pause()                      { m.paused++ }
func (m *fakeMigration) Snapshot() migrator.Snapshot { return m.snap }
func (m *fakeMigration) Close() error                { m.closed.Add(1); return nil }

func runningSnapshot() migrator.Snapshot {
	s := migrator.Snapshot{
		State: migrator.Running, Phase: "importing", Checkpoint: "/home/ada/dl/auth0-users-live.usher",
		Target: migrator.Target{Kind: migrator.Live, ProjectID: liveID}, Provider: "auth0",
		Started: time.Date(2026, 11, 24, 22, 41, 50, 0, time.UTC), Elapsed: time.Hour + 3*time.Minute + 10*time.Second,
		Total:     400012,
		Counts:    migrator.Counts{Created: 243101, PasswordAdded: 242, Present: 1204, Refused: 212, Skipped: 859},
		Remaining: 154394, Requests: 245903, Retries: 37, Throttled: 1, ThrottledFor: time.Second, MaxPerSecond: 65,
		Rate: 64.87, InFlight: 9, P50: 84 * time.Millisecond, P99: 310 * time.Millisecond, ETA: 40 * time.Minute,
		Latest: []migrator.Refusal{
			{Ordinal: 245000, Place: "line 245,001", SourceID: "auth0|5f7c8e01", Reason: "duplicate_phone_number", Hint: "phone of another user"},
			{Ordinal: 244869, Place: "line 244,870", SourceID: "auth0|5f7c8d77", Reason: "invalid_phone_number", Hint: "not a number"},
		},
	}
	for i := range s.PerSecond {
		s.PerSecond[i] = []int{65, 64, 65, 10, 0, 30, 65, 48}[i%8]
	}
	return s
}

const (
	liveID = "project-live-7f0c2a5e-1b1d-4c4b-9a51-0e9fd2b041c7"
	testID = "project-test-7f0c2a5e-1b1d-4c4b-9a51-0e9fd2b041c7"
)

func aPreview() migrator.PreviewResult {
	newest := time.Date(2026, 11, 24, 21, 30, 0, 0, time.UTC)
	finding := func(code string, n int) migrator.FindingCount {
		a := migrator.Describe(code)
		return migrator.FindingCount{Code: code, Severity: a.Severity, Users: n, Hint: a.Hint, Sentence: a.Sentence}
	}
	return migrator.PreviewResult{
		Provider: "auth0", Records: 400012, Users: 400012, NewestRecord: &newest,
		Calls: migrator.CallCounts{CreateUser: 147702, MigratePassword: 257894}, Requests: 405596, SecondsAtCap: 6240,
		Moves: migrator.MoveCounts{EmailOnly: 101220, PhoneOnly: 40898, EmailPassword: 252310, EmailPhonePassword: 5584},
		Findings: []migrator.FindingCount{
			finding("no_identifier", 3), finding("duplicate_email", 412), finding("blocked", 447),
			finding("password_not_migratable", 118), finding("verified_state_lost", 88201), finding("mfa_not_migrated", 31077),
		},
		Duplicates: 412, Skipped: 862, RecommendedPath: "static",
	}
}

func aUser() migrator.UserView {
	u := sources.User{
		Ordinal: 244869, Place: sources.Place{File: "auth0-users.json.gz", Line: 244870},
		SourceID: "auth0|5f7c8d77", Email: "ada@example.com", EmailVerified: true, Phone: "555-01",
		Name: sources.Name{First: "Ada", Last: "Lovelace"},
		Hash: &sources.Hash{Type: sources.Bcrypt, Value: bcryptOfAda, Scheme: "bcrypt"},
		Raw: []byte(`{"user_id":"auth0|5f7c8d77","email":"ada@example.com","email_verified":true,"phone_number":"555-01",` +
			`"passwordHash":"` + bcryptOfAda + `","identities":[{"provider":"auth0","access_token":"ya29.secret"}],` +
			`"app_metadata":{"plan":"pro","api_key":"sk_live_123"}}`),
	}
	planner := migrator.NewPlanner(migrator.DefaultOptions(), "")
	plan := planner.Plan(u)
	return migrator.UserView{User: u, Plan: plan, Findings: plan.Findings}
}

const bcryptOfAda = "$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy"

// open begins an assistant with a fake engine and takes in what it does at
// first.
func open(t testing.TB, e *fakeEngine, env map[string]string, width, height int) *model {
	t.Helper()
	if e.preview == nil {
		e.preview = &fakePreview{result: aPreview(), users: []migrator.UserView{aUser()}}
	}
	if e.migration == nil {
		e.migration = newFakeMigration()
	}
	c := Config{
		Folder: "/home/ada/dl", Getenv: environ(env), Now: func() time.Time { return now },
		Sample: func(dir string) ([]string, error) { return []string{dir + "/sample.json"}, nil },
	}
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	m := newModel(newFlow(ctx, c, e.engine()))
	m.tick = func(time.Duration) tea.Cmd { return nil }
	m.Update(tea.WindowSizeMsg{Width: width, Height: height})
	run(m, m.Init())
	return m
}

// run does what a command says and feeds its messages, until nothing is left.
// There are no ticks: tests send polledMsg themselves.
func run(m *model, cmd tea.Cmd) {
	if cmd != nil {
		feed(m, cmd())
	}
}

func feed(m *model, msg tea.Msg) {
	switch msg := msg.(type) {
	case nil, tea.QuitMsg:
	case tea.BatchMsg:
		for _, c := range msg {
			run(m, c)
		}
	default:
		_, cmd := m.Update(msg)
		run(m, cmd)
	}
}

// press sends keys by name, "text:..." types.
func press(m *model, names ...string) {
	special := map[string]tea.KeyType{
		"enter": tea.KeyEnter, "esc": tea.KeyEsc, "up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight,
		"tab": tea.KeyTab, "ctrl+c": tea.KeyCtrlC, "ctrl+t": tea.KeyCtrlT, "ctrl+p": tea.KeyCtrlP, "ctrl+u": tea.KeyCtrlU,
		"pgdown": tea.KeyPgDown, "pgup": tea.KeyPgUp, "f1": tea.KeyF1, "backspace": tea.KeyBackspace, "end": tea.KeyEnd,
	}
	for _, name := range names {
		if kind, ok := special[name]; ok {
			feed(m, tea.KeyMsg{Type: kind})
			continue
		}
		if name == " " {
			feed(m, tea.KeyMsg{Type: tea.KeySpace, Runes: []rune(" ")})
			continue
		}
		for _, r := range name {
			feed(m, tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
		}
	}
}
