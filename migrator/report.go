package migrator

import (
	"time"

	"example.com/usher/sources"
)

// ReportInput is what a report is made from: the checkpoint, and the export
// read again.
type ReportInput struct {
	Store  Store
	Export *sources.Export
	Folder string
	// Checkpoint is the path of the checkpoint; only its name is written.
	Checkpoint string
	// Script asks for the id map as SQL too; nil = no.
	Script *ScriptConfig
	// Gone are, in a delta, the users whom the later export does not have.
	Gone []Gone
}

// ReportFiles names the written files, all inside Folder.
type ReportFiles struct {
	Folder  string
	Summary string // summary.html
	IDMap   string // id-map.csv
	Script  string // id-map.sql, "" where it was not asked for
}

// Dialects are the databases that a script is written for; mysql stands for
// MariaDB too.
var Dialects = []string{"postgres", "mysql", "sqlite"}

// ScriptConfig says which column of the app's database is to be filled with
// the Stytch user_ids.
type ScriptConfig struct {
	Dialect string // one of Dialects
	// Table, with its schema before a dot where it needs one; Key is the
	// column that holds the old provider's user id, Column the one to fill.
	Table, Key, Column string
}

// ReportConfig asks for the report of a migration.
type ReportConfig struct {
	Ports      Ports
	Checkpoint string
	// Export is the export's new path when it was moved; "" = as the
	// checkpoint has it.
	Export string
	Script *ScriptConfig
}

// Result is the outcome of import, resume, rehearse and status as --json gives
// it. Field names are stable; fields may be added.
type Result struct {
	State            State   `json:"state"`
	Reason           string  `json:"reason"`
	Checkpoint       string  `json:"checkpoint"`
	Destination      string  `json:"destination"`
	Total            int     `json:"total"`
	Unreadable       int     `json:"unreadable"`
	Created          int     `json:"created"`
	PasswordAdded    int     `json:"password_added"`
	Present          int     `json:"present"`
	Refused          int     `json:"refused"`
	Skipped          int     `json:"skipped"`
	Unknown          int     `json:"unknown"`
	PasswordRefused  int     `json:"password_refused"`
	Undone           int     `json:"undone,omitempty"`
	Remaining        int     `json:"remaining"`
	Requests         int     `json:"requests"`
	Retries          int     `json:"retries"`
	Throttled        int     `json:"throttled"`
	ThrottledSeconds float64 `json:"throttled_seconds"`
	MaxPerSecond     int     `json:"max_per_second"`
	Seconds          float64 `json:"seconds"`
	Rate             float64 `json:"rate"`
	Findings         int     `json:"findings"`
	Report           string  `json:"report,omitempty"`
	// Delta is set when the run was one.
	Delta *DeltaCounts `json:"delta,omitempty"`
}

// Result reads a migration's numbers from its checkpoint.
func (m Meta) Result(c Counts, path string) Result {
	remaining := m.Total - c.Settled() - c.Unknown
	r := Result{
		State: m.State.State, Reason: m.State.Reason, Checkpoint: path, Destination: string(m.Destination.Kind),
		Total: m.Total, Unreadable: m.Unreadable,
		Created: c.Created, PasswordAdded: c.PasswordAdded, Present: c.Present, Refused: c.Refused,
		Skipped: c.Skipped, Unknown: c.Unknown, PasswordRefused: c.PasswordRefused, Undone: c.Undone, Remaining: remaining,
		Requests: m.State.Requests, Retries: m.State.Retries, Throttled: m.State.Throttled,
		ThrottledSeconds: seconds(m.State.ThrottledFor), MaxPerSecond: m.State.MaxPerSecond,
		Seconds: seconds(m.State.Elapsed), Findings: m.Findings,
	}
	// The first requests of a run say little about a second that has not passed.
	if s := max(1, m.State.Elapsed.Seconds()); r.Requests > 0 {
		r.Rate = float64(int(float64(r.Requests)/s*10)) / 10
	}
	return r
}

func seconds(d time.Duration) float64 { return float64(d.Milliseconds()) / 1000 }
