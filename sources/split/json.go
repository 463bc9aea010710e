package split

import (
	"io"
	"slices"

	"github.com/go-json-experiment/json/jsontext"
)

// Containers name the objects around records: {"users":[...]} has its records
// under "users". An object with none of these members is a record itself.
type Containers struct {
	Arrays []string // members that hold an array of records
	Maps   []string // members that hold an object whose values are records
}

// frame is what the splitter stands in.
type frame uint8

const (
	inText  frame = iota // one value after the other
	inArray              // of records
	inMap                // an object whose values are records
	inPage               // the rest of an object around records
)

// jsonText splits JSON text.
type jsonText struct {
	w          window
	limits     Limits
	containers Containers
	frames     []frame
	record     int
	cut        bool
	starts     starts
	members    []byte // of the page that is being read

	el Element // that was given last
	// resumed: a record begins right here, in a map without its key.
	resumed bool
}

// JSON splits JSON text of any shape: an array of records, objects around
// such arrays (also an array of those), records one after the other, pretty
// printed or not. After a damaged record it goes on with the next.
func JSON(r io.Reader, c Containers, l Limits) Splitter {
	return &jsonText{w: newWindow(r), limits: l.withDefaults(), containers: c, frames: []frame{inText}, starts: starts{arrays: c.Arrays}}
}

func (s *jsonText) Next() (*Element, error) {
	given := false
	if s.resumed && len(s.w.buf) > 0 {
		s.resumed = false
		s.el, given = s.value()
	}
	for !given {
		if s.el, given = s.step(); !given && s.w.keep == len(s.w.buf) && s.w.err != nil {
			return nil, s.end()
		}
	}
	return &s.el, nil
}

// Reads reports whether r is what is split.
func (s *jsonText) Reads(r io.Reader) bool { return s.w.reads(r) }

// Spot is that of the last record. A whole record leaves the splitter in the
// frame in which it found it.
func (s *jsonText) Spot() Spot {
	at := s.el.spot()
	at.Within = string(s.frames)
	return at
}

// Resume splits JSON text of the same shape. What the splitter has learned of
// the beginnings of records helps behind damage only, and is left out.
func (s *jsonText) Resume() Resume {
	containers, limits := s.containers, s.limits
	return func(text []byte, at Spot) Splitter {
		return &jsonText{
			w: windowOn(text, at.Offset), limits: limits, containers: containers, frames: []frame(at.Within),
			starts: starts{arrays: containers.Arrays}, record: at.Record - 1, resumed: true,
		}
	}
}

// end says how the text ended.
func (s *jsonText) end() error {
	if s.w.err == io.EOF && (s.cut || len(s.frames) > 1) {
		return ErrCut
	}
	return s.w.err
}

func (s *jsonText) frame() frame { return s.frames[len(s.frames)-1] }

func (s *jsonText) push(f frame) { s.frames = append(s.frames, f) }

func (s *jsonText) pop() { s.frames = s.frames[:len(s.frames)-1] }

// step passes over one separator or one value.
func (s *jsonText) step() (Element, bool) {
	c, ok := s.peek()
	if !ok {
		return Element{}, false
	}
	switch {
	case c == ',':
		s.w.keep++
		return Element{}, false
	case c == ']' || c == '}':
		return s.close(c)
	case c == '[' && (s.frame() == inText || s.frame() == inArray && s.listOfObjects()):
		s.w.keep++
		s.push(inArray)
		return Element{}, false
	case s.frame() == inMap || s.frame() == inPage:
		return s.member()
	}
	return s.value()
}

// maxFrames bounds lists within lists.
const maxFrames = 16

// listOfObjects: the bracket at hand begins a list of records within a list.
func (s *jsonText) listOfObjects() bool {
	if len(s.frames) == maxFrames {
		return false
	}
	for i := s.w.keep + 1; ; i++ {
		if i == len(s.w.buf) {
			moved, ok := s.w.more()
			if i -= moved; !ok {
				return false
			}
		}
		if c := s.w.buf[i]; classes[c] != space {
			return c == '{'
		}
		if i-s.w.keep > lookAhead {
			return false
		}
	}
}

// peek gives the next byte that is no space.
func (s *jsonText) peek() (byte, bool) {
	for {
		for i, c := range s.w.buf[s.w.keep:] {
			if classes[c] != space && c != 0x1e { // 0x1e begins a record in RFC 7464
				s.w.keep += i
				return c, true
			}
		}
		s.w.keep = len(s.w.buf)
		if _, ok := s.w.more(); !ok {
			return 0, false
		}
	}
}

// close takes a closing bracket. One that fits nothing is passed over: the
// record that it belongs to was damaged and is counted already.
func (s *jsonText) close(c byte) (Element, bool) {
	s.w.keep++
	switch f := s.frame(); {
	case f == inArray && c == ']', f == inMap && c == '}':
		s.pop()
	case f == inPage && c == '}':
		s.pop()
		return Element{Page: true, Data: s.page(), Offset: s.w.offset(s.w.keep)}, true
	}
	return Element{}, false
}

// page is the object of the other members; an empty one where they are
// damaged.
func (s *jsonText) page() []byte {
	members := append(s.members, '}')
	if !jsontext.Value(members).IsValid(lax...) {
		return []byte("{}")
	}
	return members
}

// value reads one value that should be a record.
func (s *jsonText) value() (Element, bool) {
	lead := s.lead()
	v := s.scan(len(s.frames) <= 2 && s.frame() != inMap)
	if v.verdict == page {
		s.enter(v)
		return Element{}, false
	}
	s.record++
	el := Element{Offset: v.offset, Record: s.record}
	switch v.verdict {
	case damaged:
		el.Problem = broken
		s.resync(v)
	case cut: // at the end of the text, or where a bracket is missing
		el.Problem = notClosed
		if s.resync(v); s.w.keep == len(s.w.buf) {
			s.cut = true
		}
	default:
		el.Problem = v.problem
		if el.Problem == "" {
			el.Data = s.w.buf[v.start:v.end]
			s.starts.learn(lead, el.Data)
		}
		s.w.keep = v.end
	}
	return el, true
}

// enter goes into the list of records inside of an object.
func (s *jsonText) enter(v scanned) {
	s.members = append(s.members[:0], '{')
	if !v.long {
		s.addMembers(s.w.buf[v.start+1 : v.start+v.key])
	}
	s.push(inPage)
	s.push(v.inner)
	s.w.keep = v.end + 1
}

// member reads "key": value of a page or of an object of records.
func (s *jsonText) member() (Element, bool) {
	key := s.scan(false)
	if key.verdict != whole || key.problem != "" || s.w.buf[key.start] != '"' {
		return s.strayMember(key)
	}
	name := slices.Clone(s.w.buf[key.start:key.end])
	s.w.keep = key.end
	if c, ok := s.peek(); !ok || c != ':' { // reading on has moved the key
		return s.strayMember(scanned{start: s.w.keep, end: s.w.keep, offset: key.offset})
	}
	s.w.keep++
	if _, ok := s.peek(); !ok {
		s.cut = true
		return Element{}, false
	}
	if s.frame() == inMap {
		return s.value()
	}
	return s.pageMember(name)
}

// pageMember keeps a small member of a page, or goes into a further list.
func (s *jsonText) pageMember(name []byte) (Element, bool) {
	if inner, ok := s.container(name[1:len(name)-1], s.w.buf[s.w.keep]); ok {
		s.w.keep++
		s.push(inner)
		return Element{}, false
	}
	v := s.scan(false)
	switch {
	case v.verdict == damaged:
		return s.strayMember(v)
	case v.verdict == cut:
		s.cut = true
		s.w.keep = len(s.w.buf)
		return Element{}, false
	case v.problem == "":
		s.addMembers(append(append(name, ':'), s.w.buf[v.start:v.end]...))
	}
	s.w.keep = v.end
	return Element{}, false
}

// maxPage bounds what is kept of the members beside the records.
const maxPage = 64 << 10 // bytes

// addMembers adds the text of some members without their outer commas.
func (s *jsonText) addMembers(text []byte) {
	text = trimMembers(text)
	if len(text) == 0 || len(s.members)+len(text) > maxPage {
		return
	}
	if len(s.members) > 1 {
		s.members = append(s.members, ',')
	}
	s.members = append(s.members, text...)
}

func trimMembers(text []byte) []byte {
	skip := func(c byte) bool { return classes[c] == space || c == ',' }
	for len(text) > 0 && skip(text[0]) {
		text = text[1:]
	}
	for len(text) > 0 && skip(text[len(text)-1]) {
		text = text[:len(text)-1]
	}
	return text
}

// strayMember gives up the page that it stands in and looks for the next
// record.
func (s *jsonText) strayMember(v scanned) (Element, bool) {
	s.record++
	if s.frame() != inMap {
		s.frames = s.frames[:1]
	}
	if v.verdict == cut {
		s.cut = true
		s.w.keep = len(s.w.buf)
	} else {
		s.resync(v)
	}
	return Element{Offset: v.offset, Record: s.record, Problem: stray}, true
}

// container says whether a member of that name whose value begins with c
// holds records.
func (s *jsonText) container(name []byte, c byte) (frame, bool) {
	switch {
	case c == '[' && slices.Contains(s.containers.Arrays, string(name)):
		return inArray, true
	case c == '{' && slices.Contains(s.containers.Maps, string(name)):
		return inMap, true
	}
	return 0, false
}
