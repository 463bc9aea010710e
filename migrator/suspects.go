package migrator

import (
	"bytes"
	"math/bits"
	"runtime"
	"sync"
	"sync/atomic"
)

// suspects are the ordinals whose keys seem to stand more than once, by the
// kind of the key.
type suspects [keyKinds]bitmap

// suspects compares all keys that were added. Those under one first byte are
// compared by one goroutine.
func (x *keyIndex) suspects(records uint64) (found suspects) {
	x.seal()
	for kind := range found {
		if len(x.blocks[kind]) > 0 {
			found[kind] = newBitmap(records)
		}
	}
	var (
		next  atomic.Int64
		group sync.WaitGroup
	)
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			var r repeats
			for {
				n := int(next.Add(1)) - 1
				if n >= int(keyKinds)*256 {
					return
				}
				kind, first := n/256, byte(n)
				r.look(x.blocks[kind], first, x.firsts[kind][first], found[kind])
			}
		})
	}
	group.Wait()
	return found
}

// any are the suspects of all kinds together.
func (s suspects) any() bitmap {
	var all bitmap
	for _, b := range s {
		if len(all) == 0 {
			all = make(bitmap, len(b))
		}
		for i, word := range b {
			all[i] |= word
		}
	}
	return all
}

// repeats is a hash table of the keys under one first byte. A slot has the
// rest of a hash in its upper half and an ordinal, counted from 1, in the
// lower; the first of equal keys stays.
type repeats struct {
	slots []uint64
	shift int
}

// look finds the keys under a first byte that stand more than once.
func (r *repeats) look(blocks []*keyBlock, first byte, count uint32, found bitmap) {
	if count < 2 {
		return
	}
	r.clear(int(count))
	for _, b := range blocks {
		walk := walker{of: &b.whose}
		for at := 0; ; at++ {
			next := bytes.IndexByte(b.first[at:], first)
			if next < 0 {
				break
			}
			at += next
			ordinal := b.number<<blockBits | uint64(walk.to(at))
			if other, there := r.put(b.rest[at], ordinal); there {
				found.set(other)
				found.set(ordinal)
			}
		}
	}
}

// clear makes an empty table for some keys, at least twice as large.
func (r *repeats) clear(keys int) {
	width := bits.Len(uint(2*keys - 1))
	if size := 1 << width; cap(r.slots) < size {
		r.slots = make([]uint64, size)
	} else {
		r.slots = r.slots[:size]
		clear(r.slots)
	}
	r.shift = 32 - width
}

// put gives who has the key already, or takes it.
func (r *repeats) put(rest uint32, ordinal uint64) (other uint64, there bool) {
	mask := uint32(len(r.slots) - 1)
	// Hashes are spread as they are; whatever else a test takes for one is now.
	for i := (rest * 0x9e3779b9) >> r.shift; ; i = (i + 1) & mask {
		slot := r.slots[i]
		switch {
		case slot == 0:
			r.slots[i] = uint64(rest)<<32 | (ordinal + 1)
			return 0, false
		case uint32(slot>>32) == rest:
			return slot&(1<<32-1) - 1, true
		}
	}
}
