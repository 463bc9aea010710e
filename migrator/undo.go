package migrator

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"
)

// UndoConfig names a migration to take back. Its export is not needed.
type UndoConfig struct {
	ReopenConfig
	// Active takes back users who have logged in or changed since, too.
	Active bool
	// LookedUp takes back users who are known as ours by a look-up only.
	LookedUp bool
	// DryRun reads and decides, and changes nothing.
	DryRun bool
}

// UndoResult is what `usher undo --json` gives. Deleted, PasswordsRemoved and
// Kept are what a dry run would do. Untouched were there before the migration,
// or never got there.
type UndoResult struct {
	State            State `json:"state"` // done or paused
	DryRun           bool  `json:"dry_run"`
	Deleted          int   `json:"deleted"`
	PasswordsRemoved int   `json:"passwords_removed"`
	Gone             int   `json:"gone"` // not there any more
	Kept             int   `json:"kept"`
	Untouched        int   `json:"untouched"`
	Remaining        int   `json:"remaining"`
	// Uncertain are those of the untouched who were looked up after a lost
	// answer and taken for this migration's: LookedUp takes them back, too.
	Uncertain int    `json:"uncertain"`
	KeptUsers []Kept `json:"kept_users"`
	// LeftUsers lose the password that was added, and stay: the answer was
	// lost, and nothing shows whether this migration created them.
	LeftUsers []Kept `json:"left_users"`
	// List is the path of undo-kept.csv, which names all of these users.
	List string `json:"list,omitempty"`
	// Report is its folder, once it is written again without those who are
	// gone; where that can't be, ReportTrouble says why.
	Report        string `json:"report,omitempty"`
	ReportTrouble string `json:"report_trouble,omitempty"`
	// Updated users of a delta keep what it has written over: nothing knows
	// what was there before.
	Updated  int     `json:"updated"`
	Requests int     `json:"requests"`
	Seconds  float64 `json:"seconds"`
}

// Kept is a user whom undo leaves alone.
type Kept struct {
	Record uint64 `json:"record"` // number in the export, from 1
	UserID string `json:"stytch_user_id"`
	Reason string `json:"reason"`
}

// Undo takes back what a migration has brought: it deletes the users that it
// created, and the passwords that it added to others. Never a user who was
// there before. It is kept in the checkpoint, so that an interrupted one goes
// on.
type Undo struct {
	m      *migrationState
	config UndoConfig

	refusals atomic.Int32 // in a row

	mu     sync.Mutex
	began  time.Time
	result UndoResult
	total  int
}

// OpenUndo opens a migration to take it back. Nothing is changed yet.
func OpenUndo(ctx context.Context, c UndoConfig) (*Undo, error) {
	if err := sandboxThere("undo", c.Ports, c.Checkpoint); err != nil {
		return nil, err
	}
	store, err := c.Ports.Checkpoints.Open(c.Checkpoint)
	if err != nil {
		return nil, err
	}
	m := newMigrationState(c.Ports, c.Checkpoint)
	m.hold(store)
	u := &Undo{m: m, config: c, result: UndoResult{DryRun: c.DryRun, KeptUsers: []Kept{}, LeftUsers: []Kept{}}}
	if err := u.open(ctx); err != nil {
		return nil, errors.Join(err, m.close())
	}
	return u, nil
}

func (u *Undo) open(ctx context.Context) error {
	meta := u.m.meta
	a := asked{fingerprint: meta.Fingerprint, projectID: u.config.ProjectID, numbering: meta.Numbering, planner: meta.Planner}
	if err := compare(u.config.Checkpoint, meta, a); err != nil {
		return err
	}
	if meta.Rebuilt {
		return &FatalError{
			Op: "undo", Err: errors.New("the checkpoint was rebuilt from Stytch, and does not tell who was there before"),
			Hint: "Delete users by hand where that is what you want.",
		}
	}
	for o, err := range u.m.store.Outcomes() {
		if err != nil {
			return &FatalError{Op: "read checkpoint", Err: err, Hint: checkpointHint}
		}
		u.expect(o)
	}
	return u.m.connect(ctx, meta.Destination, u.config.Secret, meta.Options.Rate)
}

// expect counts an outcome before anything is done about it.
func (u *Undo) expect(o Outcome) {
	switch {
	case takesBack(o, u.config):
		u.total++
	case o.Kind != Unreadable && o.Kind != Undone:
		u.result.Untouched++
	}
	if sure := u.config; !takesBack(o, sure) {
		if sure.LookedUp = true; takesBack(o, sure) {
			u.result.Uncertain++
		}
	}
	switch {
	case o.Kind == Undone && o.Reason == UndonePasswordOnly:
		u.result.leaves(o)
	case wasUpdated(o.Reason):
		u.result.Updated++
	}
}

// Target is the project in which users are deleted, for the question that
// comes before.
func (u *Undo) Target() Target { return u.m.meta.Destination }

// Total is how many users Run will look at.
func (u *Undo) Total() int { return u.total }

// Untouched is how many users of the export Run leaves alone in any case.
func (u *Undo) Untouched() int { return u.result.Untouched }

// Pause ends a Run gently.
func (u *Undo) Pause() { u.m.pause() }

// Close releases the checkpoint and the project.
func (u *Undo) Close() error { return u.m.close() }

// Snapshot is the result so far, without its lists.
func (u *Undo) Snapshot() (UndoResult, Pace) {
	u.mu.Lock()
	defer u.mu.Unlock()
	r := u.result
	r.KeptUsers, r.LeftUsers = nil, nil
	pace := u.m.dest.Pace()
	r.Requests = pace.Requests
	r.Remaining = u.total - r.Deleted - r.PasswordsRemoved - r.Gone - r.Kept
	if !u.began.IsZero() {
		r.Seconds = seconds(time.Since(u.began))
	}
	return r, pace
}
