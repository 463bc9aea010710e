package split

import "example.com/usher/sources/record"

// verdict is how the scan of one value ended.
type verdict uint8

const (
	whole   verdict = iota
	page            // an object around records; end is at the list's bracket
	damaged         // end is where it was noticed
	cut             // the text ended before the value did
)

// scanned is one value; the indices are into the window.
type scanned struct {
	verdict    verdict
	start, end int
	offset     int64
	long       bool           // the beginning is no longer in the window
	key        int            // page: where the key of the list begins, from start
	inner      frame          // page: what the list is
	problem    record.Problem // whole: why it cannot be decoded
}

// scanner scans one value.
type scanner struct {
	s    *jsonText
	i    int // next byte
	out  scanned
	nest nesting
	hold int   // where the key that is being read begins, -1 elsewhere
	list frame // what the last key names
	pend bool  // the last key names a list of records
}

// scan reads the value at the beginning of the window. With find it stops
// where the value turns out to be an object around records.
func (s *jsonText) scan(find bool) scanned {
	x := scanner{s: s, i: s.w.keep, hold: -1}
	x.out.start, x.out.offset = s.w.keep, s.w.offset(s.w.keep)
	x.nest.last = afterComma // as in an array
	x.run(find && len(s.containers.Arrays)+len(s.containers.Maps) > 0)
	x.out.end = x.i
	if x.out.verdict == whole {
		switch {
		case x.out.long || x.out.end-x.out.start > s.limits.Bytes:
			x.out.problem = s.limits.tooLong()
		case x.nest.deepest > s.limits.Depth:
			x.out.problem = tooDeep
		}
	}
	return x.out
}

func (x *scanner) run(find bool) {
	for {
		if x.i == len(x.s.w.buf) && !x.more() {
			x.out.verdict = cut
			if x.nest.depth == 0 && x.nest.last == afterValue {
				x.out.verdict = whole // a literal at the very end
			}
			return
		}
		c := x.s.w.buf[x.i]
		ok := true
		switch classes[c] {
		case space:
			if x.nest.depth == 0 && x.nest.last == afterValue {
				return
			}
			x.i = behindSpaces(x.s.w.buf, x.i+1)
			continue
		case quote:
			if ok = x.text(find); !ok && x.out.verdict == cut {
				return
			}
		case literal:
			ok = x.literal()
		case opener:
			if x.pend && x.listHere(c) {
				return
			}
			ok = !(x.nest.depth == 1 && x.s.nextInMap(x.i)) && x.nest.open(c)
			x.i++
		case closer:
			if x.nest.depth == 0 {
				ok = x.nest.last == afterValue
				break
			}
			ok = x.nest.close(c)
			x.i++
		case comma:
			ok = x.nest.comma()
			x.i++
		case colon:
			ok = x.nest.colon()
			x.i++
		case control:
			ok = false
		}
		if !ok {
			x.out.verdict = damaged
			return
		}
		if x.nest.depth == 0 && x.nest.last == afterValue {
			return
		}
	}
}

// more reads on. The value is kept in the window until it is too long, then
// only the key that may name a list of records.
func (x *scanner) more() bool {
	w := &x.s.w
	if x.i-x.out.start > x.s.limits.Bytes {
		x.out.long = true
	}
	if x.hold >= 0 && x.i-x.hold > x.s.limits.Bytes {
		x.hold = -1
	}
	if x.out.long {
		w.keep = x.i
		if x.hold >= 0 {
			w.keep = x.hold
		}
	}
	moved, ok := w.more()
	x.i -= moved
	x.out.start -= moved
	if x.hold >= 0 {
		x.hold -= moved
	}
	return ok
}

// text passes over a string.
func (x *scanner) text(find bool) bool {
	key := x.nest.atKey()
	if key {
		x.nest.last = afterKey
	} else if !x.nest.value() {
		return false
	}
	x.pend = false
	if !find || !key || x.nest.depth != 1 {
		return x.closeQuote()
	}
	x.hold = x.i
	closed := x.closeQuote()
	if closed && x.hold >= 0 {
		x.out.key = x.hold - x.out.start
		x.nameList(x.s.w.buf[x.hold+1 : x.i-1])
	}
	x.hold = -1
	return closed
}

// closeQuote goes behind the quote that ends the string. A newline inside is
// a quote that is missing: JSON has none in strings.
func (x *scanner) closeQuote() bool {
	x.i++
	for {
		buf := x.s.w.buf
		for x.i += plain(buf[x.i:]); x.i < len(buf); x.i += plain(buf[x.i:]) {
			switch buf[x.i] {
			case '"':
				x.i++
				return true
			case '\\':
				x.i++
				if x.i == len(buf) {
					if !x.more() {
						x.out.verdict = cut
						return false
					}
					buf = x.s.w.buf
				}
			case '\n':
				return false
			}
			x.i++
		}
		if !x.more() {
			x.out.verdict = cut
			return false
		}
	}
}

// nameList remembers whether the member just named may be a list of records.
func (x *scanner) nameList(name []byte) {
	if f, ok := x.s.container(name, '['); ok {
		x.list, x.pend = f, true
	} else if f, ok := x.s.container(name, '{'); ok {
		x.list, x.pend = f, true
	}
}

// listHere: the member named before is a list of records and begins with c.
func (x *scanner) listHere(c byte) bool {
	x.pend = false
	name := x.list
	if x.nest.last != afterColon || (c == '[') != (name == inArray) {
		return false
	}
	x.out.verdict, x.out.inner = page, name
	return true
}

// literal passes over a number or a word. Whether it is one of JSON's the
// decoder says; other signs show that something is missing here.
func (x *scanner) literal() bool {
	ok := wordlike(x.s.w.buf[x.i]) && x.nest.value()
	for {
		for x.i < len(x.s.w.buf) {
			if classes[x.s.w.buf[x.i]] != literal {
				return ok
			}
			x.i++
		}
		if !x.more() {
			return ok
		}
	}
}

func wordlike(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '-' || c == '+' || c == '.'
}
