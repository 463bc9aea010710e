package cognito

import (
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/room"
)

// attributes are those of a user; the API gives all of them as strings.
type attributes struct {
	sub                          string
	email, phone                 string
	emailVerified, phoneVerified bool
	given, middle, family, full  string
	updatedAt                    time.Time
	identities                   []identity

	custom map[string]any // the app's own
	shown  map[string]any // what users see and change themselves

	mem *room.Room // of texts and values, nil = each has its own
}

// take takes one attribute (docs: user pool attributes).
func (a *attributes) take(name string, v jsontext.Value) {
	switch name {
	case "sub":
		a.sub = a.mem.Text(v)
	case "email":
		a.email = a.mem.Text(v)
	case "email_verified":
		a.emailVerified = field.Flag(v)
	case "phone_number":
		a.phone = a.mem.Text(v)
	case "phone_number_verified":
		a.phoneVerified = field.Flag(v)
	case "given_name":
		a.given = a.mem.Text(v)
	case "middle_name":
		a.middle = a.mem.Text(v)
	case "family_name":
		a.family = a.mem.Text(v)
	case "name":
		a.full = a.mem.Text(v)
	case "updated_at":
		a.updatedAt = field.Time(v)
	case "identities":
		a.identities = readIdentities(v)
	case "nickname", "preferred_username", "profile", "picture", "website", "gender", "birthdate", "zoneinfo", "locale", "address":
		a.show(name, v)
	default:
		a.takeCustom(name, v)
	}
}

// takeCustom takes custom:NAME and dev:custom:NAME, which only the app's
// servers may read. They stay strings, as the app knows them.
func (a *attributes) takeCustom(name string, v jsontext.Value) {
	key, dev := strings.CutPrefix(name, "dev:")
	key, ok := strings.CutPrefix(key, "custom:")
	if !ok || key == "" || v == nil {
		return
	}
	if a.custom == nil {
		a.custom = make(map[string]any, 4)
	}
	if _, taken := a.custom[key]; taken && dev {
		key = "dev:" + key
	}
	a.custom[key] = a.mem.Value(v)
}

func (a *attributes) show(name string, v jsontext.Value) {
	if field.Absent(v) {
		return
	}
	if a.shown == nil {
		a.shown = make(map[string]any, 4)
	}
	a.shown[name] = a.mem.Value(v)
}
