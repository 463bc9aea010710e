package kinds_test

import (
	"strings"
	"testing"

	"example.com/usher/sources/kinds"
)

func TestEveryByteOfATextCounts(t *testing.T) {
	k := kinds.Of(func(c byte) uint8 {
		switch c {
		case 'x':
			return 1
		case 0xFF:
			return 2
		}
		return 0
	})
	for length := range 30 {
		for at := range length {
			before, after := strings.Repeat("a", at), strings.Repeat("b", length-at-1)
			if got := k.In(before + "a" + after); got != 0 {
				t.Fatalf("%d of %d without a kind: %b", at, length, got)
			}
			if got := k.In(before + "x" + after); got != 1 {
				t.Fatalf("x at %d of %d: %b", at, length, got)
			}
			if got := k.In("x" + before + "\xff" + after); got != 3 {
				t.Fatalf("x and 0xFF at %d of %d: %b", at+1, length+1, got)
			}
		}
	}
}

func TestWhatIsNotAllowedIsBeyond(t *testing.T) {
	digits := kinds.Beyond(func(c byte) bool { return '0' <= c && c <= '9' })
	if digits.In("0123456789") != 0 || digits.In("01234567a9") == 0 || digits.In("/") == 0 || digits.In("") != 0 {
		t.Error("digits are told from others wrongly")
	}
}
