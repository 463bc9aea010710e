package hashes

import (
	"context"
	"slices"
	"testing"
)

func TestDiagnosisSpendsItsBudgetAndSaysSo(t *testing.T) {
	var opened []int64
	attemptOf := func(cost int64, found bool) attempt {
		return attempt{cost: cost, settings: []Setting{setting(FieldN, int(cost))}, open: func() (bool, []Setting) {
			opened = append(opened, cost)
			return found, nil
		}}
	}
	d := try(context.Background(), slices.Values([]attempt{
		attemptOf(budget-1, false), attemptOf(2, true), attemptOf(1, false), attemptOf(1, true),
	}))
	if d.Opens || !d.Unfinished {
		t.Errorf("a dear attempt over the budget counts as tried: %+v", d)
	}
	if want := []int64{budget - 1, 1}; !slices.Equal(opened, want) {
		t.Errorf("computed %v, want %v", opened, want)
	}
}
