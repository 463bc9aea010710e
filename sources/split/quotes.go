package split

import "bytes"

// quotes follows the quotes of a row over its lines.
type quotes struct {
	i      int // where to go on in the row
	inside bool
	commas int
}

// closing says how the quotes stand at the end of a line.
type closing uint8

const (
	closed closing = iota
	open           // the row goes on in the next line
	wrong          // a quote stands where none may
)

// closesHere reports whether all quotes of a line close in it, as far as that
// is seen by looking at quotes only: nearly always.
func closesHere(line []byte, comma byte) bool {
	for i := 0; ; {
		n := bytes.IndexByte(line[i:], '"')
		if n < 0 {
			return true
		}
		i += n
		begins := i == 0 || line[i-1] == comma
		i++
		if !begins { // text of a cell without quotes
			continue
		}
		for {
			if n = bytes.IndexByte(line[i:], '"'); n < 0 {
				return false
			}
			if i += n + 1; i == len(line) || line[i] == comma {
				break
			}
			if line[i] != '"' {
				return false
			}
			i++ // a doubled one
		}
	}
}

// advance goes on to the end of data, which is the row so far.
func (q *quotes) advance(data []byte, comma byte) closing {
	for {
		if q.inside {
			n := bytes.IndexByte(data[q.i:], '"')
			if n < 0 {
				q.i = len(data)
				return open
			}
			q.i += n + 1
			if q.i < len(data) && data[q.i] == '"' { // a doubled one
				q.i++
				continue
			}
			q.inside = false
			if q.i < len(data) && data[q.i] != comma {
				return wrong
			}
		} else if q.i < len(data) && data[q.i] == '"' {
			q.inside = true
			q.i++
			continue
		}
		n := bytes.IndexByte(data[min(q.i, len(data)):], comma)
		if n < 0 {
			return closed
		}
		q.i += n + 1
		q.commas++
	}
}
