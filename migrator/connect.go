package migrator

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
)

// hold takes a store over; close gives it back.
func (m *migrationState) hold(s Store) {
	m.store, m.meta, m.counts = s, s.Meta(), s.Counts()
	m.atClose(s.Close)
}

// connect reaches the destination: the lock of the project, or a sandbox of
// our own; the adapter; and one request that shows whether the credentials
// are good.
func (m *migrationState) connect(ctx context.Context, t Target, secret string, rate int) error {
	m.target, m.loopback = t, t.loopback()
	c := Connection{Target: t, Secret: secret, Rate: rate, Pacing: m.meta.Pacing}
	var err error
	if t.embedded() {
		err = m.startSandbox(&c)
	} else {
		err = m.lock(t)
	}
	if err != nil {
		return err
	}
	if m.dest, err = m.ports.Connect(c); err != nil {
		return err
	}
	reply := m.who(ctx)
	m.date = reply.Date
	return checkWho(reply, c.Target.ProjectID)
}

// whoTries is how often the credentials are shown to a destination that has
// trouble of its own.
const whoTries = 3

// who asks whose the credentials are. One bad answer of a server that is there
// stops no resume at night; a refusal and a server that is not there are said
// at once.
func (m *migrationState) who(ctx context.Context) Reply {
	for try := 1; ; try++ {
		reply := m.dest.WhoAmI(ctx)
		if reply.Class != Unavailable || try == whoTries || !sleep(ctx, bound(try)) {
			return reply
		}
	}
}

// lock takes the project. Servers of one's own under another base URL are
// other projects, whatever their ids.
func (m *migrationState) lock(t Target) error {
	if m.ports.LockProject == nil {
		return nil
	}
	release, err := m.ports.LockProject(strings.TrimSpace(t.ProjectID + " " + strings.TrimRight(t.BaseURL, "/")))
	if err != nil {
		return err
	}
	m.atClose(func() error { release(); return nil })
	return nil
}

func (m *migrationState) startSandbox(c *Connection) error {
	s, err := m.ports.StartSandbox(SandboxConfig{StatePath: m.paths.SandboxState, Rate: c.Rate})
	if err != nil {
		return &FatalError{Op: "start sandbox", Err: err, Hint: "Nothing was sent. The sandbox keeps its users beside the checkpoint: name one in a folder that can be written, with --checkpoint FILE."}
	}
	m.atClose(s.Close)
	c.Target.BaseURL, c.Target.ProjectID, c.Secret = s.URL, s.ProjectID, s.Secret
	m.target.ProjectID = s.ProjectID
	return nil
}

// checkWho reads the answer to the first request. Being told to wait is no
// reason to stop: the gate waits.
func checkWho(r Reply, projectID string) error {
	const op = "check credentials"
	if fatal, ok := errors.AsType[*FatalError](r.Err); ok {
		return &FatalError{Op: op, Err: fatal.Err, Hint: fatal.Hint + " Nothing was sent."}
	}
	cause := r.Err
	if r.ErrorType != "" {
		cause = errors.New(r.ErrorType)
	}
	if cause == nil {
		cause = errors.New(r.Class.String())
	}
	switch r.Class {
	case Throttled:
		return nil
	case OK:
		if r.Project.ID != "" && r.Project.ID != projectID {
			return &FatalError{Op: op, Err: fmt.Errorf("they are of project %s, not of %s", r.Project.ID, projectID), Hint: credentialsHint}
		}
		return nil
	case Canceled:
		return context.Canceled
	case Fatal, Refused:
		return &FatalError{Op: op, Err: cause, Hint: credentialsHint}
	}
	return &FatalError{Op: op, Err: cause, Hint: "Nothing was sent. Check the network and the base URL, then try again."}
}

const credentialsHint = "Check that STYTCH_PROJECT_ID and STYTCH_SECRET belong together and fit the destination. Nothing was sent."

// lastPoint is where the history of a migration goes on.
func (m *migrationState) lastPoint() error {
	history, err := m.store.History()
	if err != nil {
		return err
	}
	m.chart = newChart(time.Now(), m.meta.State, history)
	return nil
}
