package clerk

import (
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/object"
	"example.com/usher/sources/table"
)

// address is one email or phone of a user.
type address struct {
	id, text     string
	verified     bool
	secondFactor bool // a phone that codes are sent to
}

// addresses reads a list: an array of texts or objects, or, in tables, texts
// with a pipe or comma between them.
func addresses(list []address, v jsontext.Value, verified bool) []address {
	v = object.Unpacked(v)
	if v.Kind() != '[' {
		for text := range strings.FieldsFuncSeq(field.Text(v), func(r rune) bool { return r == '|' || r == ',' }) {
			list = add(list, address{text: strings.TrimSpace(text), verified: verified})
		}
		return list
	}
	for el := range object.Elements(v) {
		o, ok := object.Nested(el)
		if !ok {
			list = add(list, address{text: field.Text(el), verified: verified})
			continue
		}
		list = add(list, readAddress(o))
	}
	return list
}

// readAddress reads one of the Backend API (API reference: email address,
// phone number).
func readAddress(o object.Object) (a address) {
	for key, v := range o.All() {
		switch table.Key(string(key)) {
		case "id":
			a.id = field.Text(v)
		case "emailaddress", "phonenumber":
			a.text = field.Text(v)
		case "verification":
			if check, ok := object.Nested(v); ok {
				a.verified = field.Text(check.Get("status")) == "verified"
			}
		case "reservedforsecondfactor":
			a.secondFactor = field.Flag(v)
		}
	}
	return a
}

// add puts an address into the list; the same one twice is one, verified where
// either is.
func add(list []address, a address) []address {
	if a.text == "" {
		return list
	}
	for i := range list {
		if strings.EqualFold(list[i].text, a.text) {
			list[i].verified = list[i].verified || a.verified
			list[i].secondFactor = list[i].secondFactor || a.secondFactor
			return list
		}
	}
	return append(list, a)
}

// choose gives the address that the user moves with and the texts of the
// others: the primary one, or else the first that is verified. A primary
// address counts as verified only when it is among the verified ones.
func choose(list []address, primary, primaryID string) (chosen address, others []string) {
	chosen.text = primary
	i := slices.IndexFunc(list, func(a address) bool {
		return primary != "" && strings.EqualFold(a.text, primary) || primary == "" && primaryID != "" && a.id == primaryID
	})
	if i < 0 && primary == "" {
		i = max(0, slices.IndexFunc(list, func(a address) bool { return a.verified }))
	}
	if i >= 0 && i < len(list) {
		chosen = list[i]
	}
	for n, a := range list {
		if n != i {
			others = append(others, a.text)
		}
	}
	return chosen, others
}
