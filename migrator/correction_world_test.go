package migrator_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"

	"example.com/usher/migrator"
)

// TestRandomRivalCorrections lets operators change their mind: the refused are
// corrected now in one way and now in another, while processes die and answers
// are lost. Whichever correction has arrived, nobody is made twice or lost.
func TestRandomRivalCorrections(t *testing.T) {
	first := firstSeed(t)
	seen := map[string]int{}
	for i := range *histories / 8 {
		a := &again{seen: seen, rival: true}
		synctest.Test(t, func(t *testing.T) { a.happen(t, first+uint64(i)) })
		if len(a.w.bad) > 0 {
			t.Fatalf("seed %d: %s\n%s\nmended %v\n%s", first+uint64(i), strings.Join(a.w.bad, "\n"), a.w.h, a.cures, strings.Join(a.w.trace, "\n"))
		}
	}
	allMet(t, seen, *histories/8, []string{"killed", "resumed meanwhile", "first correction", "other correction", "both"}, []string{"left to the one before", "missing the correction"})
}

// sendRival sends by one of the corrections, or by another where an earlier
// retry may have sent all of them otherwise.
func (a *again) sendRival(ctx context.Context, c migrator.RetryConfig, t migrator.Tuning) (m *migrator.Migration, err error) {
	first, other := a.edits, map[string]migrator.Edit{}
	both := map[string]migrator.Edit{}
	for i := range a.w.h.records {
		id := a.w.h.records[i].user(i).SourceID
		e, is := first[id]
		if !is {
			continue
		}
		other[id] = otherEdit(i, e)
		if both[id] = e; a.r.IntN(2) == 0 {
			both[id] = other[id]
		}
	}
	corrections := []struct {
		name  string
		edits map[string]migrator.Edit
	}{{"first correction", first}, {"other correction", other}, {"both", both}}
	for _, n := range a.r.Perm(len(corrections)) {
		a.w.note("%s", corrections[n].name)
		c.Edits = corrections[n].edits
		m, err = migrator.RetryWith(ctx, c, a.w.export, t)
		if fatal, is := errors.AsType[*migrator.FatalError](err); !is || !strings.Contains(fatal.Error(), "another correction") {
			a.seen[corrections[n].name]++
			return m, err
		}
		a.seen["left to the one before"]++
	}
	return m, err
}

// otherEdit corrects the same fields to something else.
func otherEdit(i int, e migrator.Edit) migrator.Edit {
	email, phone := otherEmailOf(i), otherPhoneOf(i)
	if e.Email != nil {
		e.Email = &email
	}
	if e.Phone != nil {
		e.Phone = &phone
	}
	return e
}
