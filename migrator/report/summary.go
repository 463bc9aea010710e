package report

import (
	_ "embed"
	"encoding/json"
	"path/filepath"
	"time"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

// SummaryVersion is the version of summary.json. Fields may be added without
// a new one; what is there keeps its name and meaning.
const SummaryVersion = 1

// Schema is the JSON Schema (2020-12) of summary.json.
//
//go:embed summary.schema.json
var Schema []byte

// summary is what summary.json holds and summary.html shows. It has no
// personal data.
type summary struct {
	Version   int                     `json:"version"`
	Migration migrationView           `json:"migration"`
	Result    migrator.Result         `json:"result"`
	Balance   balance                 `json:"balance"`
	Reasons   []reasonCount           `json:"reasons"`
	Findings  []migrator.FindingCount `json:"findings"`
	ReEnrol   []factorCount           `json:"re_enrol"`
	History   []migrator.Point        `json:"history"`
	Files     []fileView              `json:"files"`
}

// migrationView says what was moved where, and how.
type migrationView struct {
	ID            string           `json:"id"`
	Provider      string           `json:"provider"`
	Files         []string         `json:"files"` // names without folders
	Fingerprint   string           `json:"fingerprint"`
	Begun         time.Time        `json:"begun"`
	Updated       time.Time        `json:"updated"` // of the state
	NewestRecord  *time.Time       `json:"newest_record"`
	Destination   string           `json:"destination"`
	ProjectID     string           `json:"project_id"`
	BaseURL       string           `json:"base_url,omitempty"`
	Options       migrator.Options `json:"options"`
	Delta         bool             `json:"delta"`
	Rebuilt       bool             `json:"rebuilt"`
	Numbering     int              `json:"numbering"`
	PlannerNumber int              `json:"planner"`
}

// balance is where the users of the export stand: each in one list.
type balance struct {
	Users      int `json:"users"`
	InStytch   int `json:"in_stytch"`
	Refused    int `json:"refused"`
	Skipped    int `json:"skipped"` // and undone
	Unresolved int `json:"unresolved"`
	NotSent    int `json:"not_sent"`
	Unreadable int `json:"unreadable"` // records, no users
}

// fileView is a file of the report.
type fileView struct {
	Name string `json:"name"`
	Rows int    `json:"rows"`
	// Personal says that the file holds ids or more of single users.
	Personal bool   `json:"personal"`
	About    string `json:"about"`
}

func summarise(in migrator.ReportInput, c *counting, l *lists) (*summary, error) {
	if err := l.finish(); err != nil {
		return nil, err
	}
	history, err := in.Store.History()
	if err != nil {
		return nil, err
	}
	m := in.Store.Meta()
	if m.State.State == migrator.Running {
		m.State.State, m.State.Reason = migrator.Paused, "interrupted at "+m.State.Updated.UTC().Format(time.RFC3339)
	}
	result := m.Result(in.Store.Counts(), filepath.Base(in.Checkpoint))
	if m.Since != "" {
		c.delta.Gone = len(in.Gone)
		result.Delta = &c.delta
	}
	s := &summary{
		Version:   SummaryVersion,
		Migration: viewOf(m),
		Result:    result,
		Balance: balance{
			Users: c.users, Unreadable: l.rows(unreadable), InStytch: l.rows(idMap), Refused: l.rows(refused),
			Skipped: l.rows(skipped), Unresolved: l.rows(unresolved) - c.pending, NotSent: c.pending,
		},
		Reasons:  c.byReason(),
		Findings: c.byCode(in.Export.Notes()),
		ReEnrol:  c.byFactor(),
		History:  append([]migrator.Point{}, history...),
	}
	for _, kind := range listed {
		if out := l.out[kind.name]; out != nil {
			s.Files = append(s.Files, fileView{Name: kind.name, Rows: out.rows, Personal: kind.name != unreadable, About: kind.about})
		}
	}
	return s, nil
}

func (l *lists) rows(name string) int { return l.out[name].rows }

func viewOf(m migrator.Meta) migrationView {
	v := migrationView{
		ID: m.ID, Provider: m.Provider, Files: []string{}, Fingerprint: m.Fingerprint,
		Begun: m.Created.UTC(), Updated: m.State.Updated.UTC(),
		Destination: string(m.Destination.Kind), ProjectID: m.Destination.ProjectID, BaseURL: m.Destination.BaseURL,
		Options: m.Options, Delta: m.Since != "", Rebuilt: m.Rebuilt, Numbering: m.Numbering, PlannerNumber: m.Planner,
	}
	for _, path := range append(append([]string{}, m.Inputs...), m.Hashes...) {
		v.Files = append(v.Files, filepath.Base(path))
	}
	if !m.Newest.IsZero() {
		newest := m.Newest.UTC()
		v.NewestRecord = &newest
	}
	return v
}

func (s *summary) write(f *folder) error {
	w, err := f.create(summaryData)
	if err != nil {
		return err
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	if err := e.Encode(s); err != nil {
		return f.trouble(summaryData, err)
	}
	if w, err = f.create(summaryPage); err != nil {
		return err
	}
	if err := s.page(w); err != nil {
		return f.trouble(summaryPage, err)
	}
	return nil
}

func providerTitle(name string) string { return sources.Provider(name).Title() }
