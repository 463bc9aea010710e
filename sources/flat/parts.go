package flat

import (
	"strings"
	"unicode/utf8"

	"example.com/usher/sources/hashes"
	"example.com/usher/sources/layout"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
)

// partsOfTable prepares to find what stands beside the hash in a row.
func partsOfTable(f layout.File) (func(record.Raw) *hashes.Parts, error) {
	t := newSheet(f.Sample, mapOf(f.Sample))
	p, err := t.plan(mapOf(f.Sample))
	if err != nil {
		return nil, err
	}
	return func(raw record.Raw) *hashes.Parts {
		data, recoded := p.recode(raw.Data)
		r := p.row(&raw)
		defer r.release()
		if _, err := t.fit(r, data, recoded || utf8.Valid(data)); err != nil {
			return nil
		}
		return r.partsBeside(func(found *beside) {
			for i, name := range t.columns {
				found.add(name, r.values[i].cell)
			}
		})
	}, nil
}

// partsOfJSON does so in an object.
func partsOfJSON(f layout.File) (func(record.Raw) *hashes.Parts, error) {
	p, err := planOfJSON(f)
	if err != nil {
		return nil, err
	}
	return func(raw record.Raw) *hashes.Parts {
		data, _ := p.recode(raw.Data)
		o, _, err := object.Read(data)
		if err != nil {
			return nil
		}
		r := p.row(&raw)
		defer r.release()
		for key, v := range o.All() {
			r.known(object.Member{Key: key, Value: v})
		}
		return r.partsBeside(func(found *beside) { found.members(o, nil) })
	}, nil
}

// partsBeside gives the parts of a row's hash, nil without one, and what
// stands beside it.
func (r *row) partsBeside(gather func(*beside)) *hashes.Parts {
	text := r.of(passwordHash)
	if text == "" {
		return nil
	}
	p := r.parts(strings.Clone(text))
	p.Salt = strings.Clone(p.Salt)
	found := beside{hash: text}
	gather(&found)
	p.Beside = found.columns
	return &p
}

// beside are the columns that are not the hash itself.
type beside struct {
	hash    string
	columns []hashes.Column
}

// Bounds of what is looked at beside a hash.
const (
	mostBeside    = 500
	longestBeside = 1 << 10 // bytes
	deepestBeside = 3
)

func (b *beside) add(name, text string) {
	if text != "" && text != b.hash && len(text) <= longestBeside && len(b.columns) < mostBeside {
		b.columns = append(b.columns, hashes.Column{Name: name, Text: strings.Clone(text)})
	}
}

func (b *beside) members(o object.Object, path []step) {
	for key, v := range o.All() {
		at := append(path[:len(path):len(path)], step{string(key), -1})
		if inner, is := object.Nested(v); is {
			if len(at) < deepestBeside {
				b.members(inner, at)
			}
			continue
		}
		b.add(pathText(at), value{json: v}.text())
	}
}
