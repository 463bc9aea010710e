package django

import (
	"cmp"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/hashes"
	"example.com/usher/sources/join"
	"example.com/usher/sources/object"
	"example.com/usher/sources/profile"
	"example.com/usher/sources/record"
	"example.com/usher/sources/table"
)

// person is a user of django.contrib.auth.
type person struct {
	profile.Profile
	uuid string // the primary key of some apps
}

// decodeFixture reads a record of a dump.
func decodeFixture(o object.Object, index *join.Index, u *record.User) error {
	f, ok := readFixture(o)
	if !ok || !isUserFixture(o) {
		return record.Problem("not a user")
	}
	return decode(f.fields, f.pk, index, u)
}

// decodeRow reads a row of the table.
func decodeRow(o object.Object, index *join.Index, u *record.User) error {
	return decode(o, "", index, u)
}

func decode(o object.Object, pk string, index *join.Index, u *record.User) error {
	p := person{Profile: profile.New(u)}
	for key, v := range o.All() {
		name := table.Key(string(key))
		if !p.takeState(name, v) && !p.takeRights(name, v) && !p.Take(name, v) {
			p.Keep(string(key), v)
		}
	}
	u.SourceID = cmp.Or(pk, u.SourceID, p.uuid, u.Username, u.Email)
	if u.SourceID == "" || u.Username == "" && u.Email == "" && u.Phone == "" {
		return record.Problem("not a user")
	}
	if err := p.takeRows(index); err != nil {
		return err
	}
	p.Fill("django")
	return nil
}

func (p *person) takeState(name string, v jsontext.Value) bool {
	u := p.User
	switch name {
	case "password":
		p.Password(hashes.Django(field.Text(v)))
	case "uuid":
		p.uuid = field.Text(v)
	case "isactive":
		u.Blocked = !field.Absent(v) && !field.Flag(v)
	case "emailverified", "isemailverified", "emailconfirmed": // the app's own
		u.EmailVerified = field.Flag(v)
	case "datejoined":
		u.CreatedAt = field.Time(v)
	case "lastlogin":
		u.LastLogin = field.Time(v)
	default:
		return false
	}
	return true
}

// takeRights keeps what the user may do. In dumps without natural keys groups
// and permissions are numbers of the app's.
func (p *person) takeRights(name string, v jsontext.Value) bool {
	switch name {
	case "isstaff":
		p.Facts.Flag("is_staff", field.Flag(v))
	case "issuperuser":
		p.Facts.Flag("is_superuser", field.Flag(v))
	case "groups":
		p.Facts.List("groups", names(v))
	case "userpermissions":
		p.Facts.List("user_permissions", names(v))
	default:
		return false
	}
	return true
}

// names are ids, or natural keys, of which the first part is the name.
func names(v jsontext.Value) (list []string) {
	for el := range object.Elements(object.Unpacked(v)) {
		name := field.Text(el)
		for first := range object.Elements(el) {
			name = field.Text(first)
			break
		}
		if name != "" {
			list = append(list, name)
		}
	}
	return list
}

// takeRows takes what other models say about the user.
func (p *person) takeRows(index *join.Index) error {
	u := p.User
	found, err := rows.Of(u.SourceID, index)
	if err != nil {
		return err
	}
	for _, name := range []string{u.Username, u.Email} { // natural keys
		if name == "" {
			continue
		}
		more, err := rows.Of(natural(name), index)
		if err != nil {
			return err
		}
		if found = append(found, more...); len(more) > 0 {
			break
		}
	}
	p.takeEmails(found)
	p.takeFactors(found)
	return nil
}

// takeEmails says whether the email is verified; further ones are kept.
func (p *person) takeEmails(list []row) {
	u := p.User
	for _, r := range list {
		if u.Email == "" && r.primary {
			u.Email = r.email
		}
	}
	var others []string
	for _, r := range list {
		switch {
		case r.email == "":
		case strings.EqualFold(r.email, u.Email):
			u.EmailVerified = u.EmailVerified || r.verified
		default:
			others = append(others, r.email)
		}
	}
	if len(others) > 0 {
		u.Note("other_identifiers", "")
		p.Facts.List("emails", others)
	}
}

func (p *person) takeFactors(list []row) {
	ways := 0
	for _, r := range list {
		if f := r.factor; f.Kind != "" {
			p.User.AddFactor(f.Kind, f.Detail)
			if f.Kind == record.Social {
				ways++
			}
		}
	}
	if ways > 1 || ways == 1 && p.User.HadPassword {
		p.User.Note("linked_identity", "")
	}
}
