package flat

import (
	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
)

// gathered is metadata in the making. Its size is not known where a part of it
// could not be measured.
type gathered struct {
	object  map[string]any
	spare   *record.Spare
	fresh   func(s *record.Spare, size int) map[string]any // makes an empty object
	size    int
	unknown bool
}

const usualEntries = 4

func (g *gathered) put(key sizedKey, v sized) {
	if g.object == nil {
		g.object = g.fresh(g.spare, usualEntries)
	}
	g.object[key.name] = v.value
	g.size += key.size + v.size + object.MemberSize
	g.unknown = g.unknown || key.size == 0 || v.size == 0
}

// result is the object and its size, 0 where that is not known.
func (g *gathered) result() (map[string]any, int) {
	if g.unknown || g.object == nil {
		return g.object, 0
	}
	return g.object, len("{}") + g.size
}

// metadata gathers the entries, those of the rest first.
func (r *row) metadata(list entries, rest map[string]any, fresh func(s *record.Spare, size int) map[string]any) (map[string]any, int) {
	g := gathered{object: rest, spare: r.spare, fresh: fresh, unknown: rest != nil}
	for i := range list {
		e := &list[i]
		j, text := r.entryValue(e.sources)
		switch members, isObject := object.Nested(j); {
		case text != "":
			g.put(e.name, r.quoted(text))
		case e.key == spread && isObject:
			for key, member := range members.All() { // j is the user's own already
				if _, taken := g.object[string(key)]; !taken {
					g.put(r.common.key(key), r.common.value(member))
				}
			}
		case j != nil:
			g.put(e.name, measured(j))
		}
	}
	return g.result()
}

// entryValue is the value of an entry, either as JSON of its own or as a text
// that is to be quoted, neither where it is absent.
func (r *row) entryValue(list []source) (j jsontext.Value, text string) {
	for i := range list {
		s := &list[i]
		if s.slot < 0 || s.Values != nil || s.Prefix != "" {
			if text = r.text(s); text != "" {
				return nil, text
			}
			continue
		}
		v := &r.values[s.slot]
		if v.json == nil && len(s.path) == 0 { // most
			if v.cell == "" {
				continue
			}
			if j = cellJSON(v.cell); j != nil {
				return j, ""
			}
			return nil, v.cell
		}
		if j = r.metadataOf(v.at(s.path)); j != nil {
			return j, ""
		}
	}
	return nil, ""
}

// quoted is a text as a JSON string. Texts of tables stay texts: "01234" is no
// number.
func (r *row) quoted(text string) sized {
	if v, ok := r.common.quoted(text); ok {
		return v
	}
	return measured(r.room.Quote(text))
}

// metadataOf is a member's value as JSON of its own; nil where it is absent.
func (r *row) metadataOf(v value) jsontext.Value {
	switch {
	case v.json == nil:
		return nil
	case v.json.Kind() != '"':
		return v.metadata()
	case v.text() == "":
		return nil
	}
	return r.room.Value(v.json)
}
