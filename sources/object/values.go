package object

import "github.com/go-json-experiment/json/jsontext"

// Values are the members by their names, as a norm writes them.
type Values map[string]jsontext.Value

// Values gives the members by their names.
func (o Object) Values(norm func(string) string) Values {
	values := Values{}
	for key, v := range o.All() {
		values[norm(string(key))] = v
	}
	return values
}

// Has reports whether all names are there.
func (v Values) Has(names ...string) bool {
	for _, n := range names {
		if _, ok := v[n]; !ok {
			return false
		}
	}
	return true
}
