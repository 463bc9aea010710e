package flat

import (
	"errors"
	"strconv"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Origin says where the value of a field comes from: a column of a table or a
// path into a JSON object, or the same value for all.
type Origin struct {
	// Column is the name of a column as the header has it, "#3" for the third,
	// or a path: profile.email, emails[0].value, ['odd.key'].
	Column string `json:"column,omitempty"`
	// Value is a constant.
	Value string `json:"value,omitempty"`
	// Values translates what stands in the column: {"legacy":"md_5"}.
	Values map[string]string `json:"values,omitempty"`
	// Prefix is put before what stands in the column: "+" before phone
	// numbers that are stored without.
	Prefix string `json:"prefix,omitempty"`
	// Is, for flags: the texts that mean yes, in any case.
	Is []string `json:"is,omitempty"`
	// Not, for flags: yes and no are exchanged ("active" for blocked).
	Not bool `json:"not,omitempty"`
}

// named is an origin that is nothing but a column.
func (o Origin) named() bool {
	return o.Value == "" && o.Values == nil && o.Prefix == "" && o.Is == nil && !o.Not
}

var errOrigin = errors.New(`name a column ("email") or say {"column": ...} or {"value": ...}`)

// plain has the fields of an Origin without its methods.
type plain Origin

// UnmarshalJSONFrom takes a column's name or an object.
func (o *Origin) UnmarshalJSONFrom(d *jsontext.Decoder) error {
	if d.PeekKind() == '"' {
		t, err := d.ReadToken()
		if o.Column = t.String(); err == nil && o.Column == "" {
			return errOrigin
		}
		return err
	}
	if d.PeekKind() != '{' {
		return errOrigin
	}
	var object struct {
		plain `json:",inline"`
		Value jsontext.Value `json:"value"`
	}
	if err := json.UnmarshalDecode(d, &object); err != nil {
		return err
	}
	*o = Origin(object.plain)
	o.Value = scalar(object.Value)
	if (o.Column == "") == (o.Value == "") {
		return errOrigin
	}
	return nil
}

// MarshalJSONTo writes a bare column as its name.
func (o Origin) MarshalJSONTo(e *jsontext.Encoder) error {
	if o.named() {
		return e.WriteToken(jsontext.String(o.Column))
	}
	return json.MarshalEncode(e, plain(o))
}

// scalar is the text of a constant.
func scalar(v jsontext.Value) string {
	var text string
	if v.Kind() == '"' && json.Unmarshal(v, &text) == nil {
		return text
	}
	switch v.Kind() {
	case '0', 't', 'f':
		return string(v)
	}
	return ""
}

// Origins are tried in their order: the first value that is there counts, for
// flags any that says yes.
type Origins []Origin

// UnmarshalJSONFrom takes one origin or a list.
func (o *Origins) UnmarshalJSONFrom(d *jsontext.Decoder) error {
	if d.PeekKind() == '[' {
		return json.UnmarshalDecode(d, (*[]Origin)(o))
	}
	var one Origin
	if err := one.UnmarshalJSONFrom(d); err != nil {
		return err
	}
	*o = Origins{one}
	return nil
}

// MarshalJSONTo writes a single origin by itself.
func (o Origins) MarshalJSONTo(e *jsontext.Encoder) error {
	if len(o) == 1 {
		return o[0].MarshalJSONTo(e)
	}
	return json.MarshalEncode(e, []Origin(o))
}

// Setting is a parameter of password hashes: the same for all users, or
// {"column": ...} where it stands beside each.
type Setting struct{ Origin }

// UnmarshalJSONFrom takes a text, a number, true, or an object.
func (s *Setting) UnmarshalJSONFrom(d *jsontext.Decoder) error {
	if d.PeekKind() == '{' {
		return s.Origin.UnmarshalJSONFrom(d)
	}
	v, err := d.ReadValue()
	if err != nil {
		return err
	}
	if s.Value = scalar(v); s.Value == "" {
		return errors.New(`give a text or a number, or {"column": ...}`)
	}
	return nil
}

// MarshalJSONTo writes a constant by itself, a number as one.
func (s Setting) MarshalJSONTo(e *jsontext.Encoder) error {
	if s.Column != "" {
		return json.MarshalEncode(e, plain(s.Origin))
	}
	if n, err := strconv.Atoi(s.Value); err == nil {
		return e.WriteToken(jsontext.Int(int64(n)))
	}
	return e.WriteToken(jsontext.String(s.Value))
}
