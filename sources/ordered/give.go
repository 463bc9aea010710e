package ordered

import (
	"context"
	"io"
)

// give is the caller's side: it asks for what is wanted, hands batches to the
// workers and takes them back in their order.
func (r *run[T, O]) give(ctx context.Context, yield func(*batch[T, O], error) bool) {
	for {
		if err := r.dispatch(ctx); err != nil {
			yield(nil, err)
			return
		}
		b := r.pending[0]
		r.pending = r.pending[1:]
		select {
		case <-b.done:
		case <-ctx.Done():
			yield(nil, ctx.Err())
			return
		}
		if !b.failed && !yield(b, nil) || b.err == io.EOF {
			return
		}
		if b.err != nil {
			yield(nil, b.err)
			return
		}
		r.free <- b
	}
}

// dispatch gives the workers what was split, and waits only when nothing is
// on its way.
func (r *run[T, O]) dispatch(ctx context.Context) error {
	for len(r.pending) < r.depth {
		var b *batch[T, O]
		if len(r.pending) == 0 {
			select {
			case b = <-r.split:
			case <-ctx.Done():
				return ctx.Err()
			}
		} else {
			select {
			case b = <-r.split:
			default:
				return nil
			}
		}
		if r.want != nil {
			for i := range b.items {
				b.items[i].unwanted = !r.want(b.items[i].Index)
			}
		}
		r.pending = append(r.pending, b)
		r.todo <- b
	}
	return nil
}
