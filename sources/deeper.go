package sources

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/layout"
)

// addresses are the members by which a user is known in JSON of any form.
var addresses = map[string]bool{"email": true, "mail": true, "email_address": true, "emailaddress": true, "phone": true, "phone_number": true}

// plainKey is a member that jq takes without quotes.
var plainKey = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]{0,60}$`)

// deeper knows JSON in which users stand deeper than usher looks, or under
// their ids, and gives the command that brings them up.
func deeper(s *layout.Sample) (reason, hint string, ok bool) {
	if !s.JSON() {
		return "", "", false
	}
	path, keyed := firstAddress(s.Text)
	for _, key := range path {
		if !plainKey.MatchString(key) {
			return "", "", false
		}
	}
	at := "." + strings.Join(path, ".")
	switch {
	case keyed:
		return "users under their ids, not a list of users",
			"Make it one: jq '" + at + " | to_entries | map({id: .key} + (.value | objects))' FILE > users.json", true
	case len(path) > 1:
		return "users that stand deeper in it than usher looks", "Bring them up: jq '" + at + "' FILE > users.json", true
	}
	return "", "", false
}

// firstAddress is the path of whatever holds the first user: an array, or an
// object in which the users are the members. The text may be cut.
func firstAddress(text []byte) (path []string, keyed bool) {
	d := jsontext.NewDecoder(bytes.NewReader(text), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	for {
		t, err := d.ReadToken()
		if err != nil {
			return nil, false
		}
		kind, _ := d.StackIndex(d.StackDepth())
		_, n := d.StackIndex(d.StackDepth())
		if kind != '{' || n%2 == 0 || t.Kind() != '"' || !addresses[strings.ToLower(t.String())] {
			continue // not the name of a member
		}
		all := strings.Split(string(d.StackPointer()), "/")[1:]
		if len(all) < 2 {
			return nil, false // a single user
		}
		user := all[len(all)-2]
		return all[:len(all)-2], strings.Trim(user, "0123456789") != ""
	}
}
