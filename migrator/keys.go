package migrator

import (
	"hash/maphash"
	"math/bits"
	"slices"
)

// keyKind is one of the identifiers that Stytch keeps unique.
type keyKind int

const (
	emailKey keyKind = iota
	phoneKey
	externalIDKey
	keyKinds
)

// duplicateCodes are the finding codes of those who lose by a key.
var duplicateCodes = [keyKinds]string{"duplicate_email", "duplicate_phone", "duplicate_external_id"}

// keysOf are the identifiers that a plan sends, in the form in which two are
// compared; "" where it sends none.
func keysOf(p Plan) (keys [keyKinds]string) {
	if len(p.Calls) == 0 {
		return keys
	}
	c := &p.Calls[0]
	return [keyKinds]string{emailKey: foldEmail(c.Email), phoneKey: c.Phone, externalIDKey: c.ExternalID}
}

// keyIndex remembers which key stands at which ordinal in six bytes a key: 40
// bits of a keyed hash and the ordinal within its block. It only finds
// suspects; whether two of them really share a key is seen when they are read
// again, so a collision costs a second look and nothing else.
type keyIndex struct {
	hash    func(string) uint64
	open    [keyKinds][]uint64 // of the block being filled: 40 bits of hash, 24 of ordinal
	block   uint64
	blocks  [keyKinds][]keyBlock
	ordered []uint64 // scratch of repeats
}

// hashRest are the bits of a hash that give way to the ordinal.
const hashRest = 1<<24 - 1

// keyBlock holds the keys of one block of ordinals, parted by the first byte
// of their hashes.
type keyBlock struct {
	block  uint64
	starts [257]uint32
	rest   []uint32 // the other four bytes
	lows   []uint16 // ordinals within the block
}

// newKeyIndex hashes with a key of its own, so that nobody can write an
// export whose keys collide.
func newKeyIndex() *keyIndex {
	seed := maphash.MakeSeed()
	return &keyIndex{hash: func(s string) uint64 { return maphash.String(seed, s) }}
}

// add takes the keys of a user; ordinals come rising.
func (x *keyIndex) add(ordinal uint64, keys [keyKinds]string) {
	if ordinal>>blockBits != x.block {
		x.seal()
		x.block = ordinal >> blockBits
	}
	for kind, key := range keys {
		if key != "" {
			x.open[kind] = append(x.open[kind], x.hash(key)&^hashRest|ordinal&(blockSize-1))
		}
	}
}

// seal parts the open block by the first byte of the hashes.
func (x *keyIndex) seal() {
	for kind := range x.open {
		if open := x.open[kind]; len(open) > 0 {
			x.blocks[kind] = append(x.blocks[kind], sealed(x.block, open))
			x.open[kind] = open[:0]
		}
	}
}

func sealed(block uint64, open []uint64) keyBlock {
	b := keyBlock{block: block, rest: make([]uint32, len(open)), lows: make([]uint16, len(open))}
	for _, e := range open {
		b.starts[e>>56+1]++
	}
	for i := range 256 {
		b.starts[i+1] += b.starts[i]
	}
	next := b.starts
	for _, e := range open {
		at := next[e>>56]
		next[e>>56]++
		b.rest[at], b.lows[at] = uint32(e>>24), uint16(e)
	}
	return b
}

// suspects are the ordinals whose keys seem to stand more than once.
func (x *keyIndex) suspects(records uint64) bitmap {
	x.seal()
	found := newBitmap(records)
	for kind := range x.blocks {
		for first := range 256 {
			x.gather(x.blocks[kind], first)
			markRepeats(x.ordered, found)
		}
	}
	return found
}

// gather brings together what all blocks hold for one first byte, as
// rest<<32 | ordinal, in order.
func (x *keyIndex) gather(blocks []keyBlock, first int) {
	x.ordered = x.ordered[:0]
	for i := range blocks {
		b := &blocks[i]
		for at := b.starts[first]; at < b.starts[first+1]; at++ {
			x.ordered = append(x.ordered, uint64(b.rest[at])<<32|b.block<<blockBits|uint64(b.lows[at]))
		}
	}
	slices.Sort(x.ordered)
}

func markRepeats(ordered []uint64, found bitmap) {
	for i := 1; i < len(ordered); i++ {
		if ordered[i]>>32 == ordered[i-1]>>32 {
			found.set(ordered[i-1] & (1<<32 - 1))
			found.set(ordered[i] & (1<<32 - 1))
		}
	}
}

// bitmap is a set of ordinals below a bound, filled in any order.
type bitmap []uint64

func newBitmap(bound uint64) bitmap { return make(bitmap, (bound+63)/64) }

func (b bitmap) set(ordinal uint64) { b[ordinal/64] |= 1 << (ordinal % 64) }

func (b bitmap) has(ordinal uint64) bool {
	return ordinal/64 < uint64(len(b)) && b[ordinal/64]&(1<<(ordinal%64)) != 0
}

// last is the highest ordinal; ok is false when the set is empty.
func (b bitmap) last() (ordinal uint64, ok bool) {
	for i := len(b) - 1; i >= 0; i-- {
		if b[i] != 0 {
			return uint64(i*64 + bits.Len64(b[i]) - 1), true
		}
	}
	return 0, false
}
