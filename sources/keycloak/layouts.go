package keycloak

import (
	"io"
	"strings"

	"example.com/usher/sources/layout"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
	"example.com/usher/sources/split"
)

// around is the list of a realm.
var around = split.Containers{Arrays: []string{"users"}}

// Realm is a realm with its users, an array of such realms, or the users-N
// file of an export into a folder.
var Realm = layout.Layout{
	Provider:   layout.Keycloak,
	Name:       "realm export",
	Kind:       layout.Users,
	Detect:     isRealm,
	Containers: around,
	// Never by lines: a realm may be one line, with its users behind the sample.
	Split: func(r io.Reader, _ *layout.Sample) split.Splitter { return split.JSON(r, around, split.Limits{}) },
	Open:  layout.Members(decode).Objects,
}

// Settings is a realm without its users, as it lies beside the users-N files
// and as the console's partial export makes it.
var Settings = layout.Layout{
	Provider: layout.Keycloak,
	Name:     "the settings of a realm",
	Kind:     layout.Settings,
	Detect:   func(s *layout.Sample) bool { return s.JSON() && isSettings(s) },
}

// API is the admin API's array of users.
var API = layout.Layout{
	Provider:   layout.Keycloak,
	Name:       "users of the admin API",
	Kind:       layout.Users,
	Detect:     func(s *layout.Sample) bool { return s.AnyIn(around, isUser) },
	Containers: around,
	Open:       layout.Members(decode).Objects,
	Tally:      func() layout.Tally { return &api{} },
}

// isRealm: the name of a realm and, as far as the sample goes, its users.
// A realm's users stand before its clients (RealmRepresentation), so one with
// clients and no users has none.
func isRealm(s *layout.Sample) bool {
	if !s.JSON() {
		return false
	}
	keys := s.Keys()
	if !keys["realm"] {
		return false
	}
	return keys["users"] || !s.Whole && !isSettings(s) && isRealmKeys(keys)
}

func isSettings(s *layout.Sample) bool {
	keys := s.Keys()
	if !keys["realm"] || keys["users"] || !isRealmKeys(keys) {
		return false
	}
	return s.Whole || keys["clients"] || keys["clientScopes"] || keys["scopeMappings"] || strings.HasSuffix(s.Path, "-realm.json")
}

// isRealmKeys knows a realm by settings that every export of one has.
func isRealmKeys(keys map[string]bool) bool {
	return keys["sslRequired"] || keys["accessTokenLifespan"] || keys["keycloakVersion"] || keys["notBefore"] && keys["enabled"]
}

// isUser knows a user by members that are always there.
func isUser(o object.Object) bool {
	if !o.Has("username") || !o.Has("enabled") && !o.Has("createdTimestamp") {
		return false
	}
	return o.Has("createdTimestamp", "emailVerified") || o.Has("requiredActions") || o.Has("realmRoles") || o.Has("disableableCredentialTypes")
}

// api says that passwords are not in the answers of the admin API.
type api struct{}

func (*api) Page(object.Object, int) {}

func (*api) Notes() []record.Note {
	return []record.Note{{Code: "password_hash_missing", Detail: "the admin API leaves passwords out; export the realm with kc.sh export --users realm_file"}}
}
