package split

import "io"

// Spot is where a record begins, with all that a splitter has to know to go
// on there.
type Spot struct {
	Offset       int64 // of the record's first byte
	Line, Record int   // as in Element
	// Within is what the record stands in, in the splitter's own terms. Most
	// records of a text have the same.
	Within string
}

// Resumable is a Splitter whose text can be split again from the middle.
//
// Only what is whole is split again alike: text from one spot up to another,
// or to the end, in which no record had a Problem.
type Resumable interface {
	Splitter
	// Reads reports whether the offsets are those in the text that r gives, and
	// not in something that was made of it.
	Reads(r io.Reader) bool
	// Spot is that of the record that Next gave last. It is called before Next
	// is called again.
	Spot() Spot
	// Resume splits texts of this kind from a spot on. It may be used after the
	// splitter, and from several goroutines.
	Resume() Resume
}

// Resume splits the text from a spot on. The Data of its elements are parts of
// the text and stay valid as long as that.
type Resume func(text []byte, at Spot) Splitter

func (el *Element) spot() Spot { return Spot{Offset: el.Offset, Line: el.Line, Record: el.Record} }

// reads makes Reads of a splitter's window.
func (w *window) reads(r io.Reader) bool { return w.r == r }

// windowOn is a window that holds all of a text.
func windowOn(text []byte, offset int64) window {
	return window{buf: text[:len(text):len(text)], base: offset, err: io.EOF}
}
