package migrator

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

const (
	// refusedInARow ends an undo: Stytch deletes nobody.
	refusedInARow = 20

	// undoWorkers is how many users are under way at once.
	undoWorkers = 128
	// undoneAtOnce are committed together, after at most undoCommitEvery.
	undoneAtOnce    = 64
	undoCommitEvery = 200 * time.Millisecond
)

// Run takes back until everything is, Pause is called or ctx ends. What is
// gone is committed; a user whose end is not on disk yet is looked at again
// by the next run, and found to be gone.
func (u *Undo) Run(ctx context.Context) (UndoResult, error) {
	u.mu.Lock()
	u.began = time.Now()
	u.mu.Unlock()
	defer context.AfterFunc(ctx, u.m.pause)()
	ctx = WithStop(ctx, u.m.stop)

	err := u.all(ctx)
	paused := stopped(ctx)
	result, _ := u.Snapshot()
	result.State = Done
	if paused {
		result.State = Paused
	}
	result.KeptUsers, result.LeftUsers = u.result.KeptUsers, u.result.LeftUsers // nobody is at work any more
	byRecord(result.KeptUsers)
	byRecord(result.LeftUsers)
	if err := errors.Join(err, u.m.failure()); err != nil {
		return result, err
	}
	if result.State == Done && !u.config.DryRun {
		result.report(context.WithoutCancel(ctx), u)
	}
	result.List, err = u.m.writeList(undoList, undoColumns, result.kept)
	return result, err
}

// all looks at everybody, and takes back unless it is a dry run.
func (u *Undo) all(ctx context.Context) error {
	if u.config.DryRun {
		return u.countAll(ctx)
	}
	work, done := make(chan Outcome), make(chan Outcome, undoneAtOnce)
	var workers sync.WaitGroup
	for range undoWorkers {
		workers.Go(func() { u.work(ctx, work, done) })
	}
	committed := make(chan struct{})
	go func() { defer close(committed); u.commit(done) }()
	err := u.feed(ctx, work)
	close(work)
	workers.Wait()
	close(done)
	<-committed
	return err
}

// report writes the report again, so that its id map names nobody who is gone.
// The undo itself does not need the export, so that one may be missing.
func (r *UndoResult) report(ctx context.Context, u *Undo) {
	if u.m.ports.Report == nil {
		return
	}
	files, err := reportOf(ctx, u.m.store, ReportConfig{Ports: u.m.ports, Checkpoint: u.config.Checkpoint, Export: u.config.Export})
	if err != nil {
		r.ReportTrouble = err.Error()
		return
	}
	r.Report = files.Folder
}

// feed hands out whom to look at.
func (u *Undo) feed(ctx context.Context, work chan<- Outcome) error {
	for o, err := range u.takenBack() {
		if err != nil {
			return err
		}
		select {
		case work <- o:
		case <-StopOf(ctx).Done():
			return nil
		}
	}
	return nil
}

func (u *Undo) work(ctx context.Context, work <-chan Outcome, done chan<- Outcome) {
	for o := range work {
		e, ok := u.look(ctx, o)
		if !ok || e == stays {
			continue
		}
		o.Kind, o.PasswordRefused = Undone, false
		if e == losesPassword {
			o.Reason = UndonePasswordOnly
		}
		done <- o
	}
}

// ending is what comes of one user.
type ending uint8

const (
	stays         ending = iota
	takenBack            // whatever of theirs was ours
	losesPassword        // and stays, because whose user it is is not known
)

// look reads a user and decides. ok is false when the run ends before that.
func (u *Undo) look(ctx context.Context, o Outcome) (e ending, ok bool) {
	reply, ok, err := ask(ctx, undoing, func() Reply { return u.m.dest.Get(ctx, o.UserID) })
	if err != nil {
		u.m.fail(err)
	}
	if !ok || err != nil {
		return stays, false
	}
	if reply.Class != OK || len(reply.Users) != 1 {
		u.count(func(r *UndoResult) { r.Gone++ })
		return takenBack, true
	}
	return u.decide(ctx, o, &reply.Users[0]), true
}

// decide takes back what is found of a user, or leaves them alone.
func (u *Undo) decide(ctx context.Context, o Outcome, f *Found) ending {
	d, reason := judgeUndo(o, f, u.m.meta, u.config.Active)
	done := false
	switch d {
	case nothingLeft:
		u.count(func(r *UndoResult) { r.Gone++ })
		done = true
	case deleteUser:
		done = u.remove(ctx, o, func() Answer { return u.m.dest.DeleteUser(ctx, o.UserID) }, func(r *UndoResult) { r.Deleted++ })
	case deletePassword:
		done = u.remove(ctx, o, func() Answer { return u.m.dest.DeletePassword(ctx, o.PasswordID) }, func(r *UndoResult) { r.PasswordsRemoved++ })
	default:
		u.keep(o, reason)
	}
	switch {
	case !done:
		return stays
	case o.Kind == PasswordAdded && o.Evidence == ByMark:
		u.count(func(r *UndoResult) { r.leaves(o) })
		return losesPassword
	}
	return takenBack
}

// leaves notes a user who loses the password only.
func (r *UndoResult) leaves(o Outcome) {
	r.LeftUsers = append(r.LeftUsers, Kept{Record: o.Ordinal + 1, UserID: o.UserID, Reason: "the password is taken away; whether this migration created the user is not known"})
}

func byRecord(list []Kept) {
	slices.SortFunc(list, func(a, b Kept) int { return cmp.Compare(a.Record, b.Record) })
}

// keep leaves a user alone, and lists them.
func (u *Undo) keep(o Outcome, reason string) {
	u.count(func(r *UndoResult) {
		r.Kept++
		r.KeptUsers = append(r.KeptUsers, Kept{Record: o.Ordinal + 1, UserID: o.UserID, Reason: reason})
	})
}

func (u *Undo) count(change func(*UndoResult)) {
	u.mu.Lock()
	defer u.mu.Unlock()
	change(&u.result)
}

// remove deletes, and again after a lost answer: deleting twice does no harm.
// Whom Stytch will not delete is kept and listed, unless it deletes nobody.
func (u *Undo) remove(ctx context.Context, o Outcome, send func() Answer, change func(*UndoResult)) bool {
	if u.config.DryRun {
		u.count(change)
		return true
	}
	for failures := 1; !stopped(ctx); failures++ {
		answer := send()
		switch answer.Class {
		case OK, Absent:
			u.refusals.Store(0)
			u.count(change)
			return true
		case Refused, Taken:
			u.keep(o, "Stytch refuses to delete it: "+reasonOf(answer))
			if u.refusals.Add(1) >= refusedInARow {
				u.m.fail(errNothingDeleted(answer))
			}
			return false
		case Fatal:
			u.m.fail(fatalAnswer(undoing, answer.Status, answer.ErrorType, answer.Err))
			return false
		}
		sleep(ctx, backoff(failures))
	}
	return false
}

func errNothingDeleted(a Answer) error {
	return &FatalError{
		Op: undoing, Err: fmt.Errorf("%d deletions in a row were refused: %s", refusedInARow, reasonOf(a)),
		Hint: "Who is deleted is noted in the checkpoint. Look at one of the users in the Stytch dashboard, then undo again.",
	}
}

// commit writes down who is taken back, in groups: also when the undo fails for
// a reason other than the checkpoint.
func (u *Undo) commit(done <-chan Outcome) {
	tick := time.NewTicker(undoCommitEvery)
	defer tick.Stop()
	var group []Outcome
	broken := false
	write := func() {
		if len(group) == 0 || broken {
			return
		}
		if err := u.m.store.Commit(Batch{Outcomes: group}); err != nil {
			broken = true
			u.m.fail(&FatalError{Op: "undo", Err: err, Hint: "Make room on the disk, then undo again: who is gone already is found to be."})
		}
		group = group[:0]
	}
	for {
		select {
		case o, open := <-done:
			if !open {
				write()
				return
			}
			if group = append(group, o); len(group) >= undoneAtOnce {
				write()
			}
		case <-tick.C:
			write()
		}
	}
}
