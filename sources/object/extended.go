package object

import "github.com/go-json-experiment/json/jsontext"

// Plain takes a value out of the wrapping of MongoDB's extended JSON, as in
// {"$date":{"$numberLong":"1736586000000"}}.
func Plain(v jsontext.Value) jsontext.Value {
	for _, key := range []string{"$oid", "$uuid", "$date", "$numberLong", "$numberInt"} {
		if o, ok := Nested(v); ok {
			if inner := o.Get(key); inner != nil {
				v = inner
			}
		}
	}
	return v
}

// Normal are the keys as norm writes them.
func (o Object) Normal(norm func(string) string) map[string]bool {
	has := map[string]bool{}
	for key := range o.All() {
		has[norm(string(key))] = true
	}
	return has
}
