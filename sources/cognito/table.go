package cognito

import (
	"bytes"
	"io"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/layout"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
	"example.com/usher/sources/split"
	"example.com/usher/sources/table"
)

// Template is the CSV that a user import job takes. Its columns are the
// pool's attributes in any order, commas in values have a backslash before
// them (AWS developer guide: formatting the CSV file).
var Template = layout.Layout{
	Provider: layout.Cognito,
	Name:     "users for an import job",
	Kind:     layout.Users,
	Detect:   func(s *layout.Sample) bool { return !s.JSON() && s.Columns()["cognito:username"] },
	Split:    func(r io.Reader, s *layout.Sample) split.Splitter { return template(s).Split(r) },
	Open: func(f layout.File) (layout.Decode, error) {
		d := template(f.Sample)
		return func(raw record.Raw, u *record.User) error { return decodeRow(d, raw.Data, u) }, nil
	},
}

func template(s *layout.Sample) *table.Dialect {
	d := table.Sniff(s.Text)
	d.Escape = '\\'
	return d
}

func decodeRow(d *table.Dialect, data []byte, u *record.User) error {
	row, notes, err := d.Read(data)
	if err != nil {
		return err
	}
	p := profile{notes: notes}
	for i, name := range d.Header {
		p.takeCell(name, row.Cell(i))
	}
	return p.fill(u)
}

// members are the columns that are no attributes.
var members = map[string]string{
	"Username": "Username", "cognito:username": "Username", "UserStatus": "UserStatus", "Enabled": "Enabled",
	"UserCreateDate": "UserCreateDate", "UserLastModifiedDate": "UserLastModifiedDate",
}

// takeCell takes a cell under the name of its column.
func (p *profile) takeCell(name string, cell []byte) {
	cell = bytes.TrimSpace(cell)
	if len(cell) == 0 {
		return
	}
	v := object.Quote(nil, cell)
	switch member, ok := members[name]; {
	case ok:
		p.take(member, v)
	case name == "cognito:mfa_enabled": // codes by SMS, the only kind that a job knows
		if field.Flag(v) {
			p.addFactor("SMS_MFA")
		}
	case name == "birthdate":
		p.attributes.take(name, birthdate(v))
	default:
		p.attributes.take(name, v)
	}
}

// birthdate writes mm/dd/yyyy, as import jobs want it, like all other forms.
func birthdate(v jsontext.Value) jsontext.Value {
	if t, err := time.Parse("01/02/2006", field.Text(v)); err == nil {
		return object.Quote(nil, t.Format(time.DateOnly))
	}
	return v
}

// Exported is the CSV of cognito-csv-exporter and the like: the columns that
// somebody asked for, without quotes or escapes around what is in them. A
// value with a comma makes its row unreadable.
var Exported = layout.Layout{
	Provider: layout.Cognito,
	Name:     "users as CSV",
	Kind:     layout.Users,
	Detect:   func(s *layout.Sample) bool { return !s.JSON() && isExported(s) },
	Split:    func(r io.Reader, s *layout.Sample) split.Splitter { return bare(r, s) },
	Open: func(f layout.File) (layout.Decode, error) {
		d := table.Sniff(f.Sample.Text)
		return func(raw record.Raw, u *record.User) error { return decodeBare(d, raw.Data, u) }, nil
	},
}

// isExported wants a name for users that only Cognito has, and something else
// of Cognito.
func isExported(s *layout.Sample) bool {
	d := table.Sniff(s.Text)
	has := s.Columns()
	if d.Separator() != ',' || !has["Username"] && !has["sub"] {
		return false
	}
	for name := range has {
		if members[name] == name && name != "Username" && name != "Enabled" || strings.HasPrefix(name, "custom:") {
			return true
		}
	}
	return has["Username"] && (has["Enabled"] || has["sub"] || has["phone_number_verified"])
}

// bare gives the lines behind the header.
func bare(r io.Reader, s *layout.Sample) split.Splitter {
	header := table.Sniff(s.Text).Skip
	return newBlocks(r, func(text []byte) line {
		if header > 0 || len(bytes.TrimSpace(text)) == 0 {
			header--
			return nothing
		}
		return begins
	})
}

// decodeBare cuts a row at its commas. Quotes are text, unless a spreadsheet
// has put them where they make the row fit.
func decodeBare(d *table.Dialect, data []byte, u *record.User) error {
	cells := bytes.Split(data, []byte(","))
	if len(cells) != len(d.Header) {
		return decodeRow(d, data, u)
	}
	var p profile
	for i, name := range d.Header {
		p.takeCell(name, cells[i])
	}
	return p.fill(u)
}
