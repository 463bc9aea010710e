package sources

import (
	"context"
	"errors"
	"io"
	"iter"
	"math"
	"slices"
	"sync/atomic"

	"example.com/usher/sources/layout"
	"example.com/usher/sources/ordered"
	"example.com/usher/sources/record"
	"example.com/usher/sources/split"
)

// result is what a record was decoded into.
type result struct {
	user User
	err  error
}

// Select reads the records for which want says yes, in their order; want is
// asked for every ordinal once, rising, on the caller's goroutine and some
// hundred records ahead. The others are found but not decoded, which is
// several times as fast. A nil want takes all.
func (e *Export) Select(ctx context.Context, want func(ordinal uint64) bool) iter.Seq2[User, error] {
	return func(yield func(User, error) bool) {
		c, err := e.pass(ctx, want == nil)
		if err != nil {
			yield(User{}, err)
			return
		}
		defer c.close()
		for it, err := range ordered.Run(ctx, c.next, want, c.decode) {
			if err != nil {
				yield(User{}, err)
				return
			}
			if !yield(it.Out.user, it.Out.err) {
				return
			}
		}
		if err := e.finish(c, want == nil); err != nil {
			yield(User{}, err)
		}
	}
}

// pass begins to read all files.
func (e *Export) pass(ctx context.Context, whole bool) (*chain, error) {
	read := new(atomic.Int64)
	e.progress.Store(read)
	if err := e.join(ctx, read); err != nil {
		return nil, err
	}
	c := &chain{inputs: e.of(Users), read: read}
	if m := e.marked(); whole && (m == nil || m.touched()) {
		c.marker = newMarker(e.now)
	}
	return c, nil
}

// decode runs on many goroutines.
func (c *chain) decode(it *ordered.Item[result]) { decodeItem(c.inputs[it.File], it) }

func decodeItem(in *input, it *ordered.Item[result]) {
	if bad := readInto(&it.Out.user, nil, in, &it.Element, it.Index); bad != nil {
		it.Out = result{err: bad}
	}
}

// readInto decodes a record into a user who is empty; with spare memory the
// user is not kept.
func readInto(u *User, spare *record.Spare, in *input, el *split.Element, ordinal uint64) *RecordError {
	u.Place.File, u.Place.Line = in.Path, el.Line
	if el.Line == 0 {
		u.Place.Record = el.Record
	}
	problem := el.Problem
	if problem == "" {
		u.Ordinal, u.Raw = ordinal, el.Data
		err := decodeOne(in.decode, record.Raw{Data: el.Data, Spare: spare}, u)
		if err == nil {
			return nil
		}
		problem = problemOf(err)
	}
	return &RecordError{Ordinal: ordinal, Place: u.Place, Reason: string(problem)}
}

// decodeOne keeps a record that breaks its decoder from ending the program.
func decodeOne(decode layout.Decode, raw record.Raw, u *User) (err error) {
	defer func() {
		if recover() != nil {
			err = record.Problem("this record cannot be decoded")
		}
	}()
	return decode(raw, u)
}

func problemOf(err error) record.Problem {
	var p record.Problem
	if errors.As(err, &p) {
		return p
	}
	return "this record cannot be decoded"
}

// marked gives the marks of the last whole pass, nil where there are none.
func (e *Export) marked() *marks {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.marks
}

// finish keeps what a complete pass has found.
func (e *Export) finish(c *chain, all bool) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	for i, in := range c.inputs {
		if err := in.learn(c.sums[i]); err != nil {
			return err
		}
	}
	if c.marker != nil && c.marker.records <= math.MaxUint32 {
		e.marks = &c.marker.marks
	}
	if all {
		e.notes = slices.Concat(e.left, c.notes(), e.orphans())
	}
	return nil
}

// isLast reports whether an error is the end of a text rather than trouble.
func isLast(err error) bool { return err == io.EOF || errors.Is(err, split.ErrCut) }
