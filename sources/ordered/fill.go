package ordered

import (
	"context"
	"errors"
	"slices"

	"example.com/usher/sources/split"
)

// fill splits into batches.
func (r *run[T, O]) fill(ctx context.Context, next Next) {
	for {
		var b *batch[T, O]
		select {
		case b = <-r.free:
		case <-ctx.Done():
			return
		}
		b.reset()
		b.take(next)
		b.place()
		ended := b.err != nil // the batch is the worker's from now on
		select {
		case r.split <- b:
		case <-ctx.Done():
			return
		}
		if ended {
			return
		}
	}
}

var errSplitter = errors.New("the export cannot be taken apart here: usher made a mistake")

// take fills a batch. A mistake of the splitter's ends the export with an
// error, not the process.
func (b *batch[T, O]) take(next Next) {
	defer func() {
		if recover() != nil {
			b.err = errSplitter
		}
	}()
	for len(b.items) < batchItems && len(b.buf) < batchBytes && b.err == nil {
		el, file, index, err := next()
		if err != nil {
			b.err = err
			break
		}
		b.add(el, file, index)
	}
}

func (b *batch[T, O]) reset() {
	clear(b.items)
	b.items, b.err = b.items[:0], nil
	if cap(b.buf) > 4*batchBytes { // after a giant record
		b.buf = nil
	}
	b.buf = b.buf[:0]
}

// add copies a record. The copies get their place when the buffer no longer
// grows.
func (b *batch[T, O]) add(el *split.Element, file int, index uint64) {
	b.buf = append(b.buf, el.Data...)
	n := len(b.items)
	if n == cap(b.items) {
		b.items = slices.Grow(b.items, batchItems)
	}
	b.items = b.items[:n+1] // cleared by reset
	it := &b.items[n]
	// Field by field: what was just written is slow to copy as a whole.
	it.Data, it.Offset, it.Line, it.Record, it.Problem, it.Page = el.Data, el.Offset, el.Line, el.Record, el.Problem, el.Page
	it.File, it.Index = file, index
}

func (b *batch[T, O]) place() {
	from := 0
	for i := range b.items {
		it := &b.items[i]
		if n := len(it.Data); n > 0 {
			it.Data = b.buf[from : from+n : from+n]
			from += n
		}
	}
}

var errWorker = errors.New("the export cannot be taken in here: usher made a mistake")

// workOff is one worker.
func (r *run[T, O]) workOff(ctx context.Context) {
	for {
		select {
		case b := <-r.todo:
			r.workOn(b)
			b.done <- struct{}{}
		case <-ctx.Done():
			return
		}
	}
}

// workOn works on a batch. A mistake there ends the export with an error, not
// the process.
func (r *run[T, O]) workOn(b *batch[T, O]) {
	defer func() {
		if recover() != nil {
			b.err, b.failed = errWorker, true
		}
	}()
	if err := r.work(b); err != nil {
		b.err, b.failed = err, true
	}
}
