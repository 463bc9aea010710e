package migrator_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/migrator"
)

func TestImportSettlesEveryKindOfUser(t *testing.T) {
	s := newScene(t,
		passwordless("ada"),
		verified("bob"),
		unverified("cyd"),
		phoneOnly("dan", "+14155550123"),
	)
	s.export.unreadable()
	s.export.add(passwordless("ADA")) // duplicate email
	r := s.mustRun()
	want := migrator.Result{
		State: migrator.Done, Checkpoint: s.config.Checkpoint, Destination: "test", Total: 5, Unreadable: 1,
		Created: 4, Skipped: 1, Requests: 6, Findings: 3,
	}
	r.Seconds, r.Rate = 0, 0
	if diff := cmp.Diff(want, r); diff != "" {
		t.Errorf("result (-want +got):\n%s", diff)
	}
	for ordinal, id := range []string{"ada", "bob", "cyd", "dan"} {
		o := s.disk.outcomes[uint64(ordinal)]
		u := s.stytch.ever(o.UserID)
		if u == nil || u.externalID != id {
			t.Errorf("%s: outcome %+v names %+v", id, o, u)
		}
		if moved := u.password != ""; moved != o.PasswordMoved || (moved && o.PasswordID != u.password) {
			t.Errorf("%s: outcome %+v, user %+v", id, o, u)
		}
	}
	if len(s.disk.meta.Watermarks) != 0 {
		t.Errorf("watermarks left: %v", s.disk.meta.Watermarks)
	}
}

func TestAFinishedMigrationSendsNothingMore(t *testing.T) {
	s := newScene(t, passwordless("ada"), verified("bob"))
	s.mustRun()
	sent := len(s.dest.writes)
	if r := s.mustRun(); r.State != migrator.Done || r.Created != 2 {
		t.Errorf("again: %+v", r)
	}
	if again := len(s.dest.writes) - sent; again != 0 {
		t.Errorf("%d writes the second time", again)
	}
}
