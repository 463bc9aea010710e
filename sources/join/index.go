package join

import (
	"cmp"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"math"
	"slices"
	"sync/atomic"
)

// Index finds records by keys. It is filled from one goroutine, sorted, and
// may then be asked from many.
type Index struct {
	seed    maphash.Seed
	texts   []text
	count   int
	adding  gathering
	slots   sorted
	claimed []atomic.Uint64
	// Unreadable counts records of the files that could not be used.
	Unreadable int
}

// text is one file.
type text struct {
	base uint64 // offset of its first byte over all texts
	at   io.ReaderAt
	done io.Closer
}

const (
	lengthBits = 23 // a record is at most 4 MiB long
	maxLength  = 1<<lengthBits - 1
	maxOffset  = 1<<(64-lengthBits) - 1
)

// New gives an empty index.
func New() *Index { return &Index{seed: maphash.MakeSeed()} }

// AddText says where the text of the next records is to be read, and what to
// close in the end. Texts are added before their records.
func (x *Index) AddText(at io.ReaderAt, done io.Closer, base int64) {
	x.texts = append(x.texts, text{base: uint64(base), at: at, done: done})
}

// Hash is the keyed hash of a key: it says nothing about the key.
func (x *Index) Hash(key string) uint32 {
	return uint32(maphash.String(x.seed, key) >> 32)
}

// Add takes a record: where it stands over all texts, how long it is, and the
// hashes of its keys.
func (x *Index) Add(offset int64, length int, keys []uint32) error {
	if length > maxLength || offset > maxOffset || uint64(x.count) == math.MaxUint32 {
		return fmt.Errorf("more records than can be joined")
	}
	position := uint64(offset)<<lengthBits | uint64(length)
	for _, k := range keys {
		if err := x.adding.add(slot{uint64(k)<<32 | uint64(x.count), position}); err != nil {
			return err
		}
	}
	x.count++
	return nil
}

// Sort ends the filling.
func (x *Index) Sort() error {
	x.claimed = make([]atomic.Uint64, (x.count+63)/64)
	return x.adding.sort(&x.slots)
}

// Len is how many records the index has.
func (x *Index) Len() int { return x.count }

// Find reads the records that may have the key until accept takes one. A few
// others have the same hash, so accept has to look at the key in the record.
// Their order is that of the file.
func (x *Index) Find(key string, accept func(entry int, data []byte) bool) error {
	want := uint64(x.Hash(key)) << 32
	var room [4]slot
	found, err := x.slots.find(room[:0], want, want|math.MaxUint32)
	if err != nil {
		return err
	}
	for _, s := range found {
		data, err := x.read(s.position)
		if err != nil {
			return err
		}
		if accept(int(s.key&math.MaxUint32), data) {
			return nil
		}
	}
	return nil
}

func (x *Index) read(position uint64) ([]byte, error) {
	offset, length := position>>lengthBits, position&maxLength
	n, found := slices.BinarySearchFunc(x.texts, offset, func(t text, o uint64) int { return cmp.Compare(t.base, o) })
	if !found {
		n--
	}
	data := make([]byte, length)
	if _, err := x.texts[n].at.ReadAt(data, int64(offset-x.texts[n].base)); err != nil {
		return nil, fmt.Errorf("read joined record: %w", err)
	}
	return data, nil
}

// Claim remembers that a record has found its user.
func (x *Index) Claim(entry int) { x.claimed[entry/64].Or(1 << (entry % 64)) }

// Unclaimed is how many records no user has claimed so far.
func (x *Index) Unclaimed() int {
	n := 0
	for i := range x.count {
		if x.claimed[i/64].Load()>>(i%64)&1 == 0 {
			n++
		}
	}
	return n
}

// Reset empties the index, to be filled again.
func (x *Index) Reset() error {
	err := x.Close()
	*x = Index{seed: x.seed}
	return err
}

// Close closes the texts and removes temporary files.
func (x *Index) Close() error {
	failed := []error{x.adding.out.Close(), x.slots.out.Close()}
	for _, t := range x.texts {
		failed = append(failed, t.done.Close())
	}
	x.texts = nil
	return errors.Join(failed...)
}
