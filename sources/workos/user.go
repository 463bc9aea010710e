package workos

import (
	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/join"
	"example.com/usher/sources/object"
	"example.com/usher/sources/profile"
	"example.com/usher/sources/record"
	"example.com/usher/sources/table"
)

// person is a user of WorkOS. The API writes names_like_this, its SDKs
// namesLikeThis.
type person struct{ profile.Profile }

func decode(o object.Object, _ *join.Index, u *record.User) error {
	if !o.Has("id", "email") {
		return record.Problem("not a user")
	}
	p := person{Profile: profile.New(u)}
	for key, v := range o.All() {
		name := table.Key(string(key))
		_ = p.take(name, v) || p.Take(name, v)
	}
	if u.SourceID == "" {
		return record.Problem("no id")
	}
	p.Fill("workos")
	return nil
}

func (p *person) take(name string, v jsontext.Value) bool {
	u := p.User
	switch name {
	case "emailverified":
		u.EmailVerified = field.Flag(v)
	case "externalid":
		p.Facts.Text("external_id", field.Text(v))
	case "profilepictureurl":
		u.Show("image", field.Text(v))
	case "lastsigninat":
		u.LastLogin = field.Time(v)
	case "metadata":
		m, _ := object.MetadataIn(v)
		p.KeepAll(m)
	default:
		return false
	}
	return true
}
