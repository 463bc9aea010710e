package cognito

import (
	"example.com/usher/sources/layout"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
	"example.com/usher/sources/room"
	"example.com/usher/sources/split"
)

// answers are the objects around users.
var answers = split.Containers{Arrays: []string{"Users", "users"}}

// database is the file in which cognito-local keeps a pool: users stand in an
// object, under their names, with the passwords as they were typed.
var database = split.Containers{Maps: []string{"Users"}}

// Users is JSON in any shape: answers with {"Users":[...]}, one or many after
// the other, arrays of users, single users.
var Users = layout.Layout{
	Provider:   layout.Cognito,
	Name:       "users",
	Kind:       layout.Users,
	Detect:     func(s *layout.Sample) bool { return anyUser(s.Objects(answers)) },
	Containers: answers,
	Open:       func(layout.File) (layout.Decode, error) { return decode, nil },
	Tally:      func() layout.Tally { return &pages{} },
}

// Local is the database of cognito-local.
var Local = layout.Layout{
	Provider:   layout.Cognito,
	Name:       "database of cognito-local",
	Kind:       layout.Users,
	Detect:     func(s *layout.Sample) bool { return anyUser(s.Objects(database)) },
	Containers: database,
	Open:       func(layout.File) (layout.Decode, error) { return decode, nil },
}

func anyUser(list []object.Object) bool {
	for _, o := range list {
		if isUser(o.Keys()) {
			return true
		}
	}
	return false
}

// isUser knows a user by the members that only Cognito has together.
func isUser(keys map[string]bool) bool {
	switch {
	case keys["Username"]:
		return keys["Attributes"] || keys["UserAttributes"] || keys["UserStatus"] && keys["UserCreateDate"]
	case keys["username"]: // SDKs that begin names with a small letter, and tools built on them
		return keys["attributes"] && (keys["userStatus"] || keys["userCreateDate"] || keys["userPoolId"])
	}
	return false
}

func decode(raw record.Raw, u *record.User) error {
	var p profile
	p.mem = room.Get()
	defer p.mem.Release()
	if err := p.read(raw.Data); err != nil {
		return err
	}
	return p.fill(u)
}
