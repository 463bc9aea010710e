package migrator_test

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"example.com/usher/migrator"
)

// answeringWire deletes at once, unless it answers otherwise for a user.
type answeringWire struct {
	*direct
	answer func(userID string) (a migrator.Answer, otherwise bool)
}

func (d *answeringWire) DeleteUser(_ context.Context, id string) migrator.Answer {
	if a, otherwise := d.answer(id); otherwise {
		return a
	}
	return d.stytch.deleteUser(id)
}

// imported is a world in which so many users were created.
func imported(t *testing.T, users int) *world {
	h := &history{mark: true, records: make([]recordKind, users)}
	for i := range h.records {
		h.records[i] = recordKind{email: true, externalID: true}
	}
	w := newWorld(h)
	w.run(t.Context())
	synctest.Wait()
	w.disk.commit = nil
	for i, o := range w.disk.outcomes {
		if o.Kind != migrator.Created {
			t.Fatalf("record %d: %+v", i, o)
		}
	}
	return w
}

// undo takes the import back.
func (w *world) undo(t *testing.T, answer func(userID string) (migrator.Answer, bool)) (migrator.UndoResult, error) {
	undo, err := migrator.OpenUndo(t.Context(), migrator.UndoConfig{ReopenConfig: migrator.ReopenConfig{
		Checkpoint: "x.usher", Secret: "s",
		Ports: migrator.Ports{
			Checkpoints: process{disk: w.disk, power: func() bool { return true }},
			Connect: func(migrator.Connection) (migrator.Destination, error) {
				return &answeringWire{&direct{stytch: w.stytch}, answer}, nil
			},
		},
	}})
	if err != nil {
		t.Fatal(err)
	}
	r, err := undo.Run(t.Context())
	if closeErr := undo.Close(); closeErr != nil {
		t.Fatal(closeErr)
	}
	return r, err
}

func TestAnUndoThatFailsHasNotedWhoIsDeleted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := imported(t, 8)
		halts := w.disk.outcomes[3].UserID
		r, err := w.undo(t, func(id string) (migrator.Answer, bool) {
			if id != halts {
				return migrator.Answer{}, false
			}
			time.Sleep(time.Millisecond) // the others are deleted by then, and not yet written down
			return migrator.Answer{Class: migrator.Fatal, Status: 401, ErrorType: "unauthorized_credentials"}, true
		})
		if err == nil || r.Deleted != 7 || r.Remaining != 1 {
			t.Fatalf("%+v, %v", r, err)
		}
		for i, o := range w.disk.outcomes {
			if (o.Kind == migrator.Undone) != (i != 3) {
				t.Errorf("record %d is noted as %v", i, o.Kind)
			}
		}
	})
}

func refusal(string) (migrator.Answer, bool) {
	return migrator.Answer{Class: migrator.Refused, Status: 400, ErrorType: "protected"}, true
}

func TestWhoCannotBeDeletedIsKeptAndTheOthersAreDeleted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := imported(t, 9)
		refused := map[string]bool{w.disk.outcomes[2].UserID: true, w.disk.outcomes[5].UserID: true}
		r, err := w.undo(t, func(id string) (migrator.Answer, bool) {
			if refused[id] {
				return refusal(id)
			}
			return migrator.Answer{}, false
		})
		if err != nil || r.Deleted != 7 || r.Kept != 2 || len(r.KeptUsers) != 2 || r.KeptUsers[0].Record != 3 || r.KeptUsers[1].Record != 6 {
			t.Errorf("%+v, %v", r, err)
		}
	})
}

func TestAnUndoStopsWhereNobodyCanBeDeleted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := imported(t, 9)
		for i := range uint64(9) { // so many in a row take more users than a world has
			o := w.disk.outcomes[i]
			for n := uint64(1); n < 5; n++ {
				o.Ordinal = i + 100*n
				w.disk.outcomes[o.Ordinal] = o
			}
		}
		r, err := w.undo(t, refusal)
		if err == nil || !strings.Contains(err.Error(), "in a row were refused: protected") || r.Deleted != 0 || r.Kept < 20 {
			t.Errorf("%+v, %v", r, err)
		}
	})
}
