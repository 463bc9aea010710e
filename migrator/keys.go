package migrator

import (
	"bytes"
	"hash/maphash"
	"slices"
)

// keyKind is one of the identifiers that Stytch keeps unique.
type keyKind uint8

const (
	emailKey keyKind = iota
	phoneKey
	externalIDKey
	keyKinds
)

// duplicateCodes are the finding codes of those who lose by a key.
var duplicateCodes = [keyKinds]string{"duplicate_email", "duplicate_phone", "duplicate_external_id"}

// keyOf is the identifier of a kind that a first call sends, in the form in
// which two are compared; "" where it sends none.
func keyOf(c *Call, kind keyKind) string {
	switch kind {
	case emailKey:
		return foldEmail(c.Email)
	case phoneKey:
		return c.Phone
	}
	return c.ExternalID
}

// keyIndex remembers 40 bits of a keyed hash of every key, in five bytes and
// a bit a key. It only finds suspects; whether two of them really share a key
// is seen when they are read again, so a collision costs a second look and
// nothing else. Among a million keys less than one is to be expected.
type keyIndex struct {
	hash   func(string) uint64
	blocks [keyKinds][]*keyBlock
	open   [keyKinds]keyBlock
	number uint64 // of the open blocks
	// firsts counts the keys by the highest byte of their hashes.
	firsts [keyKinds][256]uint32
	// grown is told, when it is not nil, how many bytes are held.
	grown func(bytes int)
	bytes int
}

// keyBlock holds the keys of one block of ordinals, in their order.
type keyBlock struct {
	number uint64
	first  []byte   // the highest byte of each hash
	rest   []uint32 // the next four
	whose  presence
}

// newKeyIndex hashes with a key of its own, so that nobody can write an
// export whose keys collide.
func newKeyIndex() *keyIndex {
	seed := maphash.MakeSeed()
	return &keyIndex{hash: func(s string) uint64 { return maphash.String(seed, s) }}
}

// add takes the hashed keys of a batch of users; ordinals come rising.
func (x *keyIndex) add(keys [keyKinds][]hashedKey) {
	for x.addToOpen(&keys) {
		x.seal()
		x.number++
	}
}

// addToOpen takes the keys that belong into the open blocks, and reports
// whether there are others behind them.
func (x *keyIndex) addToOpen(rest *[keyKinds][]hashedKey) (others bool) {
	for kind, list := range rest {
		b, n := &x.open[kind], 0
		for ; n < len(list) && list[n].ordinal>>blockBits == x.number; n++ {
			h := list[n].hash
			b.first, b.rest = append(b.first, byte(h>>56)), append(b.rest, uint32(h>>24))
			b.whose.set(uint16(list[n].ordinal))
			x.firsts[kind][byte(h>>56)]++
		}
		rest[kind] = list[n:]
		others = others || n < len(list)
	}
	return others
}

// seal puts the open blocks away in just the memory that they need.
func (x *keyIndex) seal() {
	for kind := range x.open {
		b := &x.open[kind]
		if len(b.first) == 0 {
			continue
		}
		x.blocks[kind] = append(x.blocks[kind], &keyBlock{
			number: x.number, first: bytes.Clone(b.first), rest: slices.Clone(b.rest), whose: b.whose,
		})
		x.bytes += 5*len(b.first) + len(b.whose)*8
		b.first, b.rest, b.whose = b.first[:0], b.rest[:0], presence{}
	}
	if x.grown != nil {
		x.grown(x.bytes)
	}
}
