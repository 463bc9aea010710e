package tui

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

var update = flag.Bool("update", false, "write the golden files")

var goldenSizes = [][2]int{{80, 24}, {60, 16}, {120, 40}, {200, 50}, {59, 15}}

// scene is a screen in a state.
type scene struct {
	name   string
	engine func() *fakeEngine
	env    map[string]string
	play   func(*model)
}

func plain() *fakeEngine { return &fakeEngine{} }

var liveEnv = map[string]string{"STYTCH_PROJECT_ID": liveID, "STYTCH_SECRET": "secret-live-x"}
var testEnv = map[string]string{"STYTCH_PROJECT_ID": testID, "STYTCH_SECRET": "secret-test-x"}

func scenes() []scene {
	return []scene{
		{"start empty", plain, nil, func(m *model) {}},
		{"start loading", plain, nil, func(m *model) { m.screens[atStart].(*startScreen).listed = false }},
		{"start ready", func() *fakeEngine { return &fakeEngine{listed: someMigrations()} }, nil, func(m *model) {}},
		{"start error", func() *fakeEngine { return &fakeEngine{openErr: sourceError()} }, nil, func(m *model) { press(m, "down", "enter") }},
		{"start secret", func() *fakeEngine { return &fakeEngine{listed: someMigrations()} }, nil, func(m *model) { press(m, "enter", "abc") }},
		{"start elsewhere", elsewhere, testEnv, func(m *model) { press(m, "enter", "stytch.exa") }},
		{"howto ready", plain, nil, func(m *model) { press(m, "end", "enter") }},
		{"howto firebase", plain, nil, func(m *model) { press(m, "end", "enter", "right") }},
		{"export loading", plain, nil, func(m *model) { m.stack = append(m.stack, atExport) }},
		{"export empty", plain, nil, func(m *model) { press(m, "enter"); feed(m, folderReadMsg{folder: "/home/ada/dl"}) }},
		{"export ready", plain, nil, func(m *model) { press(m, "enter", "~/dl/auth0"); feed(m, someFiles()) }},
		{"export list", plain, nil, func(m *model) { press(m, "enter"); feed(m, someFiles()); press(m, "down") }},
		{"export sealed", plain, nil, func(m *model) {
			press(m, "enter")
			files := someFiles()
			files.files, files.sealed = files.files[2:], []string{"auth0-passwords.ndjson.gpg"}
			feed(m, files)
		}},
		{"export error", func() *fakeEngine { return &fakeEngine{openErr: sourceError()} }, nil, func(m *model) {
			press(m, "enter")
			feed(m, someFiles())
			press(m, "/home/ada/dl/photo.png", "enter")
			m.screens[atExport].(*exportScreen).first = "\x89PNG\x1b[31m and more"
		}},
		{"preview loading", plain, nil, func(m *model) { m.toPreview(false); feed(m, polledMsg{}) }},
		{"preview comparing", func() *fakeEngine {
			r := aPreview()
			r.Comparing = 824
			return &fakeEngine{preview: &fakePreview{result: r}}
		}, nil, func(m *model) { m.toPreview(false); feed(m, polledMsg{}) }},
		{"preview ready", plain, nil, func(m *model) { m.toPreview(true) }},
		{"preview empty", func() *fakeEngine { return &fakeEngine{preview: &fakePreview{}} }, nil, func(m *model) { m.toPreview(true) }},
		{"preview error", func() *fakeEngine { return &fakeEngine{preview: &fakePreview{err: sourceError()}} }, nil, func(m *model) { m.toPreview(true) }},
		{"preview help", plain, nil, func(m *model) { m.toPreview(true); press(m, "?") }},
		{"finding loading", plain, nil, func(m *model) {
			m.toPreview(true)
			press(m, "down", "right")
			s := m.screens[atFinding].(*findingScreen)
			s.users, s.request = nil, 99
		}},
		{"finding ready", plain, nil, func(m *model) { m.toPreview(true); press(m, "down", "right") }},
		{"finding error", plain, nil, func(m *model) {
			m.toPreview(true)
			press(m, "right")
			m.screens[atFinding].(*findingScreen).err = sourceError()
		}},
		{"unreadable ready", func() *fakeEngine {
			r := aPreview()
			r.Unreadable = 2
			r.UnreadableFirst = []migrator.UnreadableView{
				{File: "auth0-users.json.gz", Place: "line 258", Reason: "not a JSON object"},
				{File: "auth0-users.json.gz", Place: "line 330,112", Reason: "not valid JSON"},
			}
			return &fakeEngine{preview: &fakePreview{result: r}}
		}, nil, func(m *model) { m.toPreview(true); press(m, "right") }},
		{"user ready", plain, nil, func(m *model) { m.toPreview(true); press(m, "right", "right") }},
		{"options ready", plain, nil, func(m *model) { m.toPreview(true); press(m, "enter", "down") }},
		{"options rate", plain, nil, func(m *model) { m.toPreview(true); press(m, "enter", "end", "up", "e") }},
		{"options checkpoint", plain, nil, func(m *model) { m.toPreview(true); press(m, "enter", "end", "e") }},
		{"options read only", func() *fakeEngine { return &fakeEngine{readOnly: []string{"/home/ada/dl"}} }, nil, func(m *model) {
			m.toPreview(true)
			press(m, "enter", "end")
		}},
		{"destination ready", plain, nil, func(m *model) { m.toPreview(true); press(m, "enter", "enter") }},
		{"destination project id", plain, nil, func(m *model) { m.toPreview(true); press(m, "enter", "enter", "down", "enter", "project-te") }},
		{"destination loading", plain, testEnv, func(m *model) {
			m.toPreview(true)
			press(m, "enter", "enter", "down")
			m.screens[atDestination].(*destinationScreen).stage = checking
		}},
		{"destination test", plain, testEnv, func(m *model) { m.toPreview(true); press(m, "enter", "enter", "down", "enter") }},
		{"destination live", plain, liveEnv, func(m *model) {
			m.toPreview(true)
			press(m, "enter", "enter", "down", "down", "enter", "end", "enter", "project-live-7f")
		}},
		{"destination live ways", plain, liveEnv, func(m *model) { m.toPreview(true); press(m, "enter", "enter", "down", "down", "enter") }},
		{"destination live rehearsed", func() *fakeEngine { return &fakeEngine{rehearsed: aRehearsal()} }, liveEnv, func(m *model) {
			m.toPreview(true)
			press(m, "enter", "enter", "down", "down", "enter")
		}},
		{"destination few", func() *fakeEngine { return &fakeEngine{rehearsed: aRehearsal()} }, liveEnv, func(m *model) {
			m.toPreview(true)
			press(m, "enter", "enter", "down", "down", "enter", "enter")
		}},
		{"destination reading", func() *fakeEngine { return &fakeEngine{roster: &migrator.Roster{Users: 1446}} }, testEnv, func(m *model) {
			m.toPreview(true)
			press(m, "enter", "enter", "down", "enter")
			s := m.screens[atDestination].(*destinationScreen)
			s.stage, s.reading.shown = readingThere, 12000
		}},
		{"destination there", func() *fakeEngine {
			r := aPreview()
			r.Against = &migrator.AgainstCounts{Users: 1446, AlreadyThere: 1204, PasswordAdded: 242}
			return &fakeEngine{roster: &migrator.Roster{Users: 1446}, preview: &fakePreview{result: r}}
		}, testEnv, func(m *model) { m.toPreview(true); press(m, "enter", "enter", "down", "enter", "a") }},
		{"destination server", plain, testEnv, func(m *model) {
			m.toPreview(true)
			press(m, "enter", "enter", "down", "e", "http://stytch.example.com", "enter")
		}},
		{"destination foreign live", plain, liveEnv, func(m *model) {
			m.toPreview(true)
			press(m, "enter", "enter", "down", "down", "e", "https://stytch.example.com/", "enter", "enter", "stytch.ex")
		}},
		{"destination standing", func() *fakeEngine {
			return &fakeEngine{status: migrator.Result{State: migrator.Paused, Total: 400012, Created: 2061, Remaining: 397951}}
		}, nil, func(m *model) { m.toPreview(true); press(m, "enter", "enter") }},
		{"destination without limit", plain, testEnv, func(m *model) {
			m.toPreview(true)
			m.flow.options.Rate = 0
			press(m, "enter", "enter", "down", "enter")
		}},
		{"destination error", func() *fakeEngine {
			return &fakeEngine{checkErr: &migrator.FatalError{Op: "check credentials", Err: errors.New("unauthorized_credentials"), Hint: "Check that project id and secret belong together."}}
		}, testEnv, func(m *model) { m.toPreview(true); press(m, "enter", "enter", "down", "enter") }},
		{"import loading", plain, nil, func(m *model) { m.toImport(); m.running.phase, m.running.runner = importBeginning, nil }},
		{"import ready", plain, nil, func(m *model) { m.toImport() }},
		{"import refused", plain, nil, func(m *model) { m.toImport(); press(m, "r") }},
		{"import findings", plain, nil, func(m *model) { m.toImport(); press(m, "f") }},
		{"import reporting", plain, nil, func(m *model) { m.toImport(); m.running.snap.Phase = "reporting"; m.running.snap.InFlight = 0 }},
		{"refused record", plain, nil, func(m *model) { m.toImport(); press(m, "r", "down", "enter") }},
		{"refused loading", plain, nil, func(m *model) { m.toImport(); press(m, "r"); m.screens[atRefused].(*refusedScreen).request = 99 }},
		{"refused error", plain, nil, func(m *model) { m.toImport(); press(m, "r", "enter") }},
		{"refused empty", plain, nil, func(m *model) { m.toImport(); press(m, "r"); m.flow.refused = refusals{} }},
		{"import quiet", plain, nil, func(m *model) { m.toImport(); press(m, "s") }},
		{"import slowed", plain, nil, func(m *model) {
			m.toImport()
			m.running.slow.past = []slowdown{
				{now.Add(-3 * time.Minute), 4800 * time.Millisecond, "Stytch answered 429", 6},
				{now.Add(-40 * time.Minute), 95 * time.Second, "connection refused", 1},
			}
			m.running.snap.Gate, m.running.snap.GateUntil = "connection refused", now.Add(12*time.Second)
		}},
		{"import resumed", plain, nil, func(m *model) { m.toImport(); m.running.snap.Started = now.Add(-20 * time.Minute) }},
		{"import first few", plain, nil, func(m *model) {
			m.toImport()
			m.running.snap.Canary, m.running.snap.Counts = true, migrator.Counts{Created: 4, Skipped: 859, Unknown: 6}
		}},
		{"import without limit", plain, nil, func(m *model) {
			m.toImport()
			m.running.snap.Rate = 14463.2
			for i := range m.running.snap.PerSecond {
				m.running.snap.PerSecond[i] = 14000 + i*25
			}
		}},
		{"import history", plain, nil, func(m *model) {
			m.toImport()
			for i := range 100 {
				m.running.past.see(3900*i-1200*(i/30), now.Add(time.Duration(i-100)*time.Minute))
			}
		}},
		{"import pausing", plain, nil, func(m *model) { m.toImport(); press(m, " ") }},
		{"import paused", plain, nil, func(m *model) { m.toImport(); m.running.phase = importPaused }},
		{"import empty", plain, nil, func(m *model) {
			m.toImport()
			m.running.snap = migrator.Snapshot{State: migrator.Running, Phase: "importing", Target: migrator.Target{Kind: migrator.Sandbox}}
		}},
		{"import error", plain, nil, func(m *model) {
			m.toImport()
			m.running.fail(&migrator.FatalError{Op: "import", Err: errors.New("no space left on device"), Hint: "Make room on the disk, then r goes on."})
		}},
		{"import over ssh", plain, map[string]string{"SSH_CONNECTION": "1"}, func(m *model) { m.toImport(); m.running.snap.Elapsed = 5 * time.Second }},
		{"proof ready", plain, nil, func(m *model) { m.toProof() }},
		{"proof empty", plain, nil, func(m *model) { m.toProof(); m.flow.result = migrator.Result{State: migrator.Done} }},
		{"failure mismatch", func() *fakeEngine {
			return &fakeEngine{beginErr: &migrator.MismatchError{Checkpoint: "/home/ada/dl/auth0-users-sandbox.usher", Differences: []string{"export: changed since the migration began", "option duplicates: first, now password"}, Hint: "Choose another checkpoint in the options, or go on with what was chosen then."}}
		}, nil, func(m *model) { m.toPreview(true); press(m, "enter", "enter", "enter") }},
		{"failure in use", func() *fakeEngine {
			return &fakeEngine{beginErr: &migrator.CheckpointError{Path: "/home/ada/dl/auth0-users-sandbox.usher", Op: "open", Problem: migrator.InUse, PID: 4711, Err: errors.New("locked")}}
		}, nil, func(m *model) { m.toPreview(true); press(m, "enter", "enter", "enter") }},
	}
}

func sourceError() error {
	return &sources.Error{Path: "/home/ada/dl/photo.png", Op: "detect provider", Err: &fs.PathError{Op: "read", Path: "x", Err: errors.New("this is an image (PNG)")}, Hint: "Name a file that was exported from Auth0, Firebase, AWS Cognito, or a CSV or JSON file of users."}
}

func someMigrations() []migrator.Listed {
	listed := func(name, provider string, kind migrator.TargetKind, state migrator.State, settled int, age time.Duration) migrator.Listed {
		return migrator.Listed{Path: "/home/ada/dl/" + name, Modified: now.Add(-age), Counts: migrator.Counts{Created: settled}, Meta: migrator.Meta{
			Provider: provider, Total: 400012, Destination: migrator.Target{Kind: kind, ProjectID: testID}, State: migrator.RunState{State: state},
		}}
	}
	running := listed("night.usher", "cognito", migrator.Live, migrator.Running, 1200, time.Minute)
	running.Running = true
	damaged := migrator.Listed{Path: "/home/ada/dl/broken.usher", Err: &migrator.CheckpointError{Problem: migrator.Damaged, Err: errors.New("not readable")}}
	return []migrator.Listed{
		listed("acme.usher", "auth0", migrator.Test, migrator.Paused, 245618, 2*time.Hour), running, damaged,
		listed("old.usher", "firebase", migrator.Sandbox, migrator.Done, 400012, 72*time.Hour),
	}
}

func someFiles() folderReadMsg {
	file := func(name string, kind sources.InputKind, n int64) foundFile {
		return foundFile{name: name, path: "/home/ada/dl/" + name, id: sources.Identity{Provider: sources.Auth0, Kind: kind, Size: n}}
	}
	return folderReadMsg{folder: "/home/ada/dl", files: []foundFile{
		{name: "old", path: "/home/ada/dl/old", folder: true},
		file("auth0-passwords.ndjson", sources.PasswordHashes, 61_000_000),
		file("auth0-users.json.gz", sources.Users, 118_000_000),
	}}
}

// toPreview opens an export and comes to the preview.
func (m *model) toPreview(done bool) {
	m.stack = append(m.stack, atExport)
	m.flow.at = atExport
	s := m.screens[atExport].(*exportScreen)
	if !done {
		e := m.flow.engine
		o, _ := e.open(m.flow.ctx, sources.Options{})
		m.stack, m.flow.at = append(m.stack, atPreview), atPreview
		m.flow.opens(o, false)
		return
	}
	run(m, s.openThese(m.flow, Start{Paths: []string{"/home/ada/dl/auth0-users.json.gz"}}))
	m.flow.reading.took = 4 * time.Second
	m.flow.reading.total = 118_000_000
}

// toImport begins a sandbox import; the snapshot is of a live one.
func (m *model) toImport() {
	m.toPreview(true)
	press(m, "enter", "enter", "enter")
}

func (m *model) toProof() {
	m.toImport()
	m.running.phase = importDone
	m.running.result = doneResult()
	m.running.proof(m.flow)
	m.follow(nil)
}

func doneResult() migrator.Result {
	return migrator.Result{
		State: migrator.Done, Checkpoint: "/home/ada/dl/auth0-users-live.usher", Destination: "live", Total: 400012,
		Created: 397400, PasswordAdded: 337, Present: 1204, Refused: 212, Skipped: 859, Requests: 405596,
		MaxPerSecond: 65, Seconds: 6252.4, Report: "/home/ada/dl/auth0-users-live-report",
	}
}

func TestGoldens(t *testing.T) {
	for _, sc := range allScenes() {
		for _, size := range goldenSizes {
			t.Run(fmt.Sprintf("%s/%dx%d", sc.name, size[0], size[1]), func(t *testing.T) {
				m := open(t, sc.engine(), sc.env, size[0], size[1])
				sc.play(m)
				got := m.View()
				holds(t, got, size[0], size[1])
				if again := m.View(); again != got {
					t.Error("drawing twice gives two pictures")
				}
				golden(t, filepath.Join("testdata", strings.ReplaceAll(sc.name, " ", "-"), fmt.Sprintf("%dx%d.txt", size[0], size[1])), got)
			})
		}
	}
}

// holds checks that a view fits its window.
func holds(t *testing.T, view string, width, height int) {
	t.Helper()
	lines := strings.Split(view, "\n")
	if len(lines) > height {
		t.Errorf("%d lines in a window of %d", len(lines), height)
	}
	for i, l := range lines {
		if w := ansi.StringWidth(l); w > width {
			t.Errorf("line %d is %d wide in a window of %d: %q", i+1, w, width, l)
		}
	}
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	got += "\n"
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("view changed (-want +got), -update takes it over:\n%s", diff)
	}
}

func TestEverySceneHoldsThroughAResizeStorm(t *testing.T) {
	for _, sc := range allScenes() {
		t.Run(sc.name, func(t *testing.T) {
			m := open(t, sc.engine(), sc.env, 80, 24)
			sc.play(m)
			for _, w := range []int{-1, 0, 1, 2, 7, 20, 40, 59, 60, 61, 65, 79, 80, 81, 99, 119, 160, 499, 100000} {
				for _, h := range []int{-5, 0, 1, 2, 5, 15, 16, 17, 20, 23, 24, 25, 50, 299, 100000} {
					m.Update(tea.WindowSizeMsg{Width: w, Height: h})
					holds(t, m.View(), m.width, m.height)
				}
			}
		})
	}
}

func allScenes() []scene {
	return slices.Concat(scenes(), workScenes(), lookScenes(), canaryScenes(), mappingScenes())
}
