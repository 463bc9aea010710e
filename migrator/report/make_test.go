package report_test

import (
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"example.com/usher/migrator"
	"example.com/usher/migrator/checkpoint"
	"example.com/usher/migrator/report"
	"example.com/usher/sources"
)

// migration is a checkpoint and an export of a test.
type migration struct {
	t      testing.TB
	folder string
	store  migrator.Store
	export *sources.Export
	gone   []migrator.Gone // of a delta
}

// newMigration writes an export of Auth0 (a record a line) and makes a
// checkpoint for it in which nobody is settled yet.
func newMigration(t testing.TB, records ...string) *migration {
	t.Helper()
	m := &migration{t: t, folder: t.TempDir()}
	path := filepath.Join(m.folder, "users.json")
	if err := os.WriteFile(path, []byte(strings.Join(records, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	m.open(path)
	total, unreadable := 0, 0
	for _, err := range m.export.Users(context.Background()) {
		if err == nil {
			total++
		} else {
			unreadable++
		}
	}
	store, err := checkpoint.Files{}.Create(m.checkpoint(), migrator.Meta{
		ID: "0123456789abcdef", Created: time.Date(2026, 11, 24, 21, 0, 0, 0, time.UTC),
		Provider: "auth0", Inputs: []string{path}, Fingerprint: strings.Repeat("ab", 32),
		Destination: migrator.Target{Kind: migrator.Live, ProjectID: "project-live-1"},
		Options:     migrator.DefaultOptions(), Numbering: sources.Numbering, Planner: migrator.PlannerVersion,
		Total: total, Unreadable: unreadable, Records: uint64(total + unreadable),
		State: migrator.RunState{State: migrator.Done, Updated: time.Date(2026, 11, 24, 23, 0, 0, 0, time.UTC)},
	})
	if err != nil {
		t.Fatal(err)
	}
	m.store = store
	t.Cleanup(func() { store.Close() })
	return m
}

func (m *migration) open(paths ...string) {
	m.t.Helper()
	export, err := sources.Open(context.Background(), sources.Options{Paths: paths, Provider: sources.Auth0})
	if err != nil {
		m.t.Fatal(err)
	}
	m.export = export
	m.t.Cleanup(func() { export.Close() })
}

func (m *migration) checkpoint() string { return filepath.Join(m.folder, "users-live.usher") }

func (m *migration) reportFolder() string { return filepath.Join(m.folder, "users-live-report") }

func (m *migration) settle(outcomes ...migrator.Outcome) {
	m.t.Helper()
	m.commit(migrator.Batch{Outcomes: outcomes})
}

func (m *migration) commit(b migrator.Batch) {
	m.t.Helper()
	if err := m.store.Commit(b); err != nil {
		m.t.Fatal(err)
	}
}

func (m *migration) input() migrator.ReportInput {
	return migrator.ReportInput{Store: m.store, Export: m.export, Folder: m.reportFolder(), Checkpoint: m.checkpoint(), Gone: m.gone}
}

func (m *migration) write() {
	m.t.Helper()
	if _, err := report.Write(context.Background(), m.input()); err != nil {
		m.t.Fatal(err)
	}
}

// text is a file of the report.
func (m *migration) text(name string) string {
	m.t.Helper()
	data, err := os.ReadFile(filepath.Join(m.reportFolder(), name))
	if err != nil {
		m.t.Fatal(err)
	}
	return string(data)
}

// rows are those of a list, without its header.
func (m *migration) rows(name string) [][]string {
	m.t.Helper()
	rows, err := csv.NewReader(strings.NewReader(m.text(name))).ReadAll()
	if err != nil {
		m.t.Fatalf("%s: %v", name, err)
	}
	return rows[1:]
}

// person is a record of Auth0.
func person(id string, more string) string {
	return fmt.Sprintf(`{"user_id":%q,"email":%q,"email_verified":true%s}`, id, strings.NewReplacer("|", ".", "\x1b", "").Replace(id)+"@example.com", more)
}

// userID is the user_id that Stytch gave to the user of an ordinal.
func userID(ordinal uint64) string {
	return fmt.Sprintf("user-live-00000000-0000-4000-8000-%012d", ordinal)
}

func createdUser(ordinal uint64) migrator.Outcome {
	return migrator.Outcome{Ordinal: ordinal, Kind: migrator.Created, Evidence: migrator.ByAnswer, UserID: userID(ordinal)}
}
