package split

import (
	"bytes"
	"io"

	"github.com/go-json-experiment/json/jsontext"
)

// lines splits NDJSON.
type lines struct {
	w      window
	limits Limits
	line   int // lines before the next one
	record int
	cut    bool
	el     Element // that was given last
}

// Lines splits text into its lines, one record each; blank lines are none. A
// line longer than the limit is passed over in bounded memory.
func Lines(r io.Reader, l Limits) Splitter {
	return &lines{w: newWindow(r), limits: l.withDefaults()}
}

func (s *lines) Next() (*Element, error) {
	for el := &s.el; ; {
		var err error
		if *el, err = s.next(); err != nil {
			return nil, err
		}
		if el.trim(); len(el.Data) == 0 && el.Problem == "" {
			continue
		}
		s.record++
		el.Line, el.Record = s.line, s.record
		return el, nil
	}
}

// Reads reports whether r is what is split.
func (s *lines) Reads(r io.Reader) bool { return s.w.reads(r) }

// Spot is that of the last record.
func (s *lines) Spot() Spot { return s.el.spot() }

// Resume splits lines with the same limits.
func (s *lines) Resume() Resume {
	limits := s.limits
	return func(text []byte, at Spot) Splitter {
		return &lines{w: windowOn(text, at.Offset), limits: limits, line: at.Line - 1, record: at.Record - 1}
	}
}

// trim takes outer space off.
func (el *Element) trim() {
	left := bytes.TrimLeft(el.Data, " \t\r\n")
	el.Offset += int64(len(el.Data) - len(left))
	el.Data = bytes.TrimRight(left, " \t\r\n")
}

// next gives a line as it is.
func (s *lines) next() (Element, error) {
	start, from := s.w.keep, s.w.keep
	for {
		if n := bytes.IndexByte(s.w.buf[from:], '\n'); n >= 0 {
			s.line++
			s.w.keep = from + n + 1
			el := Element{Data: s.w.buf[start : from+n], Offset: s.w.offset(start)}
			if len(el.Data) > s.limits.Bytes {
				el.Data, el.Problem = nil, s.limits.tooLong()
			}
			return el, nil
		}
		from = len(s.w.buf)
		if from-start > s.limits.Bytes {
			return s.tooLong(start)
		}
		moved, ok := s.w.more()
		start, from = start-moved, from-moved
		if !ok {
			return s.last(start)
		}
	}
}

// last is the line at the end of the text, which has no newline. When it is
// no JSON the text was cut.
func (s *lines) last(start int) (Element, error) {
	data := s.w.buf[start:]
	if len(bytes.TrimSpace(data)) == 0 {
		if s.w.err == io.EOF && s.cut {
			return Element{}, ErrCut
		}
		return Element{}, s.w.err
	}
	el := Element{Data: data, Offset: s.w.offset(start)}
	if s.w.err != io.EOF || !jsontext.Value(data).IsValid(lax...) {
		el = Element{Offset: el.Offset, Problem: notClosed}
		s.cut = true
	}
	s.line++
	s.w.keep = len(s.w.buf)
	return el, nil
}

// lax accepts what can be repaired.
var lax = []jsontext.Options{jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)}

// tooLong forgets a line until its end.
func (s *lines) tooLong(start int) (Element, error) {
	el := Element{Offset: s.w.offset(start), Problem: s.limits.tooLong()}
	for {
		s.w.keep = len(s.w.buf)
		if _, ok := s.w.more(); !ok {
			break
		}
		if n := bytes.IndexByte(s.w.buf, '\n'); n >= 0 {
			s.w.keep = n + 1
			break
		}
	}
	s.line++
	return el, nil
}
