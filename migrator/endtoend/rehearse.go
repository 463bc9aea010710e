package endtoend

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"

	"example.com/usher/migrator"
	"example.com/usher/migrator/checkpoint"
	"example.com/usher/migrator/sandbox"
	"example.com/usher/migrator/stytch"
	"example.com/usher/sources"
)

// Export is what is rehearsed.
type Export struct {
	Paths, Hashes []string
	Map           string // mapping file of a flat export
	// Options of the migration; the zero value means the defaults.
	Options migrator.Options
	// Passwords are the users' passwords by their source id. Those whose hash
	// cannot move, and users of other exports, may be among them.
	Passwords map[string]string
}

// Rehearsal is what came of it.
type Rehearsal struct {
	Preview migrator.PreviewResult
	Result  migrator.Result
	// LoggedIn are the source ids of those who logged in with their password,
	// sorted.
	LoggedIn []string
	// Types are the hash types that they logged in with.
	Types []sources.HashType
	// Users are those in the sandbox, by their external id.
	Users map[string]sandbox.User
	// Outcomes by source id.
	Outcomes map[string]migrator.Outcome
}

// Passwords reads a file of source ids and passwords.
func Passwords(t testing.TB, path string) map[string]string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var known map[string]string
	if err := json.Unmarshal(text, &known); err != nil {
		t.Fatalf("read %s: %v", path, err)
	}
	return known
}

// Rehearse imports an export into a sandbox of its own and logs everybody in.
func Rehearse(t testing.TB, e Export) Rehearsal {
	t.Helper()
	export, err := sources.Open(t.Context(), sources.Options{Paths: e.Paths, Hashes: e.Hashes, Map: e.Map})
	if err != nil {
		t.Fatal(err)
	}
	box, err := sandbox.New(sandbox.Config{Limit: sandbox.LimitConfig{Mode: sandbox.LimitOff}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = export.Close() // only read
		_ = box.Close()    // it keeps nothing
	})
	r := Rehearsal{Outcomes: map[string]migrator.Outcome{}, Users: map[string]sandbox.User{}}
	path := filepath.Join(t.TempDir(), "rehearsal.usher")
	r.run(t, export, box, e.Options, path)
	byOrdinal := r.readOutcomes(t, path)
	r.logIn(t, export, box, e.Passwords, byOrdinal)
	for u := range box.Users() {
		r.Users[u.ExternalID] = u
	}
	return r
}

// run previews and imports.
func (r *Rehearsal) run(t testing.TB, export *sources.Export, box *sandbox.Sandbox, o migrator.Options, path string) {
	t.Helper()
	preview := migrator.NewPreview(export, o)
	var err error
	if r.Preview, err = preview.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	m, err := migrator.Begin(t.Context(), migrator.ImportConfig{
		Ports: ports(box), Export: export, Options: o, Preview: preview, Checkpoint: path, Secret: box.Secret(),
		Target: migrator.Target{Kind: migrator.Sandbox, ProjectID: box.ProjectID(), BaseURL: nowhere},
	})
	if err != nil {
		t.Fatal(err)
	}
	r.Result, err = m.Run(t.Context())
	if closed := m.Close(); err != nil || closed != nil {
		t.Fatalf("import: %v, close: %v", err, closed)
	}
	r.compare(t)
}

// nowhere is a URL that nothing is sent to: the sandbox is called directly.
const nowhere = "http://127.0.0.1:1"

func ports(box *sandbox.Sandbox) migrator.Ports {
	return migrator.Ports{
		Checkpoints: checkpoint.Files{},
		Connect: func(c migrator.Connection) (migrator.Destination, error) {
			return stytch.ConnectOver(c, box.Transport())
		},
		LockProject: func(string) (func(), error) { return func() {}, nil },
	}
}

// compare sees that the import did what the preview said.
func (r *Rehearsal) compare(t testing.TB) {
	t.Helper()
	said, did := r.Preview, r.Result
	want := migrator.Result{
		State: migrator.Done, Total: said.Users, Unreadable: said.Unreadable, Skipped: said.Skipped,
		Created: said.Users - said.Skipped, Findings: len(said.Findings),
	}
	got := migrator.Result{
		State: did.State, Total: did.Total, Unreadable: did.Unreadable, Skipped: did.Skipped,
		Created: did.Created, Findings: did.Findings, Refused: did.Refused, Unknown: did.Unknown, PasswordRefused: did.PasswordRefused,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("numbers (-preview +import):\n%s", diff)
	}
}

func (r *Rehearsal) readOutcomes(t testing.TB, path string) map[uint64]migrator.Outcome {
	t.Helper()
	store, err := checkpoint.Files{}.Read(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = store.Close() }() // only read
	all := map[uint64]migrator.Outcome{}
	for o, err := range store.Outcomes() {
		if err != nil {
			t.Fatal(err)
		}
		all[o.Ordinal] = o
	}
	return all
}

func (r *Rehearsal) noteLogin(id string) {
	i, _ := slices.BinarySearch(r.LoggedIn, id)
	r.LoggedIn = slices.Insert(r.LoggedIn, i, id)
}
