package checkpoint_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/migrator"
	"example.com/usher/migrator/checkpoint"
)

var files checkpoint.Files

// someMeta is a migration with every field set.
func someMeta() migrator.Meta {
	return migrator.Meta{
		ID:          "0123456789abcdef",
		Created:     time.Date(2026, 11, 24, 21, 30, 0, 123, time.UTC),
		Provider:    "auth0",
		Inputs:      []string{"/exports/users.json.gz"},
		Hashes:      []string{"/exports/hashes.ndjson"},
		Map:         "/exports/map.json",
		Fingerprint: "f00d",
		Destination: migrator.Target{Kind: migrator.Live, ProjectID: "project-live-1", BaseURL: "https://stytch.example", Confirmed: true},
		Options:     migrator.DefaultOptions(),
		Numbering:   1,
		Planner:     1,
		DigestKey:   []byte("sixteen bytes..."),
		Total:       98,
		Unreadable:  2,
		Records:     100,
		Findings:    3,
		Newest:      time.Date(2026, 11, 24, 21, 0, 0, 0, time.UTC),
		Watermarks:  []migrator.Watermark{{Ordinal: 512, Time: time.Date(2026, 11, 24, 21, 31, 0, 0, time.UTC)}},
		State:       migrator.RunState{State: migrator.Paused, Reason: "paused by the operator", Elapsed: time.Minute, Requests: 7, Updated: time.Date(2026, 11, 24, 21, 32, 0, 0, time.UTC)},
		Pacing:      []byte(`{"guard":5}`),
	}
}

// uuid is a different UUID for every number.
func uuid(n uint64) string {
	return fmt.Sprintf("%08x-4f5e-4a2b-9c3d-%012x", n*2654435761%(1<<32), n)
}

// created is a plain outcome with everything that an import keeps.
func created(ordinal uint64) migrator.Outcome {
	return migrator.Outcome{
		Ordinal: ordinal, Kind: migrator.Created, Evidence: migrator.ByAnswer,
		UserID: "user-test-" + uuid(ordinal), PasswordMoved: true,
		SourceDigest: [8]byte{1, byte(ordinal), byte(ordinal >> 8)}, RecordDigest: [8]byte{2, byte(ordinal)},
	}
}

func createdRange(from, to uint64) (outcomes []migrator.Outcome) {
	for o := from; o < to; o++ {
		outcomes = append(outcomes, created(o))
	}
	return outcomes
}

// newStore makes a checkpoint in a folder of its own.
func newStore(t testing.TB) (store migrator.Store, path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "users-test.usher")
	store, err := files.Create(path, someMeta())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return store, path
}

func commit(t testing.TB, s migrator.Store, b migrator.Batch) {
	t.Helper()
	if err := s.Commit(b); err != nil {
		t.Fatal(err)
	}
}

func closeStore(t testing.TB, s migrator.Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// reopen closes a store and opens its file again.
func reopen(t testing.TB, s migrator.Store, path string) migrator.Store {
	t.Helper()
	closeStore(t, s)
	s, err := files.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// all collects the outcomes and fails where they can't be read.
func all(t testing.TB, s migrator.Store) []migrator.Outcome {
	t.Helper()
	outcomes, err := collect(s)
	if err != nil {
		t.Fatal(err)
	}
	return outcomes
}

func collect(s migrator.Store) (outcomes []migrator.Outcome, err error) {
	for o, err := range s.Outcomes() {
		if err != nil {
			return outcomes, err
		}
		outcomes = append(outcomes, o)
	}
	return outcomes, nil
}

// wantOutcomes checks that exactly these are settled.
func wantOutcomes(t testing.TB, s migrator.Store, want []migrator.Outcome) {
	t.Helper()
	got := all(t, s)
	if slices.Equal(got, want) {
		return
	}
	// A diff of thousands would take minutes.
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			t.Fatalf("outcome %d of %d (-want +got):\n%s", i, len(got), cmp.Diff(want[i], got[i]))
		}
	}
	t.Fatalf("%d outcomes, want %d", len(got), len(want))
}

// wantProblem checks an error's problem and that it says what to do.
func wantProblem(t testing.TB, err error, want migrator.Problem) *migrator.CheckpointError {
	t.Helper()
	var ce *migrator.CheckpointError
	if !errors.As(err, &ce) {
		t.Fatalf("error %v (%T), want a CheckpointError", err, err)
	}
	if ce.Problem != want {
		t.Fatalf("problem %q (%v), want %q", ce.Problem, err, want)
	}
	if ce.Hint == "" || ce.Path == "" || ce.Op == "" {
		t.Errorf("error does not say what to do: %+v", ce)
	}
	return ce
}
