package flat

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/object"
	"example.com/usher/sources/table"
)

// candidate is a column or a JSON path that may be for a field.
type candidate struct {
	name   string // as a mapping names it
	key    string // for comparing
	member string // the top-level member that it is in, "" for one itself
	object bool   // its values are JSON objects or arrays
	values []value
	taken  string // the field that it is for
	why    string
	secret bool // its values are not shown
}

// texts are the values that are there.
func (c *candidate) texts() []string {
	var list []string
	for _, v := range c.values {
		if t := v.text(); t != "" {
			list = append(list, t)
		}
	}
	return list
}

// fromColumns makes candidates of a table's columns.
func fromColumns(columns []string, rows [][]value) []*candidate {
	var list []*candidate
	for i, name := range columns {
		c := &candidate{name: columnName(columns, i), key: table.Key(name)}
		objects := 0
		for _, r := range rows {
			c.values = append(c.values, r[i])
			if cellJSON(r[i].cell) != nil {
				objects++
			}
		}
		c.object = objects > 0
		list = append(list, c)
	}
	return list
}

// columnName is how a mapping names a column: by number where the name is
// empty, or another's too.
func columnName(columns []string, i int) string {
	if findColumn(columns, columns[i]) == i && table.Key(columns[i]) != "" {
		return columns[i]
	}
	return numbered(i)
}

// maxDepth is how deep a guess looks into objects, and maxKnownDepth where all
// on the way there is about the person (user.contact.emails[0].value).
const (
	maxDepth      = 3
	maxKnownDepth = 5
)

// persons are the members in which others are looked for: those of companies
// and invoices have emails, too.
var persons = []string{
	"profile", "user", "account", "attributes", "traits", "fields", "data", "contact", "personal", "identity", "name", "id",
	"email", "phone", "credentials", "login", "auth", "authentication", "createdat", "updatedat", "lastlogin",
}

// contacts are the lists whose first element counts.
var contacts = []string{"email", "emails", "emailaddresses", "phone", "phones", "phonenumbers"}

// fromObjects makes candidates of the members of objects and of what is in
// them.
func fromObjects(objects []object.Object) []*candidate {
	f := finding{byName: map[string]*candidate{}}
	for _, o := range objects {
		f.members(o, nil)
	}
	return f.list
}

type finding struct {
	list   []*candidate
	byName map[string]*candidate
}

func (f *finding) members(o object.Object, path []step) {
	for key, v := range o.All() {
		f.add(append(path[:len(path):len(path)], step{string(key), -1}), v)
	}
}

func (f *finding) add(path []step, v jsontext.Value) {
	c := f.candidate(path)
	if field.Absent(v) {
		return
	}
	c.values = append(c.values, value{json: v})
	inner, isObject := object.Nested(v)
	switch {
	case isObject:
		c.object = true
		if isNear(path) && (oneOf(table.Key(path[0].key), persons...) || path[len(path)-1].index >= 0) {
			f.members(inner, path)
		}
	case v.Kind() == '[':
		c.object = true
		if first := element(v, 0); first != nil && isNear(path) && oneOf(c.key, contacts...) {
			f.add(append(path[:len(path):len(path)], step{index: 0}), first)
		}
	}
}

// isNear: what is in the value at a path may be for a field.
func isNear(path []step) bool {
	if len(path) < maxDepth {
		return true
	}
	for _, st := range path {
		if st.index < 0 && !oneOf(table.Key(st.key), persons...) && !oneOf(table.Key(st.key), contacts...) {
			return false
		}
	}
	return len(path) < maxKnownDepth
}

func (f *finding) candidate(path []step) *candidate {
	name := pathText(path)
	if c, ok := f.byName[name]; ok {
		return c
	}
	c := &candidate{name: name, key: keyOf(path)}
	if len(path) > 1 {
		c.member = path[0].key
	}
	f.byName[name] = c
	f.list = append(f.list, c)
	return c
}

// keyOf compares a path by its last key. {"$oid":...} and {"$date":...} are
// how MongoDB writes single values, and the first element of a list is one of
// what the list is named after.
func keyOf(path []step) string {
	for i := len(path) - 1; i >= 0; i-- {
		if st := path[i]; st.index < 0 && !strings.HasPrefix(st.key, "$") {
			if i < len(path)-1 && path[len(path)-1].index >= 0 {
				return strings.TrimSuffix(table.Key(st.key), "s") // emails[0]
			}
			return table.Key(st.key)
		}
	}
	return ""
}
