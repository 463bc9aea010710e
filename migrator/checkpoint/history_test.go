package checkpoint_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/migrator"
)

func minute(n int) time.Time {
	return time.Date(2026, 11, 24, 0, n, 0, 0, time.UTC)
}

func TestHistoryIsInOrderAndAMinuteReplaces(t *testing.T) {
	s, path := newStore(t)
	commit(t, s, migrator.Batch{History: []migrator.Point{{Minute: minute(2), Requests: 1}, {Minute: minute(1), Requests: 3900, Throttled: 4, Settled: 3000}}})
	commit(t, s, migrator.Batch{History: []migrator.Point{{Minute: minute(2).Add(42 * time.Second), Requests: 20, Settled: 10}}})
	want := []migrator.Point{{Minute: minute(1), Requests: 3900, Throttled: 4, Settled: 3000}, {Minute: minute(2), Requests: 20, Settled: 10}}
	got, err := reopen(t, s, path).History()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("history (-want +got):\n%s", diff)
	}
}

// A run of weeks: old points are merged, nothing is lost of their sums, and
// the latest stay as they were.
func TestALongHistoryIsMerged(t *testing.T) {
	s, path := newStore(t)
	const minutes = 20_000
	for from := 0; from < minutes; from += 100 {
		var batch migrator.Batch
		for n := from; n < from+100; n++ {
			batch.History = append(batch.History, migrator.Point{Minute: minute(n), Requests: 10, Throttled: 1, Settled: 9})
		}
		commit(t, s, batch)
	}
	points, err := reopen(t, s, path).History()
	if err != nil {
		t.Fatal(err)
	}
	if len(points) > 4200 {
		t.Errorf("%d points are kept", len(points))
	}
	var sum migrator.Point
	next := minute(0)
	for _, p := range points {
		if !p.Minute.Equal(next) {
			t.Fatalf("a point begins at %v, the one before ends at %v", p.Minute, next)
		}
		next = p.Minute.Add(time.Duration(max(p.Minutes, 1)) * time.Minute)
		sum.Requests += p.Requests
		sum.Throttled += p.Throttled
		sum.Settled += p.Settled
	}
	if sum.Requests != 10*minutes || sum.Throttled != minutes || sum.Settled != 9*minutes || !next.Equal(minute(minutes)) {
		t.Errorf("sums %+v until %v", sum, next)
	}
	if last := points[len(points)-1]; last.Minutes != 0 {
		t.Errorf("the last minute is merged: %+v", last)
	}
}

// Points days apart merge too, or a migration of years would never end.
func TestASparseHistoryIsMerged(t *testing.T) {
	s, _ := newStore(t)
	var batch migrator.Batch
	for n := range 6000 {
		batch.History = append(batch.History, migrator.Point{Minute: minute(n * 3000), Requests: 1})
	}
	commit(t, s, batch)
	points, err := s.History()
	if err != nil {
		t.Fatal(err)
	}
	sum := 0
	for _, p := range points {
		sum += p.Requests
	}
	if len(points) > 4200 || sum != 6000 {
		t.Errorf("%d points with %d requests", len(points), sum)
	}
}

func TestAMinuteInAMergedPointIsAdded(t *testing.T) {
	s, _ := newStore(t)
	var batch migrator.Batch
	for n := range 4200 {
		batch.History = append(batch.History, migrator.Point{Minute: minute(n), Requests: 1})
	}
	commit(t, s, batch)
	commit(t, s, migrator.Batch{History: []migrator.Point{{Minute: minute(0), Requests: 5}}})
	points, err := s.History()
	if err != nil {
		t.Fatal(err)
	}
	if p := points[0]; p.Minutes < 2 || p.Requests != p.Minutes+5 {
		t.Errorf("the first point is %+v", p)
	}
}
