package layout

import (
	"io"
	"time"

	"example.com/usher/sources/join"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
	"example.com/usher/sources/split"
	"example.com/usher/sources/table"
)

// Members decodes a record by its members, whatever it was written in: an
// object of JSON, or a row whose cells are called after the header. The object
// is valid during the call only.
type Members func(o object.Object, hashes *join.Index, u *record.User) error

// AsOfNow makes the Members of one file of a decoder that judges by the time: a
// ban or a lockout may be over.
func AsOfNow(decode func(o object.Object, hashes *join.Index, u *record.User, now time.Time) error) Members {
	now := time.Now()
	return func(o object.Object, hashes *join.Index, u *record.User) error {
		return decode(o, hashes, u, now)
	}
}

// Objects is the Open of a layout of JSON objects.
func (m Members) Objects(f File) (Decode, error) {
	return func(raw record.Raw, u *record.User) error {
		o, notes, err := object.Read(raw.Data)
		return m.read(o, notes, err, f.Hashes, u)
	}, nil
}

// Rows is the Open of a layout of tables with a header; SplitRows is its
// Split.
func (m Members) Rows(f File) (Decode, error) {
	rows := table.Sniff(f.Sample.Text).Objects()
	return func(raw record.Raw, u *record.User) error {
		o, notes, err := rows.Read(raw.Data)
		return m.read(o, notes, err, f.Hashes, u)
	}, nil
}

func (m Members) read(o object.Object, notes []record.Note, err error, hashes *join.Index, u *record.User) error {
	if err != nil {
		return err
	}
	u.Notes = notes
	return m(o, hashes, u)
}

// SplitRows splits a table with a header.
func SplitRows(r io.Reader, s *Sample) split.Splitter { return table.Sniff(s.Text).Split(r) }

// HasColumns reports whether the sample is a table whose header has all of
// the names, compared by table.Key.
func (s *Sample) HasColumns(names ...string) bool {
	if s.JSON() {
		return false
	}
	s.readHeader()
	for _, name := range names {
		if !s.keys[table.Key(name)] {
			return false
		}
	}
	return true
}

// AnyIn is AnyObject for records inside of the containers of a layout.
func (s *Sample) AnyIn(c split.Containers, is func(object.Object) bool) bool {
	for _, o := range s.Objects(c) {
		if is(o) {
			return true
		}
	}
	return false
}

// AnyRow is AnyObject for the rows of a table with a header, as Rows reads
// them.
func (s *Sample) AnyRow(is func(object.Object) bool) bool {
	if s.JSON() {
		return false
	}
	d := table.Sniff(s.Text)
	rows, in := d.Objects(), d.SplitText(s.Text)
	for range sampled {
		el, err := in.Next()
		if err != nil {
			return false
		}
		if o, _, err := rows.Read(el.Data); el.Problem == "" && err == nil && is(o) {
			return true
		}
	}
	return false
}
