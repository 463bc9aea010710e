package migrator

import "math/bits"

// repeats finds keys that stand more than once. Nearly all stand once, so a
// first look only sets a bit for each key and notes the bits that were set
// already; a second one compares the keys of those bits, some of a hundred,
// in a hash table.
type repeats struct {
	seen, again bitmap
	shift       int // of a mixed hash, to the number of its bit
	table       keyTable
	at          [blockSize]uint16 // keys of a block that are in the span
}

// bitsOfKey is how many bits there are for a key at least: the more, the fewer
// keys share one.
const bitsOfKey = 8

// look finds who has a key of a span that stands more than once.
func (r *repeats) look(blocks []*keyBlock, s keySpan, found bitmap) {
	width := bits.Len(uint(bitsOfKey*s.keys - 1))
	r.seen, r.again, r.shift = zeroed(r.seen, 1<<width), zeroed(r.again, 1<<width), 64-width
	again := 0
	for _, b := range blocks {
		again += r.note(b, s)
	}
	if again == 0 {
		return
	}
	r.table.clear(min(2*again, s.keys)) // with the first key of each bit
	for _, b := range blocks {
		r.compare(b, s, found)
	}
}

// note sets the bits of a block's keys and says how many were set already.
func (r *repeats) note(b *keyBlock, s keySpan) (again int) {
	for _, at := range r.within(b, s) {
		bit := b.mixed(at) >> r.shift
		word, mask := &r.seen[bit/64], uint64(1)<<(bit%64)
		if *word&mask != 0 {
			r.again[bit/64] |= mask
			again++
		}
		*word |= mask
	}
	return again
}

// compare compares a block's keys whose bits were set more than once with those
// before.
func (r *repeats) compare(b *keyBlock, s keySpan, found bitmap) {
	walk := walker{of: &b.whose}
	for _, at := range r.within(b, s) {
		key := b.mixed(at)
		if bit := key >> r.shift; r.again[bit/64]&(1<<(bit%64)) == 0 {
			continue
		}
		ordinal := b.number<<blockBits | uint64(walk.to(int(at)))
		if other, there := r.table.put(key, uint32(ordinal)); there {
			found.set(uint64(other))
			found.set(ordinal)
		}
	}
}

// within gives where the keys of a span stand in a block. It takes no branch
// that depends on a hash.
func (r *repeats) within(b *keyBlock, s keySpan) []uint16 {
	n, width := 0, s.last-s.first
	for i, first := range b.first {
		r.at[n&(blockSize-1)] = uint16(i)
		is := 0
		if first-s.first <= width {
			is = 1
		}
		n += is
	}
	return r.at[:n]
}

// mixed spreads the 40 bits of a hash over 64, one to one, and never gives 0.
// Hashes are spread as they are; whatever else a test takes for one is now.
func (b *keyBlock) mixed(at uint16) uint64 {
	return (uint64(b.first[at])<<32 + uint64(b.rest[at]) + 1) * 0x9e3779b97f4a7c15
}

// zeroed gives a bitmap of so many bits, in the memory of another where that
// is enough.
func zeroed(b bitmap, size int) bitmap {
	if words := (size + 63) / 64; words <= cap(b) {
		b = b[:words]
		clear(b)
		return b
	}
	return newBitmap(uint64(size))
}

// keyTable is a hash table of mixed keys, with the first ordinal of each.
type keyTable struct {
	keys     []uint64 // 0 = empty
	ordinals []uint32
	shift    int
}

// clear makes the table empty, for so many keys at most.
func (t *keyTable) clear(keys int) {
	width := max(bits.Len(uint(keys+keys/2)), 4)
	t.shift = 64 - width
	if size := 1 << width; size > cap(t.keys) {
		t.keys, t.ordinals = make([]uint64, size), make([]uint32, size)
	} else {
		t.keys, t.ordinals = t.keys[:size], t.ordinals[:size]
		clear(t.keys)
	}
}

// put gives who has the key already, or takes it.
func (t *keyTable) put(key uint64, ordinal uint32) (other uint32, there bool) {
	mask := uint64(len(t.keys) - 1)
	// The highest bits chose the keys that come here, which share them.
	for i := bits.ReverseBytes64(key) >> t.shift; ; i = (i + 1) & mask {
		switch t.keys[i] {
		case 0:
			t.keys[i], t.ordinals[i] = key, ordinal
			return 0, false
		case key:
			return t.ordinals[i], true
		}
	}
}
