package split

import (
	"bytes"
	"slices"
)

// starts is what the beginnings of good records look like: the space before
// them and their first two keys. After damage the splitter goes on at the next
// such place, so that objects inside of the damaged record are not taken for
// records.
type starts struct {
	arrays  []string // names of the lists that records stand in
	records int
	leads   [][]byte
	keys    [][]byte
	pairs   [][]byte // first and second key, one after the other
}

const (
	maxStarts = 12
	lookBack  = 256 // bytes before a brace that a start may depend on
	lookAhead = 256 // bytes after it
)

// learn remembers how a good record begins.
func (k *starts) learn(lead, data []byte) {
	if data[0] != '{' { // a stray value is no record
		return
	}
	k.records++
	first, second := firstKeys(data)
	k.keys = remember(k.keys, first)
	k.pairs = remember(k.pairs, pair(first, second))
	k.leads = remember(k.leads, lead)
}

// remember adds what is new, as long as there is room; nil is nothing.
func remember(list [][]byte, b []byte) [][]byte {
	if b == nil || len(list) == maxStarts || containsBytes(list, b) {
		return list
	}
	return append(list, slices.Clone(b))
}

func containsBytes(list [][]byte, b []byte) bool {
	return slices.ContainsFunc(list, func(x []byte) bool { return bytes.Equal(x, b) })
}

// wellKnown: the pairs of keys that were seen are all there will be. They
// count where no indentation tells records from the objects inside of them.
func (k *starts) wellKnown() bool {
	return k.records >= 10 && len(k.pairs) < maxStarts
}

// firstKeys gives "user_id" and "email" of {"user_id":"1","email":..., with
// their quotes; nil for one that cannot be seen nearby.
func firstKeys(data []byte) (first, second []byte) {
	if len(data) == 0 || data[0] != '{' {
		return nil, nil
	}
	rest := data[1:min(len(data), lookAhead)]
	first, rest = quotedNext(rest)
	if first == nil {
		return nil, nil
	}
	rest = bytes.TrimLeft(rest, ": \t\r\n")
	if value, after := quotedNext(rest); value != nil {
		rest = after
	}
	if i := bytes.IndexAny(rest, ",{["); i < 0 || rest[i] != ',' {
		return first, nil
	} else {
		second, _ = quotedNext(rest[i+1:])
	}
	return first, second
}

// quotedNext gives the string that comes next and what is behind it.
func quotedNext(b []byte) (text, rest []byte) {
	b = bytes.TrimLeft(b, " \t\r\n")
	if len(b) == 0 || b[0] != '"' {
		return nil, b
	}
	for i := 1; i < len(b); i++ {
		switch b[i] {
		case '\\':
			i++
		case '"':
			return b[:i+1], b[i+1:]
		}
	}
	return nil, nil
}

func pair(first, second []byte) []byte {
	if second == nil {
		return nil
	}
	return slices.Concat(first, second)
}

// lead gives the space right before the next record, in a map that before its
// key.
func (s *jsonText) lead() []byte { return leadOf(s.before(s.w.keep)) }

// before is the text before a record that begins at i, its key in a map left
// out; nil where there would have to be one.
func (s *jsonText) before(i int) []byte {
	text := s.w.buf[max(0, i-lookBack):i]
	if s.frame() == inMap {
		return beforeKey(text)
	}
	return text
}

// beforeKey is the text before the "key": at the end of it.
func beforeKey(text []byte) []byte {
	text, ok := bytes.CutSuffix(bytes.TrimRight(text, " \t\r\n"), []byte(":"))
	if !ok {
		return nil
	}
	text, ok = bytes.CutSuffix(bytes.TrimRight(text, " \t\r\n"), []byte(`"`))
	if !ok {
		return nil
	}
	for i := len(text) - 1; i > 0; i-- {
		if text[i] == '"' && text[i-1] != '\\' {
			return text[:i]
		}
	}
	return nil
}

func leadOf(before []byte) []byte {
	i := len(before)
	for i > 0 && i > len(before)-lookBack && classes[before[i-1]] == space {
		i--
	}
	if n := bytes.LastIndexByte(before[i:], '\n'); n >= 0 {
		i += n // a lost bracket leaves a line of its own
	}
	return before[i:]
}

// fit says whether a record may begin at the brace between before and after.
func (k *starts) fit(before, after []byte) bool {
	lead := leadOf(before)
	trimmed := before[:len(before)-len(lead)]
	if len(trimmed) == 0 || !bytes.ContainsRune([]byte(",}"), rune(trimmed[len(trimmed)-1])) && !bytes.ContainsRune(lead, '\n') && !nextList(trimmed) && !k.nextPage(trimmed) {
		return false
	}
	first, second := firstKeys(after)
	if first == nil {
		return false
	}
	if k.records > 0 {
		return containsBytes(k.keys, first) && (k.records == 1 && !k.deeper(lead) || containsBytes(k.leads, lead)) &&
			(!k.wellKnown() || bytes.ContainsRune(lead, '\n') || second == nil || containsBytes(k.pairs, pair(first, second)))
	}
	closed := bytes.TrimRight(trimmed, ", \t\r\n")
	return len(closed) > 0 && closed[len(closed)-1] == '}'
}

// nextList: one list has ended and another begins, as in pages of a listing
// that stand one after the other.
func nextList(text []byte) bool {
	rest, begins := bytes.CutSuffix(text, []byte("["))
	return begins && bytes.HasSuffix(bytes.TrimRight(rest, " \t\r\n"), []byte("]"))
}

// nextPage: a list of records begins, which is a member of an object.
func (k *starts) nextPage(text []byte) bool {
	rest, begins := bytes.CutSuffix(text, []byte("["))
	rest, named := bytes.CutSuffix(bytes.TrimRight(rest, " \t\r\n"), []byte(":"))
	rest = bytes.TrimRight(rest, " \t\r\n")
	return begins && named && slices.ContainsFunc(k.arrays, func(name string) bool { return bytes.HasSuffix(rest, []byte(`"`+name+`"`)) })
}

// deeper: the space is more indented than that before the only record so far,
// so an object of another record begins here.
func (k *starts) deeper(lead []byte) bool {
	if len(k.leads) == 0 {
		return false
	}
	known := k.leads[0]
	return bytes.ContainsRune(known, '\n') && len(lead) > len(known) && bytes.HasPrefix(lead, known)
}

// begins says whether a record begins at the brace at i.
func (s *jsonText) begins(before []byte, i int) bool {
	if lead := leadOf(before); s.frame() == inMap && bytes.ContainsRune(lead, '\n') {
		return containsBytes(s.starts.leads, lead) // the indentation tells
	}
	return s.starts.fit(before, s.w.buf[i:])
}

// nextInMap: a bracket is missing, and the value of a member of the record at
// hand is already the next record, as its indentation tells. In arrays the
// grammar tells.
func (s *jsonText) nextInMap(i int) bool {
	if s.frame() != inMap {
		return false
	}
	lead := leadOf(s.before(i))
	return bytes.ContainsRune(lead, '\n') && containsBytes(s.starts.leads, lead)
}

// resync goes to the next beginning of a record after a damaged one, or to
// the end of the text.
func (s *jsonText) resync(v scanned) {
	w := &s.w
	i := max(v.start+1, w.keep)
	if v.long {
		i = v.end
	}
	for {
		for {
			n := bytes.IndexByte(w.buf[min(i, len(w.buf)):], '{')
			if n < 0 {
				i = len(w.buf)
				break
			}
			i += n
			if len(w.buf)-i < lookAhead && w.err == nil {
				break
			}
			before, at := s.before(i), i
			if s.frame() == inMap { // at the key
				at = max(0, i-lookBack) + len(before)
			}
			if w.offset(at) > v.offset && s.begins(before, i) {
				w.keep = at
				return
			}
			i++
		}
		w.keep = max(w.keep, i-lookBack)
		moved, ok := w.more()
		i -= moved
		if !ok && i >= len(w.buf) {
			w.keep = len(w.buf)
			return
		}
	}
}
