package tui

import (
	"testing"

	"example.com/usher/migrator"
)

// TestLongListsAreDrawnByTheWindow: what a frame costs does not grow with who
// is on the list.
func TestLongListsAreDrawnByTheWindow(t *testing.T) {
	const many, most = 200_000, 20_000
	kept := make([]migrator.Kept, many)
	for i := range kept {
		kept[i] = migrator.Kept{Record: uint64(i + 1), UserID: "user-test-0b7c2f2d-6c5e-4c5c-9d3a-0f6e5a9f8c11", Reason: "other login factors were added since"}
	}
	missing := make([]string, many)
	for name, ends := range map[string]func(m *model, e *fakeEngine){
		"undo": func(m *model, e *fakeEngine) {
			press(m, "end", "up", "enter")
			endsWork(m, &e.undos[0].fakeWork, undone(true), nil)
			press(m, testID, "enter")
			r := undone(false)
			r.KeptUsers = kept
			endsWork(m, &e.undos[1].fakeWork, r, nil)
		},
		"verification": func(m *model, e *fakeEngine) {
			press(m, "enter")
			r := verifiedResult()
			r.Missing = missing
			endsWork(m, &e.verification.fakeWork, r, nil)
		},
	} {
		t.Run(name, func(t *testing.T) {
			e := worksOn()
			m := open(t, e, testEnv, 80, 24)
			m.toTestProof()
			ends(m, e)
			press(m, "end")
			if n := testing.AllocsPerRun(1, func() { _ = m.View(); press(m, "up") }); n > most {
				t.Errorf("a frame takes %.0f allocations for %d lines", n, many)
			}
		})
	}
}
