package migrator_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"example.com/usher/migrator"
)

// haltingWire deletes at once, but for one user: at them Stytch does not take
// the secret any more.
type haltingWire struct {
	*direct
	stytch *memoryStytch
	halts  string // user_id
}

func (d *haltingWire) Get(_ context.Context, id string) migrator.Reply { return d.stytch.get(id) }

func (d *haltingWire) DeleteUser(_ context.Context, id string) migrator.Answer {
	if id == d.halts {
		time.Sleep(time.Millisecond) // the others are deleted by then, and not yet written down
		return migrator.Answer{Class: migrator.Fatal, Status: 401, ErrorType: "unauthorized_credentials"}
	}
	return d.stytch.deleteUser(id)
}

func (d *haltingWire) DeletePassword(_ context.Context, id string) migrator.Answer {
	return d.stytch.deletePassword(id)
}

func TestAnUndoThatFailsHasNotedWhoIsDeleted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := &history{mark: true, records: make([]recordKind, 8)}
		for i := range h.records {
			h.records[i] = recordKind{email: true, externalID: true}
		}
		w := newWorld(h)
		w.run(t.Context())
		synctest.Wait()
		halts := w.disk.outcomes[3]
		if halts.Kind != migrator.Created {
			t.Fatalf("%+v", halts)
		}
		w.disk.commit = nil
		undo, err := migrator.OpenUndo(t.Context(), migrator.UndoConfig{ReopenConfig: migrator.ReopenConfig{
			Checkpoint: "x.usher", Secret: "s",
			Ports: migrator.Ports{
				Checkpoints: process{disk: w.disk, power: func() bool { return true }},
				Connect: func(migrator.Connection) (migrator.Destination, error) {
					return &haltingWire{&direct{stytch: w.stytch}, w.stytch, halts.UserID}, nil
				},
			},
		}})
		if err != nil {
			t.Fatal(err)
		}
		r, err := undo.Run(t.Context())
		if err == nil || r.Deleted != 7 || r.Remaining != 1 {
			t.Fatalf("%+v, %v", r, err)
		}
		if err := undo.Close(); err != nil {
			t.Fatal(err)
		}
		for i, o := range w.disk.outcomes {
			if (o.Kind == migrator.Undone) != (i != 3) {
				t.Errorf("record %d is noted as %v", i, o.Kind)
			}
		}
	})
}
