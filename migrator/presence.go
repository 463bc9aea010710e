package migrator

import (
	"iter"
	"math/bits"
	"sync/atomic"
)

// presence says which ordinals of a block are there.
type presence [blockSize / 64]uint64

func (p *presence) set(low uint16) { p[low/64] |= 1 << (low % 64) }

func (p *presence) has(low uint16) bool { return p[low/64]&(1<<(low%64)) != 0 }

// walker finds the nth ordinal of a block that is there, for rising n.
type walker struct {
	of   *presence
	word int
	seen int // ordinals in the words before
}

// to gives the nth ordinal, counted from 0.
func (w *walker) to(n int) uint16 {
	for {
		here := bits.OnesCount64(w.of[w.word])
		if n < w.seen+here {
			return uint16(w.word*64 + nthBit(w.of[w.word], n-w.seen))
		}
		w.seen += here
		w.word++
	}
}

// nthBit is the place of the nth bit that is set.
func nthBit(word uint64, n int) int {
	if word == 1<<64-1 {
		return n
	}
	for range n {
		word &= word - 1
	}
	return bits.TrailingZeros64(word)
}

// bitmap is a set of ordinals below a bound, filled in any order.
type bitmap []uint64

func newBitmap(bound uint64) bitmap { return make(bitmap, (bound+63)/64) }

// set may be called from several goroutines at once.
func (b bitmap) set(ordinal uint64) { atomic.OrUint64(&b[ordinal/64], 1<<(ordinal%64)) }

func (b bitmap) has(ordinal uint64) bool {
	return ordinal/64 < uint64(len(b)) && b[ordinal/64]&(1<<(ordinal%64)) != 0
}

func (b bitmap) count() (n int) {
	for _, word := range b {
		n += bits.OnesCount64(word)
	}
	return n
}

// all yields the set in rising order.
func (b bitmap) all() iter.Seq[uint64] {
	return func(yield func(uint64) bool) {
		for i, word := range b {
			for ; word != 0; word &= word - 1 {
				if !yield(uint64(i*64 + bits.TrailingZeros64(word))) {
					return
				}
			}
		}
	}
}
