package workos

import (
	"strings"

	"example.com/usher/sources/field"
	"example.com/usher/sources/layout"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
	"example.com/usher/sources/split"
)

var around = split.Containers{Arrays: []string{"data", "users"}}

// Users is JSON of any shape.
var Users = layout.Layout{
	Provider:   layout.WorkOS,
	Name:       "users of the API",
	Kind:       layout.Users,
	Detect:     func(s *layout.Sample) bool { return s.AnyIn(around, isUser) },
	Containers: around,
	Open:       layout.Members(decode).Objects,
	Tally:      func() layout.Tally { return &pages{} },
}

// isUser knows a user by what WorkOS calls it, or by its id where an SDK has
// left that out.
func isUser(o object.Object) bool {
	if !o.Has("id", "email") || !strings.HasPrefix(field.Text(o.Get("id")), "user_") {
		return false
	}
	return field.Text(o.Get("object")) == "user" || o.Has("emailVerified", "profilePictureUrl") || o.Has("email_verified", "profile_picture_url")
}

// pages looks at where each page says that the next one begins.
type pages struct{ after string }

func (p *pages) Page(members object.Object, _ int) {
	for _, key := range []string{"list_metadata", "listMetadata"} {
		if o, ok := object.Nested(members.Get(key)); ok {
			p.after = field.Text(o.Get("after"))
		}
	}
}

func (p *pages) Notes() []record.Note {
	notes := []record.Note{{Code: "password_hash_missing", Detail: "WorkOS hands out no password hashes: users set a new password or log in by code or link"}}
	if p.after != "" {
		notes = append(notes, record.Note{Code: "export_incomplete", Detail: "the last page says that there is another after it"})
	}
	return notes
}
