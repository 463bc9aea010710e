package split

import (
	"bytes"
	"io"

	"example.com/usher/sources/record"
)

// Shape is what splitting a table has to know of it.
type Shape struct {
	Comma   byte
	Newline byte
	Cells   int // in each row, 0 when it is not known
	Skip    int // lines before the first row
}

// QuotesWrong is a row in which a quote is missing or too many.
const QuotesWrong record.Problem = "a quote is missing or too many"

// rows splits delimited text.
type rows struct {
	w      window
	shape  Shape
	limits Limits
	line   int // lines before the next row
	record int
	cut    bool
	el     Element // that was given last
	clean  int64   // offset up to which no quote stands, from the row at hand on
	bare   int64   // offset up to which a carriage return may end a row
	pieces int64   // offset of the end of the line that is being given in pieces, 0 = none
}

// Rows splits delimited text with RFC 4180 quotes into its rows; blank lines
// and those of empty cells are none. Where the quotes of a row don't close, or
// close only many lines below so that the row no longer fits the shape or has
// other rows in it, the first line alone is given up, unless Undoubled reads
// it. Another end of a line than the shape's ends a row where that makes rows
// of a line that is none.
func Rows(r io.Reader, shape Shape, l Limits) Splitter {
	return &rows{w: newWindow(r), shape: shape, limits: l.withDefaults()}
}

// RowsOf is Rows for a text that is in memory.
func RowsOf(text []byte, shape Shape, l Limits) Splitter {
	s := &rows{w: windowOn(text, 0), shape: shape, limits: l.withDefaults()}
	s.look(0)
	return s
}

func (s *rows) Next() (*Element, error) {
	for el := &s.el; ; {
		if err := s.next(); err != nil {
			return nil, err
		}
		if s.line <= s.shape.Skip || el.Problem == "" && s.blank(el.Data) {
			continue
		}
		s.record++
		el.Record = s.record
		return el, nil
	}
}

// Reads reports whether r is what is split.
func (s *rows) Reads(r io.Reader) bool { return s.w.reads(r) }

// Spot is that of the last row.
func (s *rows) Spot() Spot { return s.el.spot() }

// Resume splits rows of the same shape.
func (s *rows) Resume() Resume {
	shape, limits := s.shape, s.limits
	return func(text []byte, at Spot) Splitter {
		s := &rows{w: windowOn(text, at.Offset), shape: shape, limits: limits, line: at.Line - 1, record: at.Record - 1}
		s.look(0)
		return s
	}
}

// blank: nothing but separators, as spreadsheets leave behind the last row.
func (s *rows) blank(data []byte) bool {
	for _, c := range data {
		if c != s.shape.Comma && c != ' ' && c != '\t' && c != '\r' && c != '\n' {
			return false
		}
	}
	return true
}

// next finds a row, and the lines to be skipped as they are.
func (s *rows) next() error {
	start := s.w.keep
	if s.pieces > 0 {
		s.givePiece()
		return nil
	}
	from, firstEnd := start, -1
	var q quotes
	for {
		n := bytes.IndexByte(s.w.buf[from:], s.shape.Newline)
		if n < 0 {
			from = len(s.w.buf)
			if from-start > s.limits.Bytes {
				s.giveUp(start, firstEnd-start, s.limits.tooLong())
				return nil
			}
			moved, ok := s.w.more()
			start, from = start-moved, from-moved
			if firstEnd >= 0 {
				firstEnd -= moved
			}
			if !ok {
				return s.last(start, firstEnd, q)
			}
			from = max(from, start)
			s.look(from)
			continue
		}
		end := from + n
		if firstEnd < 0 {
			firstEnd = end
			if s.w.offset(start) < s.bare && s.isPieces(start, end) {
				s.givePiece()
				return nil
			}
		}
		data := s.trim(s.w.buf[start:end])
		if from == start && (s.noQuote(start, end) || closesHere(data, s.shape.Comma)) { // most rows
			s.giveLine(start, end, data)
			return nil
		}
		switch q.advance(data, s.shape.Comma) {
		case closed:
			if several := end > firstEnd; s.misfit(q, several) || several && s.swallows(data) {
				s.giveUp(start, firstEnd-start, QuotesWrong)
			} else {
				s.give(start, end, data)
			}
			return nil
		case wrong:
			if end == firstEnd && s.undoubled(data) {
				s.giveLine(start, end, data)
			} else {
				s.giveUp(start, firstEnd-start, QuotesWrong)
			}
			return nil
		}
		if s.line < s.shape.Skip { // before the rows no quote opens anything
			s.give(start, end, data)
			return nil
		}
		from = end + 1
	}
}

// undoubled: the quotes of a line are wrong, but it is a row all the same.
func (s *rows) undoubled(data []byte) bool {
	return s.line >= s.shape.Skip && Undoubled(data, s.shape.Comma, s.shape.Cells) != nil
}

// misfit: the quotes closed, but the row that they make is none.
func (s *rows) misfit(q quotes, several bool) bool {
	return several && s.shape.Cells > 0 && q.commas+1 != s.shape.Cells
}

// trim takes the carriage return of a Windows line end off.
func (s *rows) trim(data []byte) []byte {
	if s.shape.Newline == '\n' {
		return bytes.TrimSuffix(data, []byte("\r"))
	}
	return data
}

// noQuote: there is none from start, where a row begins, to end. The window is
// looked through once, and not for each row.
func (s *rows) noQuote(start, end int) bool {
	if s.clean < s.w.offset(end) {
		from := max(start, int(s.clean-s.w.base))
		if n := bytes.IndexByte(s.w.buf[from:], '"'); n >= 0 {
			s.clean = s.w.offset(from + n)
		} else {
			s.clean = s.w.offset(len(s.w.buf))
		}
	}
	return s.clean >= s.w.offset(end)
}

func (s *rows) give(start, end int, data []byte) {
	s.giveLine(start, end, data)
	s.line += bytes.Count(data, []byte{s.shape.Newline})
}

// giveLine is give for a row of one line.
func (s *rows) giveLine(start, end int, data []byte) {
	s.el.Data, s.el.Offset, s.el.Line, s.el.Problem = data, s.w.offset(start), s.line+1, ""
	if len(data) > s.limits.Bytes {
		s.el.Data, s.el.Problem = nil, s.limits.tooLong()
	}
	s.line++
	s.w.keep = min(end+1, len(s.w.buf))
}

// giveUp passes over the first line only; length is that of the line, less
// than 0 where its end is not in the window.
func (s *rows) giveUp(start, length int, why record.Problem) {
	s.el = Element{Offset: s.w.offset(start), Line: s.line + 1, Problem: why}
	s.line++
	if length >= 0 {
		s.w.keep = min(start+length+1, len(s.w.buf))
		return
	}
	for {
		s.w.keep = len(s.w.buf)
		if _, ok := s.w.more(); !ok {
			return
		}
		if n := bytes.IndexByte(s.w.buf, s.shape.Newline); n >= 0 {
			s.w.keep = n + 1
			return
		}
	}
}

// last takes the row at the end of the text.
func (s *rows) last(start, firstEnd int, q quotes) error {
	data := s.trim(s.w.buf[start:])
	if len(data) == 0 {
		if s.w.err == io.EOF && s.cut {
			return ErrCut
		}
		return s.w.err
	}
	whole := s.w.err == io.EOF && firstEnd < 0
	if whole && s.w.offset(start) < s.bare && s.isPieces(start, len(s.w.buf)) {
		s.givePiece()
		return nil
	}
	switch v := q.advance(data, s.shape.Comma); {
	case s.w.err != io.EOF || v == open && firstEnd < 0:
		s.cut = true
		s.giveUp(start, len(data), notClosed)
		return nil
	case v == closed && !s.misfit(q, firstEnd >= 0) && (firstEnd < 0 || !s.swallows(data)):
		s.cut = s.shape.Cells > 0 && q.commas+1 < s.shape.Cells
		s.give(start, len(s.w.buf), data)
		return nil
	case v == wrong && whole && s.undoubled(data):
		s.giveLine(start, len(s.w.buf), data)
		return nil
	}
	length := len(data)
	if firstEnd >= 0 {
		length = firstEnd - start
	}
	s.giveUp(start, length, QuotesWrong)
	return nil
}
