package flat

import (
	"bytes"
	"io"
	"unicode/utf8"

	"example.com/usher/sources/field"
	"example.com/usher/sources/layout"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
	"example.com/usher/sources/secret"
	"example.com/usher/sources/split"
)

// JSON are objects one after the other, one per line, in an array, or in an
// array that stands in an object ({"users":[...]}).
var JSON = layout.Layout{
	Provider: layout.JSON,
	Name:     "JSON",
	Kind:     layout.Users,
	Flat:     true,
	Detect: func(s *layout.Sample) bool {
		return s.JSON() && beginsWell(s) && identifies(guessObjects(s.Objects(containersOf(s, nil))))
	},
	Split: func(r io.Reader, s *layout.Sample) split.Splitter { return s.Split(r, containersOf(s, mapOf(s))) },
	Open:  openJSON,
	Parts: partsOfJSON,
	Tally: func() layout.Tally { return &pages{} },
}

// beginsWell: the first record is whole. Behind a broken one there may be
// objects that are parts of it, and no users.
func beginsWell(s *layout.Sample) bool {
	in := s.Split(bytes.NewReader(s.Text), containersOf(s, nil))
	first, err := in.Next()
	for err == nil && first.Page { // one without users
		first, err = in.Next()
	}
	return err == nil && first.Problem == ""
}

func guessObjects(objects []object.Object) *Mapping {
	m := guess(fromObjects(objects), false)
	m.Rest = restTrusted
	return m
}

func openJSON(f layout.File) (layout.Decode, error) {
	p, err := planOfJSON(f)
	if err != nil {
		return nil, refuseFit(f, err)
	}
	if !identifies(p.mapping) {
		return nil, noIdentifier(p.mapping.About)
	}
	return p.decodeObject, nil
}

func planOfJSON(f layout.File) (*plan, error) {
	m := mapOf(f.Sample)
	if m == nil {
		m = guessObjects(f.Sample.Objects(containersOf(f.Sample, nil)))
	}
	return forObjects(m)
}

func (p *plan) decodeObject(raw record.Raw, u *record.User) error {
	data, recoded := p.recode(raw.Data)
	var room [32]object.Member
	members, notes, err := object.Members(room[:0], data)
	if err != nil {
		return err
	}
	u.Notes = notes
	if !recoded && !utf8.Valid(data) {
		u.Notes = offer(u.Notes)
	}
	r := p.row(&raw)
	defer r.release()
	for _, m := range members {
		if !r.known(m) {
			r.other(string(m.Key), value{json: m.Value})
		}
	}
	r.fill(u)
	return nil
}

// known takes a member that the mapping names.
func (r *row) known(m object.Member) bool {
	slot, ok := r.slots[string(m.Key)]
	if ok {
		r.values[slot] = value{json: m.Value}
	}
	return ok
}

// offer puts the offer to read Latin-1 into the note about broken text.
func offer(notes []record.Note) []record.Note {
	for i := range notes {
		if notes[i].Code == "invalid_text" {
			notes[i].Detail = offerLatin1
		}
	}
	return notes
}

// other takes a member that the mapping does not name.
func (r *row) other(key string, v value) {
	if r.mapping.Rest == "" || r.mapping.Rest == restNone || r.ignored[key] || field.Secret(key) {
		return
	}
	if !ownObject(key) && secret.In(v.json) {
		return
	}
	j := r.metadataOf(v)
	if j == nil {
		return
	}
	if r.rest == nil {
		r.rest = map[string]any{}
	}
	r.rest[key] = j
}
