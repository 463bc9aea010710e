package wordpress

import (
	"slices"
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

// person is a row of wp_users.
type person struct {
	profile.Profile
	roles []string
}

func decode(o object.Object, index *join.Index, u *record.User) error {
	return decodeUser(o, index, u, o.Has("user_pass"))
}

// decodeUser reads a row; withPass says that it has the column user_pass.
func decodeUser(o object.Object, index *join.Index, u *record.User, withPass bool) error {
	p := person{Profile: profile.New(u)}
	for key, v := range o.All() {
		name := table.Key(string(key))
		if !p.takeIdentity(name, v) && !p.takeState(name, v) && !p.Take(name, v) {
			p.Keep(string(key), v)
		}
	}
	if u.SourceID == "" || u.Username == "" {
		return record.Problem("not a user")
	}
	found, err := metadata.Of(u.SourceID, index)
	if err != nil {
		return err
	}
	for _, m := range found {
		p.takeMeta(m)
	}
	if !withPass {
		u.HadPassword = true // every account has one
		u.Note("password_hash_missing", "the column user_pass is not in the file")
	}
	p.Facts.List("roles", p.roles)
	p.Fill("wordpress")
	return nil
}

func (p *person) takeIdentity(name string, v jsontext.Value) bool {
	u := p.User
	switch name {
	case "userlogin":
		u.Username = field.Text(v)
	case "useremail":
		u.Email = field.Text(v)
	case "userpass":
		p.Password(hashes.WordPress(field.Text(v)))
	case "displayname":
		p.Full = field.Text(v)
	case "userurl":
		u.Show("website", field.Text(v))
	case "userregistered":
		u.CreatedAt = field.Time(v)
	default:
		return false
	}
	return true
}

// takeState takes what became of the user; spam and deleted are columns of
// networks of sites.
func (p *person) takeState(name string, v jsontext.Value) bool {
	switch name {
	case "spam":
		p.User.Blocked = field.Flag(v)
	case "deleted":
		if field.Flag(v) {
			p.User.Note("deleted", "")
		}
	case "roles":
		p.takeRoles(object.Unpacked(v))
	case "userstatus", "usernicename", "nickname", "url", "caps", "capkey", "allcaps", "filter": // nothing of their own
	default:
		return false
	}
	return true
}

// takeRoles takes a list, or texts with commas between them.
func (p *person) takeRoles(v jsontext.Value) {
	for el := range object.Elements(v) {
		p.addRole(field.Text(el))
	}
	for name := range strings.SplitSeq(field.Text(v), ",") {
		p.addRole(strings.TrimSpace(name))
	}
}

func (p *person) addRole(name string) {
	if name != "" && !slices.Contains(p.roles, name) {
		p.roles = append(p.roles, name)
	}
}
