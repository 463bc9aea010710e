package flat

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/object"
)

// row is one record on its way into a user.
type row struct {
	*plan
	values []value // by slot
	rest   map[string]any
}

// of is the first text that the origins of a field give.
func (r *row) of(field string) string { return r.first(r.fields[field]) }

func (r *row) first(list []source) string {
	for i := range list {
		if text := r.text(&list[i]); text != "" {
			return text
		}
	}
	return ""
}

func (r *row) text(s *source) string {
	if s.slot < 0 {
		return s.Value
	}
	text := r.values[s.slot].at(s.path).text()
	if text == "" {
		return ""
	}
	if s.Values != nil {
		if other, ok := s.Values[text]; ok {
			text = other
		}
	}
	if s.Prefix != "" && !strings.HasPrefix(text, s.Prefix) {
		text = s.Prefix + text
	}
	return text
}

// flag says whether any origin of a field says yes. What is absent says
// neither yes nor no.
func (r *row) flag(field string) bool {
	list := r.fields[field]
	for i := range list {
		if text := r.text(&list[i]); text != "" && isYes(text, list[i].Is) != list[i].Not {
			return true
		}
	}
	return false
}

// metadata gathers the entries, those of the rest first.
func (r *row) metadata(list entries, m map[string]any) map[string]any {
	put := func(key string, v jsontext.Value) {
		if m == nil {
			m = make(map[string]any, len(list))
		}
		m[key] = v
	}
	for _, e := range list {
		v := r.entryValue(e.sources)
		if v == nil {
			continue
		}
		members := object.Object(nil)
		if e.key == spread {
			members, _ = object.Nested(v)
		}
		if members == nil {
			put(e.name(), v)
			continue
		}
		for key, member := range object.Metadata(v) {
			if _, taken := m[key]; !taken {
				put(key, member.(jsontext.Value))
			}
		}
	}
	return m
}

// name is the key of what should have been an object and is none.
func (e entry) name() string {
	if e.key == spread {
		return e.sources[0].Column
	}
	return e.key
}

func (r *row) entryValue(list []source) jsontext.Value {
	for i := range list {
		s := &list[i]
		if s.slot < 0 || s.Values != nil || s.Prefix != "" {
			if text := r.text(s); text != "" {
				return object.Quote(nil, text)
			}
			continue
		}
		if v := r.values[s.slot].at(s.path).metadata(); v != nil {
			return v
		}
	}
	return nil
}
