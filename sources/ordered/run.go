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

// Next gives the next record, the number of its file and its own number; its
// Data are valid until the next call. It is called from one goroutine at a
// time.
type Next func() (el split.Element, file int, index uint64, err error)

// Size of a batch: whichever comes first.
const (
	batchItems = 256
	batchBytes = 256 << 10
)

type batch[T any] struct {
	items []Item[T]
	buf   []byte
	err   error // after the items
	done  chan struct{}
}

// Run gives the records for which want says yes; nil takes all. want is asked
// on the caller's goroutine, once for every index, rising, and somewhat ahead
// of the records that are given. decode fills Out, which is zero, and is
// called from many goroutines. An item is valid until the loop goes on. The
// error of next, unless it is io.EOF, or that of ctx is the last pair.
func Run[T any](ctx context.Context, next Next, want func(uint64) bool, decode func(*Item[T])) iter.Seq2[*Item[T], error] {
	return func(yield func(*Item[T], error) bool) {
		workers := runtime.GOMAXPROCS(0)
		depth := 2*workers + 1
		r := &run[T]{
			want: want, decode: decode, depth: depth,
			free: make(chan *batch[T], depth+1), split: make(chan *batch[T], depth+1), work: make(chan *batch[T], depth+1),
		}
		inner, stop := context.WithCancel(ctx)
		var group sync.WaitGroup
		defer group.Wait()
		defer stop()
		for range depth + 1 {
			r.free <- &batch[T]{done: make(chan struct{}, 1)}
		}
		group.Go(func() { r.fill(inner, next) })
		for range workers {
			group.Go(func() { r.decodeAll(inner) })
		}
		r.give(ctx, yield)
	}
}

type run[T any] struct {
	want   func(uint64) bool
	decode func(*Item[T])
	depth  int

	free, split, work chan *batch[T]
	pending           []*batch[T]
}
