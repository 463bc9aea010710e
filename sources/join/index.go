package join

import (
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
	entries [][]uint64    // positions of records: offset over all texts and length
	slots   [256][]uint64 // by the first byte of a key's hash: the hash and the number of an entry, sorted
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

// chunk is how many positions stand together: small steps leave little
// garbage while the index grows.
const chunk = 1 << 15

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
	if length > maxLength || offset > maxOffset || x.count == math.MaxUint32 {
		return fmt.Errorf("more records than can be joined")
	}
	if x.count%chunk == 0 {
		x.entries = append(x.entries, make([]uint64, chunk))
	}
	x.entries[x.count/chunk][x.count%chunk] = uint64(offset)<<lengthBits | uint64(length)
	for _, k := range keys {
		slots := &x.slots[k>>24]
		*slots = append(*slots, uint64(k)<<32|uint64(x.count))
	}
	x.count++
	return nil
}

// Sort ends the filling.
func (x *Index) Sort() {
	for _, slots := range x.slots {
		slices.Sort(slots)
	}
	x.claimed = make([]atomic.Uint64, (x.count+63)/64)
}

// Len is how many records the index has.
func (x *Index) Len() int { return x.count }

// Find reads the records that may have the key until accept takes one. A few
// others have the same hash, so accept has to look at the key in the record.
// Their order is that of the file.
func (x *Index) Find(key string, accept func(entry int, data []byte) bool) error {
	hash := x.Hash(key)
	slots, want := x.slots[hash>>24], uint64(hash)<<32
	i, _ := slices.BinarySearch(slots, want)
	for ; i < len(slots) && slots[i]&^math.MaxUint32 == want; i++ {
		entry := int(slots[i] & math.MaxUint32)
		data, err := x.read(entry)
		if err != nil {
			return err
		}
		if accept(entry, data) {
			return nil
		}
	}
	return nil
}

func (x *Index) read(entry int) ([]byte, error) {
	position := x.entries[entry/chunk][entry%chunk]
	offset, length := position>>lengthBits, position&maxLength
	n, found := slices.BinarySearchFunc(x.texts, offset, func(t text, o uint64) int {
		switch {
		case t.base < o:
			return -1
		case t.base > o:
			return 1
		}
		return 0
	})
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
func (x *Index) Reset() {
	_ = x.Close() // what was read in part is read anew
	*x = Index{seed: x.seed}
}

// Close closes the texts.
func (x *Index) Close() error {
	var first error
	for _, t := range x.texts {
		if err := t.done.Close(); err != nil && first == nil {
			first = err
		}
	}
	x.texts = nil
	return first
}
