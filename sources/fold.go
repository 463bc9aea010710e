package sources

import (
	"context"
	"fmt"
	"iter"
	"sync"

	"example.com/usher/sources/ordered"
	"example.com/usher/sources/record"
)

// Folder takes in the records of a batch, in their order and on one goroutine.
type Folder interface {
	// User takes in a user. They, and all that they point to, are valid during
	// the call only.
	User(u *User)
	// Unreadable takes in a record that cannot be read.
	Unreadable(bad *RecordError)
}

// Fold reads all records from the start, as Users does, and folds them on all
// processors: each batch of records goes into a Folder of its own, and the
// Folders come in the order of the export. A Folder is valid until the loop
// goes on; whoever gets it empties it, because it is used again. start makes
// one. An error is the last pair.
func (e *Export) Fold(ctx context.Context, start func() Folder) iter.Seq2[Folder, error] {
	return func(yield func(Folder, error) bool) {
		c, err := e.pass(ctx, true)
		if err != nil {
			yield(nil, err)
			return
		}
		defer c.close()
		fold := func(items []ordered.Item[struct{}], out *Folder) error {
			if *out == nil {
				*out = start()
			}
			return c.fold(items, *out)
		}
		for f, err := range ordered.Fold(ctx, c.next, fold) {
			if err != nil {
				yield(nil, err)
				return
			}
			if !yield(*f, nil) {
				return
			}
		}
		if err := e.finish(c, true); err != nil {
			yield(nil, err)
		}
	}
}

var spares = sync.Pool{New: func() any { return new(record.Spare) }}

// fold runs on many goroutines. A mistake of usher's own over a record is an
// error that says where it stands, and nothing of what it says.
func (c *chain) fold(items []ordered.Item[struct{}], f Folder) (err error) {
	spare := spares.Get().(*record.Spare)
	defer spares.Put(spare)
	var u *User
	defer func() {
		if panicked := recover(); panicked != nil {
			err = &Error{
				Path: u.Place.File, Op: "read export", Err: fmt.Errorf("%s: usher made a mistake (%T)", u.Place, panicked),
				Hint: "Please report it, with what usher --version says. Without that record the rest can be read.",
			}
		}
	}()
	for i := range items {
		it := &items[i]
		u = spare.User()
		if bad := readInto(u, spare, c.inputs[it.File], &it.Element, it.Index); bad != nil {
			f.Unreadable(bad)
		} else {
			f.User(u)
		}
	}
	spare.User() // forgets the last one
	return nil
}
