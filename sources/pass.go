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
		read := new(atomic.Int64)
		e.progress.Store(read)
		if err := e.join(ctx, read); err != nil {
			yield(User{}, err)
			return
		}
		c := &chain{inputs: e.of(Users), read: read}
		if m := e.marked(); want == nil && (m == nil || m.touched()) {
			c.marker = newMarker(e.now)
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

// decode runs on many goroutines.
func (c *chain) decode(it *ordered.Item[result]) { decodeItem(c.inputs[it.File], it) }

func decodeItem(in *input, it *ordered.Item[result]) {
	place := Place{File: in.Path, Line: it.Line}
	if place.Line == 0 {
		place.Record = it.Record
	}
	if it.Problem == "" {
		u := &it.Out.user
		u.Ordinal, u.Place, u.Raw = it.Index, place, it.Data
		err := decodeOne(in.decode, record.Raw{Data: it.Data, Ordinal: it.Index, Place: place}, u)
		if err == nil {
			return
		}
		it.Problem = problemOf(err)
	}
	it.Out.user = User{}
	it.Out.err = &RecordError{Ordinal: it.Index, Place: place, Reason: string(it.Problem)}
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
