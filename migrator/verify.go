package migrator

import (
	"context"
	"errors"
	"sync"
	"time"
)

// VerifyConfig names a migration to check against Stytch.
type VerifyConfig struct {
	ReopenConfig
	// Sample is how many users are checked, drawn at random but the same in
	// every run of one migration; 0 = all.
	Sample int
}

// Difference is one field of one user that is not at Stytch as the export has
// it: email, phone_number, external_id, name, password, email_verified,
// phone_number_verified, trusted_metadata or untrusted_metadata.
type Difference struct {
	SourceID string `json:"source_id"`
	Field    string `json:"field"`
}

// VerifyResult is what `usher verify --json` gives. Checked counts users who
// have a Stytch user_id; each of them matches, is missing or differs.
type VerifyResult struct {
	State     State        `json:"state"` // running, done or paused
	Checked   int          `json:"checked"`
	Matching  int          `json:"matching"`
	Missing   []string     `json:"missing"` // source ids
	Differing []Difference `json:"differing"`
	// Users have a Stytch user_id; with a sample they are more than are
	// checked.
	Users    int     `json:"users"`
	Sample   int     `json:"sample,omitempty"`
	Requests int     `json:"requests"`
	Seconds  float64 `json:"seconds"`
	// Confidence is, with a sample that is checked to its end, what it says
	// about all users.
	Confidence string `json:"confidence,omitempty"`
	// List is the path of verify.csv: who is missing, and what differs.
	List string `json:"list,omitempty"`
}

// Clean reports whether everybody who was checked is at Stytch as the export
// has them.
func (r VerifyResult) Clean() bool { return len(r.Missing) == 0 && len(r.Differing) == 0 }

// VerifySnapshot is how far a verification has come.
type VerifySnapshot struct {
	Checked, Total     int
	Missing, Differing int // users
	Way                string
	Expected           time.Duration // for all of it, from the rate limits alone
	Elapsed            time.Duration
	Pace               Pace
}

// Verification reads the users of a migration back from Stytch and compares
// them with the export. It changes nothing at Stytch. How far it has come is
// kept in the checkpoint, so that an interrupted one goes on.
//
//	v, err := migrator.Verify(ctx, migrator.VerifyConfig{ReopenConfig: reopen})
//	...
//	defer v.Close()
//	result, err := v.Run(ctx)
type Verification struct {
	m       *migrationState
	planner Planner
	digests *digester
	way     way
	sample  int
	below   uint64 // the digests of the sample
	users   int    // with a user_id
	total   int    // to be checked

	mu       sync.Mutex
	began    time.Time
	progress verifyProgress
}

// way is how users are read back.
type way interface {
	// read compares users until all are checked or the run ends.
	read(ctx context.Context, v *Verification) error
	String() string
	requests() int
}

// Verify opens a migration to check it.
func Verify(ctx context.Context, c VerifyConfig) (*Verification, error) {
	if err := sandboxThere("verify", c.Ports, c.Checkpoint); err != nil {
		return nil, err
	}
	m, err := reopen(ctx, c.ReopenConfig)
	if err != nil {
		return nil, err
	}
	v := &Verification{m: m.migrationState, sample: c.Sample}
	v.planner, v.digests = NewPlanner(v.m.meta.Options, v.m.meta.ID), newDigester(v.m.meta)
	if err := v.prepare(ctx); err != nil {
		return nil, errors.Join(err, v.Close())
	}
	return v, nil
}

// Pause ends a Run after the request under way.
func (v *Verification) Pause() { v.m.pause() }

// Close releases the checkpoint and the project.
func (v *Verification) Close() error { return v.m.close() }

// Snapshot may be called from any goroutine.
func (v *Verification) Snapshot() VerifySnapshot {
	v.mu.Lock()
	defer v.mu.Unlock()
	s := VerifySnapshot{
		Checked: v.progress.Checked, Total: v.total,
		Missing: len(v.progress.Missing), Differing: len(v.progress.Differing),
		Way: v.way.String(), Pace: v.m.dest.Pace(),
		Expected: time.Duration(v.way.requests()) * time.Minute / searchesPerMinute,
	}
	if !v.began.IsZero() {
		s.Elapsed = time.Since(v.began)
	}
	return s
}

// Run compares until everybody is checked, Pause is called or ctx ends.
func (v *Verification) Run(ctx context.Context) (VerifyResult, error) {
	v.mu.Lock()
	v.began = time.Now()
	v.mu.Unlock()
	defer context.AfterFunc(ctx, v.m.pause)()
	ctx = WithStop(ctx, v.m.stop)
	state := Done
	err := v.way.read(ctx, v)
	if stopped(ctx) {
		state, err = Paused, nil
	}
	if saveErr := v.save(state == Done && err == nil); err == nil {
		err = saveErr
	}
	result, idsErr := v.result(context.WithoutCancel(ctx), state)
	if err = errors.Join(err, idsErr); err != nil {
		return result, err
	}
	result.List, err = v.m.writeList(verifyList, verifyColumns, result.problems)
	return result, err
}
