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
	given  Spot // of the last record
}

// Rows splits delimited text with RFC 4180 quotes into its rows; blank lines
// and those of empty cells are none. Where the quotes of a row don't close, or close only many lines
// below so that the row no longer fits the shape, the first line alone is
// given up.
func Rows(r io.Reader, shape Shape, l Limits) Splitter {
	return &rows{w: newWindow(r), shape: shape, limits: l.withDefaults()}
}

// RowsOf is Rows for a text that is in memory.
func RowsOf(text []byte, shape Shape, l Limits) Splitter {
	return &rows{w: windowOn(text, 0), shape: shape, limits: l.withDefaults()}
}

func (s *rows) Next() (Element, error) {
	for {
		el, err := s.next()
		if err != nil {
			return Element{}, err
		}
		if s.line <= s.shape.Skip || el.Problem == "" && s.blank(el.Data) {
			continue
		}
		s.record++
		el.Record = s.record
		s.given = Spot{Offset: el.Offset, Line: el.Line, Record: el.Record}
		return el, nil
	}
}

// Reads reports whether r is what is split.
func (s *rows) Reads(r io.Reader) bool { return s.w.reads(r) }

// Spot is that of the last row.
func (s *rows) Spot() Spot { return s.given }

// Resume splits rows of the same shape.
func (s *rows) Resume() Resume {
	shape, limits := s.shape, s.limits
	return func(text []byte, at Spot) Splitter {
		return &rows{w: windowOn(text, at.Offset), shape: shape, limits: limits, line: at.Line - 1, record: at.Record - 1}
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

// next gives a row, and the lines to be skipped as they are.
func (s *rows) next() (Element, error) {
	start := s.w.keep
	from, firstEnd := start, -1
	var q quotes
	for {
		n := bytes.IndexByte(s.w.buf[from:], s.shape.Newline)
		if n < 0 {
			from = len(s.w.buf)
			if from-start > s.limits.Bytes {
				return s.giveUp(start, firstEnd-start, s.limits.tooLong())
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
			continue
		}
		end := from + n
		if firstEnd < 0 {
			firstEnd = end
		}
		data := s.trim(s.w.buf[start:end])
		if from == start && closesHere(data, s.shape.Comma) { // most rows
			return s.giveLine(start, end, data), nil
		}
		switch q.advance(data, s.shape.Comma) {
		case closed:
			if s.misfit(q, end > firstEnd) {
				return s.giveUp(start, firstEnd-start, QuotesWrong)
			}
			return s.give(start, end, data), nil
		case wrong:
			return s.giveUp(start, firstEnd-start, QuotesWrong)
		}
		if s.line < s.shape.Skip { // before the rows no quote opens anything
			return s.give(start, end, data), nil
		}
		from = end + 1
	}
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

func (s *rows) give(start, end int, data []byte) Element {
	more := bytes.Count(data, []byte{s.shape.Newline})
	el := s.giveLine(start, end, data)
	s.line += more
	return el
}

// giveLine is give for a row of one line.
func (s *rows) giveLine(start, end int, data []byte) Element {
	el := Element{Data: data, Offset: s.w.offset(start), Line: s.line + 1}
	if len(data) > s.limits.Bytes {
		el.Data, el.Problem = nil, s.limits.tooLong()
	}
	s.line++
	s.w.keep = min(end+1, len(s.w.buf))
	return el
}

// giveUp passes over the first line only; length is that of the line, less
// than 0 where its end is not in the window.
func (s *rows) giveUp(start, length int, why record.Problem) (Element, error) {
	el := Element{Offset: s.w.offset(start), Line: s.line + 1, Problem: why}
	s.line++
	if length >= 0 {
		s.w.keep = min(start+length+1, len(s.w.buf))
		return el, nil
	}
	for {
		s.w.keep = len(s.w.buf)
		if _, ok := s.w.more(); !ok {
			return el, nil
		}
		if n := bytes.IndexByte(s.w.buf, s.shape.Newline); n >= 0 {
			s.w.keep = n + 1
			return el, nil
		}
	}
}

// last takes the row at the end of the text.
func (s *rows) last(start, firstEnd int, q quotes) (Element, error) {
	data := s.trim(s.w.buf[start:])
	if len(data) == 0 {
		if s.w.err == io.EOF && s.cut {
			return Element{}, ErrCut
		}
		return Element{}, s.w.err
	}
	switch v := q.advance(data, s.shape.Comma); {
	case s.w.err != io.EOF || v == open && firstEnd < 0:
		s.cut = true
		return s.giveUp(start, len(data), notClosed)
	case v == closed && !s.misfit(q, firstEnd >= 0):
		s.cut = s.shape.Cells > 0 && q.commas+1 < s.shape.Cells
		return s.give(start, len(s.w.buf), data), nil
	}
	length := len(data)
	if firstEnd >= 0 {
		length = firstEnd - start
	}
	return s.giveUp(start, length, QuotesWrong)
}
