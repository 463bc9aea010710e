package flat

import (
	"io"
	"unicode/utf8"

	"example.com/usher/sources/layout"
	"example.com/usher/sources/record"
	"example.com/usher/sources/split"
)

// Table is delimited text: commas, semicolons, tabs or bars.
var Table = layout.Layout{
	Provider: layout.CSV,
	Name:     "table",
	Kind:     layout.Users,
	Flat:     true,
	Detect: func(s *layout.Sample) bool {
		return !s.JSON() && identifies(newSheet(s, nil).guess())
	},
	Split: func(r io.Reader, s *layout.Sample) split.Splitter { return dialectOf(s, mapOf(s)).Split(r) },
	Open:  openTable,
	Parts: partsOfTable,
}

// identifies: by this mapping users have an email or a phone number.
func identifies(m *Mapping) bool { return len(m.Email) > 0 || len(m.Phone) > 0 }

func openTable(f layout.File) (layout.Decode, error) {
	m := mapOf(f.Sample)
	t := newSheet(f.Sample, m)
	p, err := t.plan(m)
	if err != nil {
		return nil, refuseFit(f, err)
	}
	if !identifies(p.mapping) {
		return nil, noIdentifier(p.mapping.About)
	}
	return func(raw record.Raw, u *record.User) error { return t.decode(p, raw, u) }, nil
}

func (t *sheet) decode(p *plan, raw record.Raw, u *record.User) error {
	data, recoded := p.recode(raw.Data)
	valid := recoded || utf8.Valid(data)
	r := p.row(&raw)
	defer r.release()
	repaired, err := t.fit(r, data, valid)
	if err != nil {
		return err
	}
	if !valid {
		u.Notes = append(u.Notes, record.Note{Code: "invalid_text", Detail: offerLatin1})
	}
	if repaired {
		u.Notes = append(u.Notes, record.Note{Code: "row_misaligned_repaired"})
	}
	r.fill(u)
	return nil
}

// mapOf is the mapping that was given; nil without one. ReadMap has checked
// it.
func mapOf(s *layout.Sample) *Mapping {
	if s.Map == nil {
		return nil
	}
	m, err := ParseMapping(s.Map.Text)
	if err != nil {
		return nil
	}
	return m
}
