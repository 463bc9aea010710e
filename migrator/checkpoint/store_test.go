package checkpoint_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/migrator"
)

func TestMetaComesBack(t *testing.T) {
	s, path := newStore(t)
	if diff := cmp.Diff(someMeta(), s.Meta()); diff != "" {
		t.Errorf("after Create (-want +got):\n%s", diff)
	}
	s = reopen(t, s, path)
	if diff := cmp.Diff(someMeta(), s.Meta()); diff != "" {
		t.Errorf("after Open (-want +got):\n%s", diff)
	}
}

func TestCommitMovesWhatABatchNames(t *testing.T) {
	s, path := newStore(t)
	want := someMeta()
	want.Watermarks = []migrator.Watermark{{Ordinal: 600, Time: time.Date(2026, 11, 24, 22, 0, 0, 0, time.UTC)}, {Ordinal: 700, Time: time.Date(2026, 11, 24, 22, 0, 1, 0, time.UTC)}}
	want.State = migrator.RunState{State: migrator.Running, Requests: 99, ThrottledFor: 3 * time.Second}
	want.Pacing = []byte(`{"guard":0}`)

	commit(t, s, migrator.Batch{Watermarks: want.Watermarks})
	commit(t, s, migrator.Batch{State: &want.State})
	commit(t, s, migrator.Batch{Pacing: want.Pacing})
	commit(t, s, migrator.Batch{})
	if diff := cmp.Diff(want, s.Meta()); diff != "" {
		t.Errorf("meta (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want, reopen(t, s, path).Meta()); diff != "" {
		t.Errorf("meta of the opened file (-want +got):\n%s", diff)
	}
}

// Every shape that an outcome can have comes back as it was.
func TestOutcomesComeBack(t *testing.T) {
	digest := [8]byte{1, 2, 3, 4, 5, 6, 7, 8}
	since := time.Date(2026, 11, 24, 21, 30, 5, 0, time.UTC)
	outcomes := []migrator.Outcome{
		{Ordinal: 0, Kind: migrator.Created, Evidence: migrator.ByAnswer, UserID: "user-test-" + uuid(1), SourceDigest: digest, RecordDigest: digest},
		{Ordinal: 1, Kind: migrator.Created, Evidence: migrator.ByMark, UserID: "user-live-" + uuid(2), PasswordMoved: true},
		{Ordinal: 2, Kind: migrator.Created, Evidence: migrator.ByAnswer, UserID: "user-test-" + uuid(3), PasswordRefused: true, Reason: "invalid_hash", RequestID: "request-id-test-" + uuid(4)},
		{Ordinal: 3, Kind: migrator.PasswordAdded, Evidence: migrator.ByAnswer, UserID: "user-live-" + uuid(5), PasswordID: "password-live-" + uuid(6), PasswordMoved: true, SourceDigest: digest},
		{Ordinal: 4, Kind: migrator.Present, Evidence: migrator.ByLookup, UserID: "an id of another server", PasswordID: "password-test-NOT-A-UUID", RecordDigest: digest},
		{Ordinal: 5, Kind: migrator.WasRefused, Evidence: migrator.ByAnswer, Reason: "duplicate_phone_number", RequestID: "request-id-live-" + uuid(7)},
		{Ordinal: 6, Kind: migrator.WasRefused, Evidence: migrator.ByAnswer, Reason: "duplicate_phone_number", RequestID: "req_1"},
		{Ordinal: 7, Kind: migrator.Skipped, Evidence: migrator.ByPlan, Reason: "no_identifier", SourceDigest: digest},
		{Ordinal: 8, Kind: migrator.Unknown, Since: since, SourceDigest: digest},
		{Ordinal: 9, Kind: migrator.Unreadable, Evidence: migrator.ByPlan, Reason: "unreadable"},
		{Ordinal: 10, Kind: migrator.Created, UserID: "user-test-" + "ABCDEF01-4F5E-4A2B-9C3D-0123456789AB"},
		{Ordinal: 11, Kind: migrator.Created, UserID: "user-test-" + "0123456-74f5e-4a2b-9c3d-0123456789ab"},
		{Ordinal: 12, Kind: migrator.PasswordAdded, UserID: "user-test-" + uuid(9), PasswordMoved: true, EmailVerified: true},
		{Ordinal: 13, Kind: migrator.Undone, Evidence: migrator.ByAnswer, UserID: "user-test-" + uuid(10), SourceDigest: digest},
		{Ordinal: 14, Kind: migrator.Present, Reason: "updated: name trusted_metadata; left: email"},
		{Ordinal: 1<<64 - 1, Kind: migrator.Created, UserID: "user-test-" + uuid(8)},
	}
	s, path := newStore(t)
	commit(t, s, migrator.Batch{Outcomes: outcomes})
	wantOutcomes(t, s, outcomes)
	wantOutcomes(t, reopen(t, s, path), outcomes)
}

// A request id is for Stytch's support, so it is kept of what did not work.
func TestRequestIDsOfGoodAnswersAreNotKept(t *testing.T) {
	s, _ := newStore(t)
	o := created(1)
	o.RequestID = "request-id-test-" + uuid(1)
	commit(t, s, migrator.Batch{Outcomes: []migrator.Outcome{o}})
	o.RequestID = ""
	wantOutcomes(t, s, []migrator.Outcome{o})
}

func TestReasonsThatAreNoCodesAreNotKept(t *testing.T) {
	s, _ := newStore(t)
	var batch migrator.Batch
	for i, reason := range []string{"jane@example.com", "changed: jane@example.com", "Jane Doe", "+14155550123", "\x1b[2J", string(make([]byte, 200))} {
		batch.Outcomes = append(batch.Outcomes, migrator.Outcome{Ordinal: uint64(i), Kind: migrator.WasRefused, Reason: reason})
	}
	commit(t, s, batch)
	for _, o := range all(t, s) {
		if o.Reason != "other" {
			t.Errorf("outcome %d keeps the reason %q", o.Ordinal, o.Reason)
		}
	}
}

// More different reasons than the dictionary takes: they stand in the
// outcomes themselves.
func TestAnyNumberOfReasonsIsKept(t *testing.T) {
	s, path := newStore(t)
	var batch migrator.Batch
	for i := range uint64(1500) {
		batch.Outcomes = append(batch.Outcomes, migrator.Outcome{Ordinal: i, Kind: migrator.WasRefused, Reason: "reason-" + uuid(i)})
	}
	commit(t, s, batch)
	wantOutcomes(t, reopen(t, s, path), batch.Outcomes)
}

func TestAnOutcomeReplacesTheOneOfItsOrdinal(t *testing.T) {
	s, path := newStore(t)
	unknown := migrator.Outcome{Ordinal: 3, Kind: migrator.Unknown, Since: time.Unix(1764000000, 0).UTC()}
	refused := migrator.Outcome{Ordinal: 4, Kind: migrator.Created, PasswordRefused: true, Reason: "weak_password"}
	commit(t, s, migrator.Batch{Outcomes: []migrator.Outcome{created(1), created(2), unknown, refused}})
	want := migrator.Counts{Created: 3, Unknown: 1, PasswordRefused: 1}
	if got := s.Counts(); got != want {
		t.Fatalf("counts %+v, want %+v", got, want)
	}

	// The same again, as after a crash between commit and answer; in one batch
	// twice, too.
	commit(t, s, migrator.Batch{Outcomes: []migrator.Outcome{created(1), unknown, unknown, created(3), created(4)}})
	want = migrator.Counts{Created: 4}
	if got := s.Counts(); got != want {
		t.Errorf("counts %+v, want %+v", got, want)
	}
	s = reopen(t, s, path)
	if got := s.Counts(); got != want {
		t.Errorf("counts of the opened file %+v, want %+v", got, want)
	}
	wantOutcomes(t, s, createdRange(1, 5))
}

// Outcomes arrive nearly in order; they are read in order.
func TestOutcomesAreReadInTheOrderOfOrdinals(t *testing.T) {
	s, _ := newStore(t)
	const n = 5000
	for from := uint64(0); from < n; from += 50 {
		var batch migrator.Batch
		for i := range uint64(50) {
			batch.Outcomes = append(batch.Outcomes, created(from+(i*31)%50))
		}
		commit(t, s, batch)
	}
	wantOutcomes(t, s, createdRange(0, n))
}

func TestACommitDuringAnIterationIsAllowed(t *testing.T) {
	s, _ := newStore(t)
	commit(t, s, migrator.Batch{Outcomes: createdRange(0, 3000)})
	seen := 0
	for o, err := range s.Outcomes() {
		if err != nil {
			t.Fatal(err)
		}
		if o.Ordinal < 3000 && o.Ordinal%1000 == 0 {
			commit(t, s, migrator.Batch{Outcomes: createdRange(3000+o.Ordinal, 3000+o.Ordinal+1000)})
		}
		seen++
	}
	if seen < 3000 {
		t.Errorf("%d outcomes seen, want at least the 3000 that were there", seen)
	}
	if n := len(all(t, s)); n != 6000 {
		t.Errorf("%d outcomes in the end, want 6000", n)
	}
}

func TestProgressIsKeptByName(t *testing.T) {
	s, path := newStore(t)
	big := make([]byte, 200_000)
	big[199_999] = 7
	commit(t, s, migrator.Batch{Progress: map[string][]byte{"verify": big, "undo": {}, "gone": {1}}})
	commit(t, s, migrator.Batch{Progress: map[string][]byte{"gone": nil}})
	s = reopen(t, s, path)
	for name, want := range map[string][]byte{"verify": big, "undo": {}, "gone": nil, "never": nil} {
		got, err := s.Progress(name)
		if err != nil {
			t.Fatal(err)
		}
		if (got == nil) != (want == nil) || string(got) != string(want) {
			t.Errorf("progress %s: %d bytes (nil: %t), want %d", name, len(got), got == nil, len(want))
		}
	}
}

func TestACommitThatMakesNoSenseStoresNothing(t *testing.T) {
	s, _ := newStore(t)
	err := s.Commit(migrator.Batch{Outcomes: []migrator.Outcome{created(1), {Ordinal: 2}}, State: &migrator.RunState{State: migrator.Done}})
	if err == nil {
		t.Fatal("an outcome without a kind was taken")
	}
	if s.Counts() != (migrator.Counts{}) || len(all(t, s)) != 0 || s.Meta().State.State != migrator.Paused {
		t.Errorf("part of it was stored: %+v, %+v", s.Counts(), s.Meta().State)
	}
	commit(t, s, migrator.Batch{Outcomes: createdRange(0, 3)})
	if got := s.Counts().Created; got != 3 {
		t.Errorf("%d created after the next commit, want 3", got)
	}
}

func TestAClosedStoreSaysSo(t *testing.T) {
	s, _ := newStore(t)
	commit(t, s, migrator.Batch{Outcomes: createdRange(0, 3)})
	closeStore(t, s)
	closeStore(t, s)
	if err := s.Commit(migrator.Batch{Outcomes: createdRange(3, 4)}); err == nil {
		t.Error("a closed store takes a commit")
	}
	if _, err := s.History(); err == nil {
		t.Error("a closed store gives its history")
	}
	if _, err := collect(s); err == nil {
		t.Error("a closed store gives its outcomes")
	}
	if s.Counts().Created != 3 || s.Meta().ID == "" {
		t.Error("the numbers of a closed store are gone")
	}
}
