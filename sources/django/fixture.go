package django

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/object"
	"example.com/usher/sources/table"
)

// fixture is a record of dumpdata. Dumps with natural keys have no pk.
type fixture struct {
	model, pk string
	fields    object.Object
}

func readFixture(o object.Object) (f fixture, ok bool) {
	f.fields, ok = object.Nested(o.Get("fields"))
	f.model, f.pk = field.Text(o.Get("model")), field.Text(o.Get("pk"))
	app, name, dot := strings.Cut(f.model, ".")
	return f, ok && dot && app != "" && name != ""
}

// isFixture knows a record of a dump, whatever the model.
func isFixture(o object.Object) bool {
	_, ok := readFixture(o)
	return ok
}

// isUserFixture knows a user by the columns of AbstractBaseUser, because apps
// call the model as they like.
func isUserFixture(o object.Object) bool {
	f, ok := readFixture(o)
	return ok && f.fields.Has("password", "last_login")
}

// isUser knows a row of the table of users.
func isUser(o object.Object) bool {
	has := o.Normal(table.Key)
	return has["password"] && has["lastlogin"] && (has["issuperuser"] || has["isactive"] && has["isstaff"])
}

// reference is what a foreign key refers to: an id, or a natural key, which
// is a list that begins with the user name.
func reference(v jsontext.Value) string {
	for el := range object.Elements(v) {
		return natural(field.Text(el))
	}
	return field.Text(v)
}

// natural keeps natural keys apart from ids.
func natural(name string) string {
	if name == "" {
		return ""
	}
	return "natural key " + name
}
