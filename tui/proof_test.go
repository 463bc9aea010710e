package tui

import (
	"slices"
	"testing"

	"example.com/usher/migrator"
)

func TestTheProofOfADeltaLeadsToWhoChanged(t *testing.T) {
	delta := &migrator.DeltaCounts{Unchanged: 33, Changed: 3, Updated: 1, Gone: 2}
	notes := map[string]string{}
	for _, e := range fileEntries(migrator.Result{Report: "/dl/later-report", Delta: delta}) {
		notes[e.title] = e.note
	}
	if notes["Who changed since"] != "4 users, changed.csv" || notes["Who is gone from the export"] != "2 users, gone.csv" {
		t.Errorf("%v", notes)
	}
	all := fileEntries(migrator.Result{Report: "/dl/later-report", Delta: &migrator.DeltaCounts{Unchanged: 38}})
	if slices.ContainsFunc(all, func(e proofEntry) bool {
		return e.title == "Who changed since" || e.title == "Who is gone from the export"
	}) {
		t.Error("nobody changed, and a list of them is offered")
	}
}

// The status that is read for the proof comes from the checkpoint, which does
// not keep what a delta found.
func TestTheProofKeepsWhatADeltaFound(t *testing.T) {
	m := open(t, &fakeEngine{}, nil, 80, 24)
	m.flow.result = migrator.Result{Report: "/dl/later-report", Delta: &migrator.DeltaCounts{Changed: 3}}
	s := &proofScreen{request: 7}
	s.update(m.flow, statusReadMsg{request: 7, result: migrator.Result{Present: 38}})
	if d := m.flow.result.Delta; d == nil || d.Changed != 3 || m.flow.result.Present != 38 {
		t.Errorf("%+v", m.flow.result)
	}
}
