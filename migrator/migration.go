package migrator

import (
	"context"
	"errors"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"example.com/usher/sources"
)

// migrationState is what Begin and Reopen hand to Run: everything is open and
// checked.
type migrationState struct {
	ports    Ports
	paths    Paths
	target   Target
	store    Store
	meta     Meta // as it was opened
	dest     Destination
	date     time.Time // of the destination's first answer
	loopback bool
	export   exported
	source   *sources.Export // the same, for the report
	ownsIt   bool            // we opened the export
	// against is who is at the destination, nil = not known.
	against *Roster
	// canary: only those who go first are sent in this run.
	canary  bool
	waiting int // who waits for the canary, or for a later export
	// onlyInDoubt: only those are settled of whom an earlier run left it open.
	onlyInDoubt bool
	// prior is the earlier migration of a delta, nil = there is none.
	prior *prior
	delta *DeltaCounts // once it is done
	// corrected are users whom a retry sends otherwise than the export has them.
	corrected map[uint64]*sources.User
	// resent are those of them whom an earlier retry may have sent so already.
	resent   map[uint64]bool
	stopLoss StopLoss
	tuning   tuning
	hook     func(crashpoint)
	chart    chart
	release  []func() error // in reverse order

	stop   context.Context // the gentle end
	cancel context.CancelFunc
	once   atomic.Bool
	engine atomic.Pointer[engine]
	phase  atomic.Value // string

	mu      sync.Mutex
	err     error // what stopped the run
	state   State
	reason  string
	started time.Time
	over    time.Time
	counts  Counts // before the run
	folder  string // of the report
	closed  bool
}

func newMigrationState(ports Ports, checkpoint string) *migrationState {
	m := &migrationState{ports: ports, paths: pathsOf(checkpoint), tuning: defaultTuning()}
	m.stop, m.cancel = context.WithCancel(context.Background())
	m.phase.Store("reading")
	return m
}

func (m *migrationState) pause() { m.cancel() }

// fail stops the run; the first reason counts.
func (m *migrationState) fail(err error) {
	m.mu.Lock()
	if m.err == nil {
		m.err = err
	}
	m.mu.Unlock()
	m.cancel()
}

func (m *migrationState) failure() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.err
}

func (m *migrationState) began(now time.Time) {
	m.phase.Store("importing")
	m.mu.Lock()
	defer m.mu.Unlock()
	m.started, m.state, m.reason = now, Running, ""
}

func (m *migrationState) ended() {
	m.phase.Store("done")
	m.mu.Lock()
	defer m.mu.Unlock()
	m.over = time.Now()
}

func (m *migrationState) setState(s State, reason string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.state, m.reason = s, reason
}

func (m *migrationState) setReport(folder string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.folder = folder
}

// close releases everything, in the reverse of the order in which it was
// taken.
func (m *migrationState) close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		return nil
	}
	m.closed = true
	m.cancel()
	var errs []error
	for i := len(m.release) - 1; i >= 0; i-- {
		errs = append(errs, m.release[i]())
	}
	if m.ownsIt && m.source != nil {
		errs = append(errs, m.source.Close())
	}
	if m.sandboxOver() {
		if err := os.Remove(m.paths.SandboxState); err != nil && !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// sandboxOver reports whether nobody needs the embedded sandbox any more: the
// rehearsal is done, or it never began.
func (m *migrationState) sandboxOver() bool {
	if !m.target.embedded() {
		return false
	}
	return m.store == nil || (m.state == Done && m.countsLocked().Unknown == 0)
}

// atClose adds what close has to release.
func (m *migrationState) atClose(f func() error) { m.release = append(m.release, f) }
