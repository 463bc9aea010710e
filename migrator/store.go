package migrator

import (
	"iter"
	"time"
)

// Store is the checkpoint as the engine sees it: package checkpoint
// implements it over one bbolt file.
type Store interface {
	// Meta is what was stored when the migration began, with the state of the
	// last commit.
	Meta() Meta
	// Commit makes a batch durable in one transaction. When it returns nil
	// everything in it survives kill -9 and power loss. After an error nothing
	// of it is stored.
	Commit(Batch) error
	// Outcomes yields what is settled, in the order of ordinals. The error is
	// the last pair.
	Outcomes() iter.Seq2[Outcome, error]
	// Counts are kept with the outcomes, so that reading them is cheap.
	Counts() Counts
	// History is the requests over time, oldest first.
	History() ([]Point, error)
	// Progress is what another use case (verify, undo) keeps under a name of
	// its own, nil when there is nothing.
	Progress(name string) ([]byte, error)
	Close() error
}

// Batch is one commit: outcomes to add (a repeated ordinal replaces: Unknown
// may become settled), and the parts of Meta that move. Nil pointers leave
// what is stored.
type Batch struct {
	Outcomes []Outcome
	// Watermarks replaces the list when not nil.
	Watermarks []Watermark
	State      *RunState
	Pacing     []byte // JSON of the pacer's state
	// History is added to what is there; a Point of the same minute replaces.
	History []Point
	// Progress is stored under its names; a nil value deletes.
	Progress map[string][]byte
}

// Point is what happened in one minute of a run, for the report's chart.
type Point struct {
	Minute    time.Time `json:"minute"` // its beginning
	Requests  int       `json:"requests"`
	Throttled int       `json:"throttled,omitempty"`
	Settled   int       `json:"settled"`
	// Minutes is how many minutes the point covers; 0 means one. A checkpoint
	// merges old points when there are thousands of them.
	Minutes int `json:"minutes,omitempty"`
}

// Watermark says: records below Ordinal may have been sent, and the server's
// time was at least Time before any record from the watermark before it was.
// A pair stays as long as its range has unsettled users.
type Watermark struct {
	Ordinal uint64    `json:"ordinal"`
	Time    time.Time `json:"time"`
}

// Meta identifies a migration.
type Meta struct {
	ID          string      `json:"id"`      // 16 hex digits; the mark begins with it
	Created     time.Time   `json:"created"` // local clock, for people
	Provider    string      `json:"provider"`
	Inputs      []string    `json:"inputs"` // absolute paths: what opens the export again
	Hashes      []string    `json:"hashes,omitempty"`
	Fingerprint string      `json:"fingerprint"`
	Destination Target      `json:"destination"`
	Options     Options     `json:"options"`
	Numbering   int         `json:"numbering"` // sources.Numbering
	Planner     int         `json:"planner"`   // PlannerVersion
	DigestKey   []byte      `json:"digest_key"`
	Digest      int         `json:"digest,omitempty"` // DigestVersion
	Total       int         `json:"total"`            // users of the export
	Unreadable  int         `json:"unreadable"`       // records that can't be read
	Records     uint64      `json:"records"`          // users + unreadable
	Findings    int         `json:"findings"`         // distinct codes
	Newest      time.Time   `json:"newest_record"`
	Watermarks  []Watermark `json:"watermarks,omitempty"`
	State       RunState    `json:"state"`
	Pacing      []byte      `json:"pacing,omitempty"`
	// Since is the checkpoint of the earlier migration of a delta, as an
	// absolute path; ApplyChanges says what it does about changed users.
	Since        string `json:"since,omitempty"`
	ApplyChanges bool   `json:"apply_changes,omitempty"`
	// Rebuilt: the outcomes were looked up at Stytch after the checkpoint had
	// been lost, so they do not tell who was there before.
	Rebuilt bool `json:"rebuilt,omitempty"`
	// StopLoss is when a run halts by itself, unless a resume says otherwise.
	StopLoss StopLoss `json:"stop_loss,omitzero"`
	// Map is the mapping file of a flat export, as an absolute path.
	Map string `json:"map,omitempty"`
}

// Target is where a migration goes.
type Target struct {
	Kind      TargetKind `json:"kind"`
	ProjectID string     `json:"project_id"`
	BaseURL   string     `json:"base_url,omitempty"` // "" = Stytch's own
	// Confirmed: the operator typed the project id of a live project.
	Confirmed bool `json:"confirmed,omitempty"`
}

// TargetKind is sandbox, test or live.
type TargetKind string

// The destinations.
const (
	Sandbox TargetKind = "sandbox"
	Test    TargetKind = "test"
	Live    TargetKind = "live"
)

// Counts are the sums over all outcomes of a checkpoint.
type Counts struct {
	Created         int `json:"created"`
	PasswordAdded   int `json:"password_added"`
	Present         int `json:"present"`
	Refused         int `json:"refused"`
	Skipped         int `json:"skipped"`
	Unknown         int `json:"unknown"`
	Unreadable      int `json:"unreadable"`
	PasswordRefused int `json:"password_refused"`
	Undone          int `json:"undone,omitempty"`
}

// Add counts an outcome n times (n is -1 when one is replaced).
func (c *Counts) Add(o Outcome, n int) {
	switch o.Kind {
	case Created:
		c.Created += n
	case PasswordAdded:
		c.PasswordAdded += n
	case Present:
		c.Present += n
	case WasRefused:
		c.Refused += n
	case Skipped:
		c.Skipped += n
	case Unknown:
		c.Unknown += n
	case Unreadable:
		c.Unreadable += n
	case Undone:
		c.Undone += n
	}
	if o.PasswordRefused {
		c.PasswordRefused += n
	}
}

// Settled is the number of users (not records) with a final outcome.
func (c Counts) Settled() int {
	return c.Created + c.PasswordAdded + c.Present + c.Refused + c.Skipped + c.Undone
}

// RunState is where a migration stands between and during runs.
type RunState struct {
	State    State         `json:"state"`
	Reason   string        `json:"reason,omitempty"`
	Elapsed  time.Duration `json:"elapsed"` // summed over runs
	Requests int           `json:"requests"`
	Retries  int           `json:"retries"`
	// Throttled counts 429 answers; ThrottledFor is the time lost to them.
	Throttled    int           `json:"throttled"`
	ThrottledFor time.Duration `json:"throttled_for"`
	MaxPerSecond int           `json:"max_per_second"`
	Updated      time.Time     `json:"updated"`
}

// State of a migration.
type State string

// The states.
const (
	Running State = "running"
	Paused  State = "paused"
	Done    State = "done"
	Failed  State = "failed"
)
