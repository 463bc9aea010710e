package split

import (
	"bytes"
	"testing"
)

func TestEightBytesAtOnceAreOneByOne(t *testing.T) {
	for n := range 40 {
		for _, c := range []byte("\"\\\n") {
			text := append(bytes.Repeat([]byte{'\xff'}, n), c, c, '!', '"')
			if got := plain(text); got != n {
				t.Errorf("%q: %d", text, got)
			}
		}
		text := append(bytes.Repeat([]byte{' '}, n), "!  x"...)
		if got := behindSpaces(text, 0); got != n {
			t.Errorf("%q: %d", text, got)
		}
		if got := plain(text); got != len(text) {
			t.Errorf("%q has nothing special: %d", text, got)
		}
		if got := behindSpaces(text[:n], 0); got != n {
			t.Errorf("only spaces: %d of %d", got, n)
		}
	}
	if got := behindSpaces([]byte("x"), 1); got != 1 {
		t.Errorf("at the end: %d", got)
	}
}
