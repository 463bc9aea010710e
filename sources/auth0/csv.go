package auth0

import (
	"bytes"
	"io"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/join"
	"example.com/usher/sources/layout"
	"example.com/usher/sources/record"
	"example.com/usher/sources/secret"
	"example.com/usher/sources/split"
	"example.com/usher/sources/table"
)

// Table is the bulk export as CSV and the tab separated file of the
// import/export extension, which is called .csv too.
var Table = layout.Layout{
	Provider: layout.Auth0,
	Name:     "users as CSV",
	Kind:     layout.Users,
	Detect: func(s *layout.Sample) bool {
		return !s.JSON() && newSheet(s).isUsers()
	},
	Split: func(r io.Reader, s *layout.Sample) split.Splitter { return table.Sniff(s.Text).Split(r) },
	Open: func(f layout.File) (layout.Decode, error) {
		s := newSheet(f.Sample)
		return func(raw record.Raw, u *record.User) error { return s.decode(raw, u, f.Hashes) }, nil
	},
}

// sheet is how one CSV file is to be read.
type sheet struct {
	dialect *table.Dialect
	columns []column
	id      int // column of the user id, -1 = none
	named   bool
	// guarded: text begins with a ' that Auth0 puts there against formulas;
	// dates, numbers and flags do not (docs: bulk user exports).
	guarded bool
	// ownNames: a column is called as only Auth0 calls it. others: one is called
	// as nothing of Auth0's is.
	ownNames, others bool
}

func newSheet(s *layout.Sample) *sheet {
	t := &sheet{dialect: table.Sniff(s.Text), id: -1}
	for i, name := range t.dialect.Header {
		c := columnFor(name)
		if c.use == ofMember && slices.ContainsFunc(t.columns, func(o column) bool { return o.use == ofMember && o.name == c.name }) {
			c = column{unknown, name, nil} // the first of two counts
		}
		if c.use == ofMember && c.name == "user_id" {
			t.id, t.named = i, true
		}
		t.columns = append(t.columns, c)
		t.ownNames = t.ownNames || isOwnName(name)
		t.others = t.others || c.use == unknown || c.use == hidden
	}
	t.look(s)
	return t
}

// look finds out from the first rows which column has the ids, where its name
// does not tell, and whether text is guarded; in exports without ids their
// emails tell that.
func (t *sheet) look(s *layout.Sample) {
	ids, guards := make([]int, len(t.columns)), make([]int, len(t.columns))
	emails, guardedEmails := 0, 0
	in := t.dialect.SplitText(s.Text)
	for range 50 {
		el, err := in.Next()
		if err != nil {
			break
		}
		row, _, err := t.dialect.Read(el.Data)
		if err != nil {
			continue
		}
		for i := range t.columns {
			text, guarded := strings.CutPrefix(row.Text(i), "'")
			if c := t.columns[i]; c.use == ofMember && c.name == "email" && strings.Contains(text, "@") {
				emails++
				if guarded {
					guardedEmails++
				}
			}
			if prefix, _, ok := strings.Cut(text, "|"); ok && isStrategy(prefix) {
				ids[i]++
				if guarded {
					guards[i]++
				}
			}
		}
	}
	for i := range ids {
		if ids[i] > 0 && guards[i] == ids[i] {
			t.guarded = true
			if t.id < 0 {
				t.id = i
				t.columns[i] = column{ofMember, "user_id", nil}
			}
		}
	}
	if t.id >= 0 && ids[t.id] == 0 {
		t.id = -1
	}
	t.guarded = t.guarded || emails > 0 && guardedEmails == emails
}

// isUsers: there are user ids as only Auth0 has them, in a column of that
// name or behind Auth0's guard. Who exports chosen fields may leave the ids
// out; then guard and names tell, of a table that has no ids and no hashes of
// somebody else's: those would not be read as such here.
func (t *sheet) isUsers() bool {
	if t.id < 0 {
		return t.guarded && t.ownNames && !t.named && !t.others
	}
	return t.guarded || t.named
}

func (t *sheet) decode(raw record.Raw, u *record.User, hashes *join.Index) error {
	p := newProfile(raw.Spare)
	defer p.release()
	notes, err := t.dialect.ReadInto(&p.row, raw.Data)
	if err != nil {
		return err
	}
	p.notes = notes
	s := cells{p: p, valid: notes == nil, buf: p.buf[:0]}
	for i := range t.columns {
		text, guarded := trim(p.row.Cell(i)), false
		if t.guarded {
			text, guarded = bytes.CutPrefix(text, []byte("'"))
			text = trim(text)
		}
		if len(text) > 0 {
			s.take(&t.columns[i], text, t.guarded && !guarded)
		}
	}
	s.done()
	p.buf = s.buf
	return p.fill(u, hashes)
}

// trim is bytes.TrimSpace, quick where there is nothing to trim.
func trim(text []byte) []byte {
	if n := len(text); n == 0 || !field.Outer(text[0]) && !field.Outer(text[n-1]) {
		return text
	}
	return bytes.TrimSpace(text)
}

// cells gathers a row into a profile.
type cells struct {
	p          *profile
	valid      bool   // the row is UTF-8
	buf        []byte // JSON values of the cells
	connection string
	strategy   string
	app, user  leaves
}

// take takes one cell. Bare ones are no text: true, 12, a date.
func (s *cells) take(c *column, text []byte, bare bool) {
	switch c.use {
	case ofMember:
		if field := s.p.textMember(c.name); field != nil {
			*field = s.string(text)
		} else {
			s.p.take(c.name, s.memberValue(c.name, text))
		}
	case ofConnection:
		s.connection = s.string(text)
	case ofStrategy:
		s.strategy = s.string(text)
	case ofApp:
		s.app.put(c.path, s.leafValue(text, bare))
	case ofUser:
		s.user.put(c.path, s.leafValue(text, bare))
	case unknown:
		if v := s.leafValue(text, bare); !mayHide(text[0]) || !secret.In(v) {
			s.app.put([]string{c.name}, v)
		}
	}
}

// mayHide: a cell that begins so may be a password hash, or an object with
// secrets in it.
func mayHide(first byte) bool { return first == '$' || first == '{' || first == '[' }

func (s *cells) string(text []byte) string {
	switch {
	case !s.valid:
		return strings.ToValidUTF8(string(text), "\uFFFD")
	case s.p.spare != nil:
		return s.p.spare.Text(text)
	}
	return s.p.mem.String(text)
}

// takeValue takes one member of an object that has the names of a table.
func (s *cells) takeValue(c column, v jsontext.Value) {
	switch c.use {
	case ofMember:
		s.p.take(c.name, v)
	case ofConnection:
		s.connection = field.Text(v)
	case ofStrategy:
		s.strategy = field.Text(v)
	case ofApp:
		s.app.put(c.path, v)
	case ofUser:
		s.user.put(c.path, v)
	case unknown:
		if !secret.In(v) {
			s.app.put([]string{c.name}, v)
		}
	}
}

// memberValue gives a cell as the JSON value that the profile would have.
func (s *cells) memberValue(name string, text []byte) jsontext.Value {
	switch name {
	case "identities", "app_metadata", "user_metadata":
		return s.whole(text)
	case "multifactor":
		if v := s.whole(text); v != nil {
			return v
		}
		return append(append(jsontext.Value{'['}, s.quoted(text)...), ']')
	}
	return s.quoted(text)
}

// whole takes a cell that holds JSON; nil where it does not.
func (s *cells) whole(text []byte) jsontext.Value {
	if (text[0] == '{' || text[0] == '[') && jsontext.Value(text).IsValid() {
		return text
	}
	return nil
}

func (s *cells) leafValue(text []byte, bare bool) jsontext.Value {
	if v := s.whole(text); v != nil {
		return v
	}
	if v := jsontext.Value(bytes.ToLower(text)); bare && v.Kind() != '"' && v.IsValid() {
		return v
	}
	return s.quoted(text)
}

// quoted writes a cell as a JSON string into the row's buffer.
func (s *cells) quoted(text []byte) jsontext.Value {
	if !s.valid {
		text = bytes.ToValidUTF8(text, []byte("\uFFFD"))
	}
	from := len(s.buf)
	s.buf, _ = jsontext.AppendQuote(s.buf, text) // text is valid
	return s.buf[from:len(s.buf):len(s.buf)]
}

// done makes the identity out of what the columns tell of it, and the
// metadata out of their leaves.
func (s *cells) done() {
	if len(s.p.identities) == 0 && (s.connection != "" || s.strategy != "") {
		strategy, id, _ := strings.Cut(s.p.id, "|")
		if strategy == "" {
			strategy = s.strategy
		}
		s.p.identities = append(s.p.identities, identity{provider: strategy, connection: s.connection, id: id})
	}
	s.p.app = s.app.metadata(s.p.app, s.p.spare.Trusted)
	s.p.user = s.user.metadata(s.p.user, s.p.spare.Untrusted)
}
