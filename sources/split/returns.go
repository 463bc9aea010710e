package split

import "bytes"

// A file whose lines end with newlines may have a few that end with a carriage
// return alone, as where files were put together. To the newline after it that
// is one line with too many cells.

// look finds out whether new text has a carriage return that belongs to no
// newline. To say so where there is none does no harm.
func (s *rows) look(from int) {
	if s.shape.Newline != '\n' {
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

// isPieces finds out whether a line is no row, but all between its carriage
// returns are; they are given from then on.
func (s *rows) isPieces(start, end int) bool {
	line := s.trim(s.w.buf[start:end])
	switch {
	case s.line < s.shape.Skip || s.shape.Cells == 0 || len(line) > s.limits.Bytes:
		return false
	case bytes.IndexByte(line, '\r') < 0 || s.shape.Cells > 1 && s.isRow(line):
		return false
	}
	for piece := range bytes.SplitSeq(line, []byte{'\r'}) {
		if !s.blank(piece) && !s.isRow(piece) {
			return false
		}
	}
	s.pieces = s.w.offset(end)
	s.line++
	return true
}

// givePiece gives the row up to the next carriage return in a line of pieces.
func (s *rows) givePiece() {
	start, end := s.w.keep, int(s.pieces-s.w.base)
	if i := bytes.IndexByte(s.w.buf[start:end], '\r'); i >= 0 {
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
