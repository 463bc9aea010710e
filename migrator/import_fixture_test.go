package migrator_test

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

// Fingerprint is of nothing but the number of records.
func (e *fakeExport) Fingerprint(context.Context) (string, error) {
	if e.fingerprint != "" {
		return e.fingerprint, nil
	}
	return fmt.Sprintf("%064d", len(e.records)), nil
}

func (e *fakeExport) Mapping() string { return "" }

// scene is one migration: an export, a disk, a Stytch, and the processes that
// bring them together.
type scene struct {
	t       *testing.T
	export  *fakeExport
	disk    *disk
	stytch  *memoryStytch
	dest    *direct
	config  migrator.ImportConfig
	tuning  migrator.Tuning
	dead    atomic.Bool // the process has lost its power
	connect []migrator.Connection
	locked  []string
	freed   int
}

func newScene(t *testing.T, users ...sources.User) *scene {
	s := &scene{t: t, export: exportOf(users...), disk: &disk{}, stytch: newMemoryStytch()}
	s.dest = &direct{stytch: s.stytch}
	s.config = migrator.ImportConfig{
		Options: migrator.DefaultOptions(), Secret: "secret", Checkpoint: "/nowhere/users-test.usher",
		// On loopback, so that nobody rests after a loss.
		Target: migrator.Target{Kind: migrator.Test, ProjectID: testProject, BaseURL: "http://127.0.0.1:7070"},
		Ports: migrator.Ports{
			Checkpoints: process{disk: s.disk, power: func() bool { return !s.dead.Load() }},
			Connect: func(c migrator.Connection) (migrator.Destination, error) {
				s.connect = append(s.connect, c)
				return s.dest, nil
			},
			LockProject: func(id string) (func(), error) {
				s.locked = append(s.locked, id)
				return func() { s.freed++ }, nil
			},
		},
	}
	return s
}

func (s *scene) begin() (*migrator.Migration, error) {
	return migrator.BeginWith(s.t.Context(), s.config, s.export, s.tuning)
}

func (s *scene) mustBegin() *migrator.Migration {
	s.t.Helper()
	m, err := s.begin()
	if err != nil {
		s.t.Fatal(err)
	}
	return m
}

// run begins or goes on, and runs to the end of this run.
func (s *scene) run() (migrator.Result, error) {
	s.t.Helper()
	m := s.mustBegin()
	result, err := m.Run(s.t.Context())
	if closeErr := m.Close(); closeErr != nil {
		s.t.Error(closeErr)
	}
	return result, err
}

func (s *scene) mustRun() migrator.Result {
	s.t.Helper()
	r, err := s.run()
	if err != nil {
		s.t.Fatal(err)
	}
	return r
}

// ada, bob, ... are users of an export; every id is an external id that fits.
func passwordless(id string) sources.User {
	return sources.User{SourceID: id, Email: id + "@example.com", EmailVerified: true}
}

func verified(id string) sources.User {
	u := passwordless(id)
	u.Hash = bcryptHash()
	return u
}

func unverified(id string) sources.User {
	u := verified(id)
	u.EmailVerified = false
	return u
}

func phoneOnly(id, phone string) sources.User { return sources.User{SourceID: id, Phone: phone} }

// hint is what an error tells the operator to do.
func hint(err error) string {
	var fatal *migrator.FatalError
	var mismatch *migrator.MismatchError
	switch {
	case errors.As(err, &fatal):
		return fatal.Hint
	case errors.As(err, &mismatch):
		return mismatch.Hint
	}
	return ""
}

func contextWithCancel(t *testing.T) (context.Context, context.CancelFunc) {
	return context.WithCancel(t.Context())
}
