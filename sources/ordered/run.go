// Package ordered decodes the records of an export on all processors and
// gives them back in their order: one goroutine splits, GOMAXPROCS decode
// batches, and the caller's loop gets them one after the other. Memory is
// bounded by a fixed number of batches, and nothing runs on when the loop ends.
//
//	for it, err := range ordered.Run(ctx, next, nil, decode) {
//		fmt.Println(it.Index, it.Out)
//	}
package ordered

import (
	"context"
	"iter"
	"runtime"
	"sync"

	"example.com/usher/sources/split"
)

// Item is one record and what became of it.
type Item[T any] struct {
	split.Element
	File  int    // number of the file it stands in
	Index uint64 // number over all files, as next says it; rising
	Out   T
	// Unwanted: it was not to be decoded.
	unwanted bool
}

// Next gives the next record, the number of its file and its own number; the
// record is valid until the next call. It is called from one goroutine at a
// time.
type Next func() (el *split.Element, file int, index uint64, err error)

// Size of a batch: whichever comes first.
const (
	batchItems = 512
	batchBytes = 256 << 10
)

// batch is some records in a row, with what became of all of them together.
type batch[T, O any] struct {
	items []Item[T]
	buf   []byte
	err   error // after the items
	done  chan struct{}
	out   O
	// failed: the work was not done, and err says so.
	failed bool
}

// Run gives the records for which want says yes; nil takes all. want is asked
// on the caller's goroutine, once for every index, rising, and somewhat ahead
// of the records that are given. decode fills Out, which is zero, and is
// called from many goroutines. An item is valid until the loop goes on. The
// error of next, unless it is io.EOF, or that of ctx is the last pair.
func Run[T any](ctx context.Context, next Next, want func(uint64) bool, decode func(*Item[T])) iter.Seq2[*Item[T], error] {
	r := &run[T, struct{}]{want: want, work: func(b *batch[T, struct{}]) error {
		for i := range b.items {
			if !b.items[i].unwanted {
				decode(&b.items[i])
			}
		}
		return nil
	}}
	return func(yield func(*Item[T], error) bool) {
		for b, err := range r.batches(ctx, next) {
			if err != nil {
				yield(nil, err)
				return
			}
			for i := range b.items {
				if b.items[i].unwanted {
					continue
				}
				if err := ctx.Err(); err != nil {
					yield(nil, err)
					return
				}
				if !yield(&b.items[i], nil) {
					return
				}
			}
		}
	}
}

// Fold gives, in their order, what fold makes of each batch of records. out is
// what an earlier batch was made into, to be used again, or zero; it is valid
// until the loop goes on. fold is called from many goroutines; its error takes
// the place of its batch and ends the loop. Otherwise the last pair is that of
// Run.
func Fold[O any](ctx context.Context, next Next, fold func(items []Item[struct{}], out *O) error) iter.Seq2[*O, error] {
	r := &run[struct{}, O]{work: func(b *batch[struct{}, O]) error { return fold(b.items, &b.out) }}
	return func(yield func(*O, error) bool) {
		for b, err := range r.batches(ctx, next) {
			if err != nil {
				yield(nil, err)
				return
			}
			if len(b.items) > 0 && !yield(&b.out, nil) {
				return
			}
		}
	}
}

type run[T, O any] struct {
	want  func(uint64) bool
	work  func(*batch[T, O]) error
	depth int

	free, split, todo chan *batch[T, O]
	pending           []*batch[T, O]
}

// batches gives the batches in their order; each is valid until the loop goes
// on.
func (r *run[T, O]) batches(ctx context.Context, next Next) iter.Seq2[*batch[T, O], error] {
	return func(yield func(*batch[T, O], error) bool) {
		workers := runtime.GOMAXPROCS(0)
		r.depth = 2*workers + 1
		for _, c := range []*chan *batch[T, O]{&r.free, &r.split, &r.todo} {
			*c = make(chan *batch[T, O], r.depth+1)
		}
		r.pending = nil
		inner, stop := context.WithCancel(ctx)
		var group sync.WaitGroup
		defer group.Wait()
		defer stop()
		for range r.depth + 1 {
			r.free <- &batch[T, O]{done: make(chan struct{}, 1)}
		}
		group.Go(func() { r.fill(inner, next) })
		for range workers {
			group.Go(func() { r.workOff(inner) })
		}
		r.give(ctx, yield)
	}
}
