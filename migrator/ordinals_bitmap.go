package migrator

import "math/bits"

// bitmap is the set as words of 64 ordinals, to be kept somewhere.
func (s *ordinals) bitmap() []uint64 {
	var words []uint64
	for ordinal := range s.all() {
		for uint64(len(words)) <= ordinal/64 {
			words = append(words, 0)
		}
		words[ordinal/64] |= 1 << (ordinal % 64)
	}
	return words
}

// ordinalsOf is the set of a bitmap.
func ordinalsOf(words []uint64) (s ordinals) {
	for i, word := range words {
		for ; word != 0; word &= word - 1 {
			s.add(uint64(i)*64 + uint64(bits.TrailingZeros64(word)))
		}
	}
	return s
}
