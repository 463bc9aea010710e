package layout

import (
	"bytes"
	"io"
	"strings"
	"sync"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/object"
	"example.com/usher/sources/split"
	"example.com/usher/sources/table"
)

// SampleSize is how much of a file is looked at to recognise it.
const SampleSize = 128 << 10 // bytes

// Sample is the beginning of a file, in UTF-8.
type Sample struct {
	Path string
	Text []byte
	// Whole: Text is all of the file.
	Whole bool
	// Broken is what ended the text before its time, nil = nothing.
	Broken error
	// Map is the mapping file of a flat export, nil = guessed.
	Map *Map

	// What every layout asks for is read once.
	header sync.Once
	names  map[string]bool
	keys   map[string]bool // the names by table.Key

	mu      sync.Mutex
	objects map[string][]object.Object // by the containers around them
}

// Map is a mapping file as it was when the export was opened.
type Map struct {
	Path string
	Text []byte
}

// JSON reports whether the text begins like JSON: with an object or an array.
func (s *Sample) JSON() bool {
	t := bytes.TrimLeft(s.Text, " \t\r\n\x1e")
	return len(t) > 0 && (t[0] == '{' || t[0] == '[')
}

// sampled is how many objects of a sample are looked at.
const sampled = 50

// Objects are the first records of JSON text, with the given objects around
// them. Records that the sample cuts, or that are damaged, are left out. They
// are not to be changed.
func (s *Sample) Objects(c split.Containers) []object.Object {
	if !s.JSON() {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	key := strings.Join(c.Arrays, "\x00") + "\x01" + strings.Join(c.Maps, "\x00")
	found, known := s.objects[key]
	if !known {
		if s.objects == nil {
			s.objects = map[string][]object.Object{}
		}
		found = s.readObjects(c)
		s.objects[key] = found
	}
	return found
}

func (s *Sample) readObjects(c split.Containers) (found []object.Object) {
	in := s.Split(bytes.NewReader(s.Text), c)
	for len(found) < sampled {
		el, err := in.Next()
		if err != nil {
			break
		}
		if el.Problem != "" || el.Page {
			continue
		}
		if o, _, err := object.Read(bytes.Clone(el.Data)); err == nil {
			found = append(found, o)
		}
	}
	return found
}

// Around are the containers that providers put around users most often.
func (s *Sample) Around() split.Containers {
	return split.Containers{Arrays: []string{"users", "Users"}}
}

// AnyObject reports whether one of the first records, as they stand in plain
// JSON text or under "users", is of a kind.
func (s *Sample) AnyObject(is func(object.Object) bool) bool {
	for _, o := range s.Objects(s.Around()) {
		if is(o) {
			return true
		}
	}
	return false
}

// Keys are the keys of the first object, also where the sample cuts it off.
func (s *Sample) Keys() map[string]bool {
	keys := map[string]bool{}
	d := jsontext.NewDecoder(bytes.NewReader(s.Text), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	for d.PeekKind() == '[' {
		if _, err := d.ReadToken(); err != nil {
			return keys
		}
	}
	if d.PeekKind() != '{' {
		return keys
	}
	if _, err := d.ReadToken(); err != nil {
		return keys
	}
	for d.PeekKind() == '"' {
		t, err := d.ReadToken()
		if err != nil {
			break
		}
		keys[t.String()] = true
		if d.SkipValue() != nil {
			break
		}
	}
	return keys
}

// Columns are the names in the first row of text that is no JSON. They are not
// to be changed.
func (s *Sample) Columns() map[string]bool {
	s.readHeader()
	return s.names
}

func (s *Sample) readHeader() {
	s.header.Do(func() {
		s.names, s.keys = map[string]bool{}, map[string]bool{}
		for _, name := range table.Sniff(s.Text).Header {
			s.names[name] = true
			s.keys[table.Key(name)] = true
		}
	})
}

// Splitter splits the whole text, of which s is the beginning.
func (l *Layout) Splitter(r io.Reader, s *Sample) split.Splitter {
	if l.Split != nil {
		return l.Split(r, s)
	}
	return s.Split(r, l.Containers)
}

// Split splits the whole text as lines or as JSON, whichever the sample is.
func (s *Sample) Split(r io.Reader, c split.Containers) split.Splitter {
	if s.lines(c) {
		return split.Lines(r, split.Limits{})
	}
	return split.JSON(r, c, split.Limits{})
}

// lines reports whether the text is NDJSON: most of its first lines are
// objects from brace to brace, and the first good one is a record itself.
func (s *Sample) lines(c split.Containers) bool {
	good, bad := 0, 0
	for line := range bytes.Lines(s.Text) {
		ended := bytes.HasSuffix(line, []byte("\n")) || s.Whole
		line = bytes.TrimSpace(line)
		if len(line) == 0 || !ended {
			continue
		}
		if !bytes.HasPrefix(line, []byte("{")) || !bytes.HasSuffix(line, []byte("}")) || !jsontext.Value(line).IsValid(lax...) {
			bad++
			continue
		}
		if good++; good == 1 && isPage(line, c) {
			return false
		}
		if good == sampled {
			break
		}
	}
	if good == 0 && bad == 0 { // not even one whole line
		return bytes.HasPrefix(bytes.TrimSpace(s.Text), []byte("{")) && !s.Whole && !s.anyKey(c)
	}
	return good > bad
}

var lax = []jsontext.Options{jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)}

// isPage reports whether an object is one around records.
func isPage(line []byte, c split.Containers) bool {
	in := split.JSON(bytes.NewReader(line), c, split.Limits{})
	for {
		el, err := in.Next()
		if err != nil || el.Page {
			return err == nil
		}
		if len(el.Data) == len(line) {
			return false
		}
	}
}

// anyKey: the first object has, as far as the sample goes, a member that
// holds records.
func (s *Sample) anyKey(c split.Containers) bool {
	keys := s.Keys()
	for _, k := range append(c.Arrays[:len(c.Arrays):len(c.Arrays)], c.Maps...) {
		if keys[k] {
			return true
		}
	}
	return false
}
