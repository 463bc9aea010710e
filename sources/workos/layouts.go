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
	Tally:      pages.Tally,
}

// isUser knows a user by what WorkOS calls it, or by its id where an SDK has
// left that out.
func isUser(o object.Object) bool {
	if !o.Has("id", "email") || !strings.HasPrefix(field.Text(o.Get("id")), "user_") {
		return false
	}
	return field.Text(o.Get("object")) == "user" || o.Has("emailVerified", "profilePictureUrl") || o.Has("email_verified", "profile_picture_url")
}

// pages say where the next one begins.
var pages = layout.Pages{
	Within: []string{"list_metadata", "listMetadata"},
	Nexts:  []string{"after"},
	Always: []record.Note{{Code: "password_hash_missing", Detail: "WorkOS hands out no password hashes: users set a new password or log in by code or link"}},
}
