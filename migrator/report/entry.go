package report

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

// entry is one record of the export and what became of it.
type entry struct {
	user sources.User // valid until the next entry
	// bad is set where the record cannot be read; user is empty then.
	bad *sources.RecordError
	// outcome's Kind is 0 where nothing has become of the user yet.
	outcome  migrator.Outcome
	findings []migrator.Finding
}

func (e *entry) place() sources.Place {
	if e.bad != nil {
		return e.bad.Place
	}
	return e.user.Place
}

// inStytch: the user is there, and this migration knows as whom.
func (e *entry) inStytch() bool {
	switch e.outcome.Kind {
	case migrator.Created, migrator.PasswordAdded, migrator.Present:
		return e.outcome.UserID != ""
	}
	return false
}

var errMismatch = errors.New("the checkpoint knows a record that the export does not have")

// entries joins the records of the export with the outcomes of the
// checkpoint. Both come in the order of ordinals. An error is the last pair.
func entries(ctx context.Context, in migrator.ReportInput) iter.Seq2[*entry, error] {
	return func(yield func(*entry, error) bool) {
		next, stop := iter.Pull2(in.Store.Outcomes())
		defer stop()
		outcomes := outcomes{next: next}
		meta := in.Store.Meta()
		planner := migrator.NewPlanner(meta.Options, meta.ID)
		var e entry
		for u, err := range in.Export.Users(ctx) {
			ordinal := u.Ordinal
			e = entry{user: u}
			if err != nil {
				if !errors.As(err, &e.bad) {
					yield(nil, err)
					return
				}
				ordinal = e.bad.Ordinal
			}
			if e.outcome, err = outcomes.of(ordinal); err != nil {
				yield(nil, err)
				return
			}
			if e.bad == nil {
				e.findings = planner.FindingsOf(e.user, e.outcome)
			}
			if !yield(&e, nil) {
				return
			}
		}
		if err := outcomes.end(ctx); err != nil {
			yield(nil, err)
		}
	}
}

// outcomes looks up outcomes by rising ordinals.
type outcomes struct {
	next  func() (migrator.Outcome, error, bool)
	ahead migrator.Outcome
	begun bool
	ended bool
}

// of gives the outcome of an ordinal, or an empty one.
func (o *outcomes) of(ordinal uint64) (migrator.Outcome, error) {
	if !o.begun {
		if err := o.advance(); err != nil {
			return migrator.Outcome{}, err
		}
		o.begun = true
	}
	switch {
	case o.ended || o.ahead.Ordinal > ordinal:
		return migrator.Outcome{Ordinal: ordinal}, nil
	case o.ahead.Ordinal < ordinal:
		return migrator.Outcome{}, o.mismatch()
	}
	found := o.ahead
	return found, o.advance()
}

func (o *outcomes) advance() error {
	outcome, err, ok := o.next()
	o.ahead, o.ended = outcome, !ok
	return err
}

// end checks that no outcome is left when the export is at its end.
func (o *outcomes) end(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if !o.begun {
		if err := o.advance(); err != nil {
			return err
		}
	}
	if !o.ended {
		return o.mismatch()
	}
	return nil
}

func (o *outcomes) mismatch() error {
	return &migrator.FatalError{
		Op: "write report", Err: fmt.Errorf("record %d: %w", o.ahead.Ordinal+1, errMismatch),
		Hint: "Name the export of this migration with --export.",
	}
}
