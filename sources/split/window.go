package split

import "io"

// window is the part of the text that is in memory. Everything before keep is
// forgotten when more is read.
type window struct {
	r    io.Reader
	buf  []byte
	keep int   // first byte that is still needed
	base int64 // offset of buf[0] in the text
	err  error // of the reader, after buf
}

const windowSize = 256 << 10 // bytes

// newWindow makes a window for a text; one that stands in memory needs no more
// than its length, and a byte to see its end.
func newWindow(r io.Reader) window {
	size := windowSize
	if memory, ok := r.(interface{ Len() int }); ok {
		size = min(size, memory.Len()+1)
	}
	return window{r: r, buf: make([]byte, 0, size)}
}

// more reads on and says by how much the bytes moved towards the front; ok is
// false at the end of the text.
func (w *window) more() (moved int, ok bool) {
	if w.err != nil {
		return 0, false
	}
	if moved = w.keep; moved > 0 {
		n := copy(w.buf, w.buf[w.keep:])
		w.buf, w.keep = w.buf[:n], 0
		w.base += int64(moved)
	}
	if len(w.buf) == cap(w.buf) {
		grown := make([]byte, len(w.buf), 2*cap(w.buf))
		copy(grown, w.buf)
		w.buf = grown
	}
	before := len(w.buf)
	for idle := 0; len(w.buf) == before && w.err == nil; idle++ {
		var n int
		n, w.err = w.r.Read(w.buf[len(w.buf):cap(w.buf)])
		w.buf = w.buf[:len(w.buf)+n]
		if idle > 100 {
			w.err = io.ErrNoProgress
		}
	}
	return moved, len(w.buf) > before
}

func (w *window) offset(i int) int64 { return w.base + int64(i) }
