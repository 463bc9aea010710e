package split

import "bytes"

// A file whose lines end with newlines may have a few that end with a carriage
// return alone, and the other way round, as where files were put together. To
// the next end of its own kind that is one line with too many cells.

// other is how lines end that end otherwise.
func (s *rows) other() byte {
	if s.shape.Newline == '\n' {
		return '\r'
	}
	return '\n'
}

// look finds out whether new text has another end of a line than those of the
// file. To say so where there is none does no harm.
func (s *rows) look(from int) {
	if s.shape.Newline != '\n' {
		if bytes.IndexByte(s.w.buf[from:], '\n') >= 0 {
			s.bare = s.w.offset(len(s.w.buf))
		}
		return
	}
	for text := s.w.buf[from:]; ; {
		i := bytes.IndexByte(text, '\r')
		if i < 0 {
			return
		}
		if i+1 >= len(text) || text[i+1] != '\n' {
			s.bare = s.w.offset(len(s.w.buf))
			return
		}
		text = text[i+2:]
	}
}

// isPieces finds out whether a line is no row, but all between its other ends
// are; they are given from then on. Where carriage returns end lines, a newline
// is no text.
func (s *rows) isPieces(start, end int) bool {
	line := s.trim(s.w.buf[start:end])
	switch {
	case s.line < s.shape.Skip || s.shape.Cells == 0 || len(line) > s.limits.Bytes:
		return false
	case bytes.IndexByte(line, s.other()) < 0 || s.shape.Newline == '\n' && s.shape.Cells > 1 && s.isRow(line):
		return false
	}
	for piece := range bytes.SplitSeq(line, []byte{s.other()}) {
		if !s.blank(piece) && !s.isRow(piece) {
			return false
		}
	}
	s.pieces = s.w.offset(end)
	s.line++
	return true
}

// givePiece gives the row up to the next other end in a line of pieces.
func (s *rows) givePiece() {
	start, end := s.w.keep, int(s.pieces-s.w.base)
	if i := bytes.IndexByte(s.w.buf[start:end], s.other()); i >= 0 {
		end = start + i
	} else {
		s.pieces = 0 // the last one
	}
	s.el = Element{Data: s.w.buf[start:end], Offset: s.w.offset(start), Line: s.line}
	s.w.keep = min(end+1, len(s.w.buf))
}

// isRow: the text is one whole row.
func (s *rows) isRow(text []byte) bool {
	var q quotes
	return q.advance(text, s.shape.Comma) == closed && q.commas+1 == s.shape.Cells
}
