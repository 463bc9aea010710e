package migrator_test

import (
	"runtime"
	"testing"
	"weak"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

// TestAKeptPlanDoesNotKeepItsUser: hundreds wait to be sent, and a user may have
// ten thousand columns.
func TestAKeptPlanDoesNotKeepItsUser(t *testing.T) {
	plan, record := planOfLargeUser()
	runtime.GC()
	if record.Value() != nil {
		t.Error("the record is in memory still")
	}
	if len(plan.Calls) != 1 {
		t.Errorf("%+v", plan)
	}
}

func planOfLargeUser() (migrator.Plan, weak.Pointer[byte]) {
	raw := make([]byte, 1<<20)
	u := sources.User{SourceID: "1", Email: "ada@example.com", Raw: raw}
	return planOf(u, nil), weak.Make(&raw[0])
}
