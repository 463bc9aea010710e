package okta

import (
	"example.com/usher/sources/field"
	"example.com/usher/sources/layout"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
)

// Users are the pages of the list, or lines.
var Users = layout.Layout{
	Provider:   layout.Okta,
	Name:       "users of the API",
	Kind:       layout.Users,
	Detect:     func(s *layout.Sample) bool { return s.AnyObject(isUser) },
	Containers: (&layout.Sample{}).Around(),
	Open:       layout.Members(decode).Objects,
	Tally:      hashless.Tally,
}

// isUser knows a user by the login in the profile, beside one of Okta's
// states.
func isUser(o object.Object) bool {
	_, known := states[field.Text(o.Get("status"))]
	profile, ok := object.Nested(o.Get("profile"))
	return known && ok && profile.Has("login") && o.Has("id")
}

// hashless says that passwords are not in the answers of the API.
var hashless = layout.Pages{
	Always: []record.Note{{Code: "password_hash_missing", Detail: "Okta never hands out password hashes: users set a new password or log in by code or link"}},
}
