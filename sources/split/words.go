package split

import (
	"encoding/binary"
	"math/bits"
)

// Eight bytes are looked at together: these have one bit in each of them.
const (
	ones = 0x0101010101010101
	high = 0x8080808080808080
)

// plain is how many bytes come before the first quote, backslash or newline.
func plain(b []byte) int {
	i := 0
	for ; i+8 <= len(b); i += 8 {
		x := binary.LittleEndian.Uint64(b[i:])
		// The lowest byte that is flagged is one of them; those above it may
		// be flagged by the borrow.
		flags := zero(x^'"'*ones) | zero(x^'\\'*ones) | zero(x^'\n'*ones)
		if flags != 0 {
			return i + bits.TrailingZeros64(flags)/8
		}
	}
	for ; i < len(b); i++ {
		if c := b[i]; c == '"' || c == '\\' || c == '\n' {
			break
		}
	}
	return i
}

// zero flags the bytes of x that are zero.
func zero(x uint64) uint64 { return (x - ones) & ^x & high }

// behindSpaces is the index of the first byte from i on that is no blank, as
// they stand in indentations.
func behindSpaces(b []byte, i int) int {
	for ; i+8 <= len(b); i += 8 {
		if x := binary.LittleEndian.Uint64(b[i:]) ^ ' '*ones; x != 0 {
			return i + bits.TrailingZeros64(x)/8
		}
	}
	for i < len(b) && b[i] == ' ' {
		i++
	}
	return i
}
