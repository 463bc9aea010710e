package migrator

import "time"

// Snapshot is everything that a screen, plain output or `usher status` shows
// of a run, taken at one moment. Counts come from the checkpoint's commits:
// what is counted is on disk.
type Snapshot struct {
	State        State
	Reason       string // why it is paused, failed or slower than the rate
	Checkpoint   string
	Target       Target
	Provider     string
	Started      time.Time     // of this run
	Elapsed      time.Duration // all runs of the migration
	Total        int           // users of the export
	Counts       Counts
	Remaining    int // users without an outcome, unknown ones not included
	Requests     int // HTTP requests that left, all runs
	Retries      int
	Throttled    int
	ThrottledFor time.Duration
	MaxPerSecond int
	Rate         float64 // requests per second, last ten seconds
	Cap          int     // most requests in any second, 0 = no limit
	Limit        int     // what the pacer allows in a second now: less than Cap after 429, 0 = not known
	PerSecond    [60]int // departures in each of the last 60 full seconds, oldest first
	InFlight     int
	P50, P99     time.Duration
	// Gate is the reason why nothing leaves now ("" = open) and until when.
	Gate      string
	GateUntil time.Time
	// ETA is 0 when unknown (before 1 % or while paused).
	ETA    time.Duration
	Latest []Refusal // the latest refused users, newest first, at most 20
	// Phase is "reading", "importing", "resolving", "reporting", "done".
	Phase string
	// Canary: only those who go first are sent in this run.
	Canary bool
	Err    error
}

// Refusal is a refused user as the run screen lists it.
type Refusal struct {
	Ordinal uint64
	Place   string // "line 245,001"
	// SourceID is masked where it holds an email.
	SourceID string
	Reason   string // error_type
	Hint     string
}
