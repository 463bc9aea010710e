package split

import "bytes"

// swallows reports whether a row over several lines looks as if it had others
// in it: in a cell whose own quotes are not doubled, as in "5"", the last two
// seem to be a doubled one, and the cell to go on to the next such. A line
// behind two quotes at the end of a cell is a row then, and no text: prose has
// spaces behind its commas.
func (s *rows) swallows(data []byte) bool {
	if s.shape.Cells < 2 {
		return false
	}
	before := false
	for line := range bytes.SplitSeq(data, []byte{s.shape.Newline}) {
		line = s.trim(line)
		if before && !bytes.Contains(line, []byte{s.shape.Comma, ' '}) && separated(line, s.shape.Comma, s.shape.Cells) != nil {
			return true
		}
		before = bytes.HasSuffix(line, []byte(`""`)) || bytes.Contains(line, []byte{'"', '"', s.shape.Comma})
	}
	return false
}
