package firebase

import (
	"bytes"
	"io"

	"example.com/usher/sources/record"
	"example.com/usher/sources/split"
)

// rows splits the CSV into users. A row begins at an anchor and ends at a line
// end, but names hold newlines, in quotes and without: a line that begins no
// user belongs to the row before as long as that one is not complete.
type rows struct {
	g     *generation
	r     io.Reader
	buf   []byte // holds a row of the longest and what is looked at behind it
	at    int    // where the next row begins in buf
	err   error
	base  int64 // offset of buf[0] in the text
	lines int   // before buf[at]
	count int
	cut   bool
	el    split.Element // that was given last
}

// Bounds of one row; real ones have some hundred bytes.
const (
	maxRow      = 64 << 10 // bytes
	rowsBuffer  = 256 << 10
	maxRowLines = 100
)

const (
	rowTooLong   = record.Problem("a row longer than 64 KiB")
	rowNotClosed = record.Problem("the file ends in the middle of it")
	strayLines   = record.Problem("lines that begin no user")
)

func splitRows(r io.Reader, g *generation) split.Splitter {
	return &rows{g: g, r: r, buf: make([]byte, 0, rowsBuffer)}
}

// Next gives the next row without its line end.
func (s *rows) Next() (*split.Element, error) {
	s.skipBlank()
	if !s.has(1) {
		if s.err == io.EOF && s.cut {
			return nil, split.ErrCut
		}
		return nil, s.err
	}
	s.count++
	el := &s.el
	*el = split.Element{Offset: s.base + int64(s.at), Line: s.lines + 1, Record: s.count}
	if !s.begins(0) {
		s.skip(0)
		el.Problem = strayLines
		return el, nil
	}
	n, problem := s.measure()
	if problem == rowTooLong {
		s.skip(n)
	} else {
		el.Data = trimLine(s.take(n))
	}
	if el.Problem = problem; problem != "" {
		el.Data = nil
	}
	return el, nil
}

// skipBlank passes over line ends.
func (s *rows) skipBlank() {
	for s.has(1) && (s.buf[s.at] == '\n' || s.buf[s.at] == '\r') {
		s.take(1)
	}
}

// take goes n bytes on and gives them; they are valid until more is read.
func (s *rows) take(n int) []byte {
	b := s.buf[s.at : s.at+n]
	s.lines += bytes.Count(b, []byte("\n"))
	s.at += n
	return b
}

// has reads on until n bytes are there behind at; false at the end of the
// text.
func (s *rows) has(n int) bool {
	for len(s.buf)-s.at < n && s.err == nil {
		if len(s.buf) == cap(s.buf) {
			s.base += int64(s.at)
			s.buf = s.buf[:copy(s.buf, s.buf[s.at:])]
			s.at = 0
		}
		m, err := s.r.Read(s.buf[len(s.buf):cap(s.buf)])
		s.buf, s.err = s.buf[:len(s.buf)+m], err
	}
	return len(s.buf)-s.at >= n
}

// begins reports whether a user begins n bytes further on.
func (s *rows) begins(n int) bool {
	s.has(n + maxHead)
	return isAnchor(s.buf[s.at+n:])
}

// ended reports whether nothing but line ends comes n bytes further on.
func (s *rows) ended(n int) bool {
	return !s.has(n+maxHead) && len(bytes.TrimSpace(s.buf[s.at+n:])) == 0
}

// lineEnd gives the end of the line that begins n bytes further on, or less
// than 0 where that is beyond what a row may have.
func (s *rows) lineEnd(n int) int {
	for looked := n; ; {
		if i := bytes.IndexByte(s.buf[s.at+looked:], '\n'); i >= 0 {
			return bounded(looked + i + 1)
		}
		looked = len(s.buf) - s.at
		if looked > maxRow {
			return -1
		}
		if !s.has(looked + 1) {
			return bounded(looked)
		}
	}
}

func bounded(n int) int {
	if n > maxRow {
		return -1
	}
	return n
}

// measure gives the length of the row at hand, or how much of it was looked
// at before it was too long.
func (s *rows) measure() (int, record.Problem) {
	if n := s.byQuotes(); n > 0 {
		return n, ""
	}
	from := 0 // of the last line
	for range maxRowLines {
		n := s.lineEnd(from)
		if n < 0 {
			return from, rowTooLong
		}
		switch {
		case s.begins(n), s.g.endsHere(trimLine(s.buf[s.at+from : s.at+n])):
			return n, ""
		case s.ended(n):
			s.cut = true
			return n, rowNotClosed
		}
		from = n
	}
	return from, rowTooLong
}

// byQuotes measures a row that has quotes and is valid CSV, whatever stands in
// them: somebody may have a line in their name that looks like a user. 0 means
// that the row is not so.
func (s *rows) byQuotes() int {
	n := s.lineEnd(0)
	if n < 0 || bytes.IndexByte(s.buf[s.at:s.at+n], '"') < 0 {
		return 0
	}
	quotes := bytes.Count(s.buf[s.at:s.at+n], []byte{'"'})
	for quotes%2 == 1 { // the line end is within quotes
		end := s.lineEnd(n)
		if end <= n {
			return 0
		}
		quotes += bytes.Count(s.buf[s.at+n:s.at+end], []byte{'"'})
		n = end
	}
	var room [maxCells][]byte
	if _, ok := s.g.cut(room[:0], trimLine(s.buf[s.at:s.at+n])); !ok {
		return 0
	}
	return n
}

// skip passes over the rest of the line n bytes further on, and over the lines
// behind it that begin no user, however long they are.
func (s *rows) skip(n int) {
	s.take(n)
	for s.has(1) {
		if i := bytes.IndexByte(s.buf[s.at:], '\n'); i < 0 {
			s.take(len(s.buf) - s.at)
			continue
		} else {
			s.take(i + 1)
		}
		if s.begins(0) {
			return
		}
	}
}
