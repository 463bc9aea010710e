package migrator

import (
	"iter"
	"math/bits"
	"slices"
)

// ordinals is a set of ordinals, meant to be filled in rising order. It costs
// two bytes for each, and at most 8 KB for 65,536 of them, so that every
// finding of an export of millions can keep the users that have it.
type ordinals struct {
	blocks []ordinalBlock
	count  int
}

const (
	blockBits = 16
	blockSize = 1 << blockBits
	// mostListed is where a list of low halves outgrows a bitmap.
	mostListed = blockSize / 16
)

// ordinalBlock holds the ordinals of one block, by their low halves: a sorted
// list while they are few, a bitmap afterwards.
type ordinalBlock struct {
	count int
	list  []uint16
	bits  *presence
}

func (s *ordinals) add(ordinal uint64) {
	for uint64(len(s.blocks)) <= ordinal>>blockBits {
		s.blocks = append(s.blocks, ordinalBlock{})
	}
	if s.blocks[ordinal>>blockBits].add(uint16(ordinal)) {
		s.count++
	}
}

func (s *ordinals) addAll(list []uint64) {
	for _, ordinal := range list {
		s.add(ordinal)
	}
}

func (b *ordinalBlock) add(low uint16) bool {
	if b.bits == nil && len(b.list) == mostListed {
		b.spread()
	}
	switch at, found := slices.BinarySearch(b.list, low); {
	case b.bits != nil:
		if b.bits.has(low) {
			return false
		}
		b.bits.set(low)
	case found:
		return false
	default:
		b.list = slices.Insert(b.list, at, low)
	}
	b.count++
	return true
}

// spread turns the list into a bitmap.
func (b *ordinalBlock) spread() {
	b.bits = new(presence)
	for _, low := range b.list {
		b.bits.set(low)
	}
	b.list = nil
}

func (s *ordinals) has(ordinal uint64) bool {
	if ordinal>>blockBits >= uint64(len(s.blocks)) {
		return false
	}
	b, low := &s.blocks[ordinal>>blockBits], uint16(ordinal)
	if b.bits != nil {
		return b.bits.has(low)
	}
	_, found := slices.BinarySearch(b.list, low)
	return found
}

func (s *ordinals) remove(ordinal uint64) {
	if !s.has(ordinal) {
		return
	}
	b, low := &s.blocks[ordinal>>blockBits], uint16(ordinal)
	if b.bits != nil {
		b.bits[low/64] &^= 1 << (low % 64)
	} else {
		at, _ := slices.BinarySearch(b.list, low)
		b.list = slices.Delete(b.list, at, at+1)
	}
	b.count--
	s.count--
}

// all yields the set in rising order.
func (s *ordinals) all() iter.Seq[uint64] { return s.from(0) }

// from leaves the first n out.
func (s *ordinals) from(n int) iter.Seq[uint64] {
	return func(yield func(uint64) bool) {
		skip := n
		for i := range s.blocks {
			b := &s.blocks[i]
			if skip >= b.count {
				skip -= b.count
				continue
			}
			for low := range b.from(skip) {
				if !yield(uint64(i)<<blockBits | uint64(low)) {
					return
				}
			}
			skip = 0
		}
	}
}

func (b *ordinalBlock) from(skip int) iter.Seq[uint16] {
	return func(yield func(uint16) bool) {
		if b.bits == nil {
			for _, low := range b.list[skip:] {
				if !yield(low) {
					return
				}
			}
			return
		}
		for i, word := range b.bits {
			if n := bits.OnesCount64(word); skip >= n {
				skip -= n
				continue
			}
			for ; word != 0; word &= word - 1 {
				if skip > 0 {
					skip--
					continue
				}
				if !yield(uint16(i*64 + bits.TrailingZeros64(word))) {
					return
				}
			}
		}
	}
}
