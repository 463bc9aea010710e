package auth0

import (
	"strings"

	"example.com/usher/sources/field"
	"example.com/usher/sources/table"
)

// use is what a column of a table, or a member of the extension's JSON, is
// for.
type use int

const (
	unknown      use = iota // goes into the trusted metadata under its name
	ofMember                //  a member of the user profile
	ofConnection            // the connection of the first identity
	ofStrategy              // its provider
	ofApp                   // one value of app_metadata
	ofUser                  // one value of user_metadata
	unimportant             // known, and not moved
	hidden                  // of another program, and by its name a secret
)

// column is one column.
type column struct {
	use  use
	name string   // of the member, or the column's own
	path []string // of a leaf
}

// names are the members that a column may be called after, by table.Key. The
// bulk export writes the members' own names unless the operator chose others
// (export_as), of which the usual ones are here; the extension writes "Given
// Name". "provider" is what Auth0's own example calls the connection.
var names = map[string]column{
	"userid": {ofMember, "user_id", nil}, "id": {ofMember, "user_id", nil}, "auth0id": {ofMember, "user_id", nil}, "auth0userid": {ofMember, "user_id", nil},
	"email": {ofMember, "email", nil}, "emailaddress": {ofMember, "email", nil}, "mail": {ofMember, "email", nil},
	"emailverified": {ofMember, "email_verified", nil}, "verified": {ofMember, "email_verified", nil},
	"isverified": {ofMember, "email_verified", nil}, "isemailverified": {ofMember, "email_verified", nil}, "verifiedemail": {ofMember, "email_verified", nil},
	"confirmed": {ofMember, "email_verified", nil}, "isconfirmed": {ofMember, "email_verified", nil}, "emailconfirmed": {ofMember, "email_verified", nil},
	"username": {ofMember, "username", nil}, "login": {ofMember, "username", nil}, "loginname": {ofMember, "username", nil},
	"phonenumber": {ofMember, "phone_number", nil}, "phone": {ofMember, "phone_number", nil}, "mobile": {ofMember, "phone_number", nil}, "mobilephone": {ofMember, "phone_number", nil}, "mobilenumber": {ofMember, "phone_number", nil},
	"phoneverified": {ofMember, "phone_verified", nil}, "phonenumberverified": {ofMember, "phone_verified", nil},
	"isphoneverified": {ofMember, "phone_verified", nil}, "phoneconfirmed": {ofMember, "phone_verified", nil},
	"givenname": {ofMember, "given_name", nil}, "firstname": {ofMember, "given_name", nil}, "first": {ofMember, "given_name", nil}, "forename": {ofMember, "given_name", nil},
	"familyname": {ofMember, "family_name", nil}, "lastname": {ofMember, "family_name", nil}, "surname": {ofMember, "family_name", nil}, "last": {ofMember, "family_name", nil},
	"name": {ofMember, "name", nil}, "fullname": {ofMember, "name", nil}, "displayname": {ofMember, "name", nil},
	"nickname": {ofMember, "nickname", nil}, "picture": {ofMember, "picture", nil}, "locale": {ofMember, "locale", nil},
	"blocked": {ofMember, "blocked", nil}, "isblocked": {ofMember, "blocked", nil}, "disabled": {ofMember, "blocked", nil}, "isdisabled": {ofMember, "blocked", nil},
	"banned": {ofMember, "blocked", nil}, "isbanned": {ofMember, "blocked", nil}, "suspended": {ofMember, "blocked", nil}, "issuspended": {ofMember, "blocked", nil},
	"createdat": {ofMember, "created_at", nil}, "created": {ofMember, "created_at", nil}, "createddate": {ofMember, "created_at", nil}, "creationdate": {ofMember, "created_at", nil}, "signupdate": {ofMember, "created_at", nil},
	"updatedat": {ofMember, "updated_at", nil}, "updated": {ofMember, "updated_at", nil},
	"lastlogin": {ofMember, "last_login", nil}, "lastloginat": {ofMember, "last_login", nil}, "lastlogindate": {ofMember, "last_login", nil}, "lastsignin": {ofMember, "last_login", nil},
	"identities": {ofMember, "identities", nil}, "multifactor": {ofMember, "multifactor", nil},
	"appmetadata": {ofMember, "app_metadata", nil}, "usermetadata": {ofMember, "user_metadata", nil},
	"connection": {ofConnection, "", nil}, "provider": {ofConnection, "", nil}, "identities[0]connection": {ofConnection, "", nil}, "identities0connection": {ofConnection, "", nil},
	"identities[0]provider": {ofStrategy, "", nil}, "identities0provider": {ofStrategy, "", nil},
	"identities[0]userid": {unimportant, "", nil}, "identities[0]issocial": {unimportant, "", nil},
	"lastip": {unimportant, "", nil}, "loginscount": {unimportant, "", nil}, "lastpasswordreset": {unimportant, "", nil},
	"multifactorlastmodified": {unimportant, "", nil}, "tenant": {unimportant, "", nil},
}

// columnFor says what a column of that name is for.
func columnFor(name string) column {
	if c, ok := names[table.Key(name)]; ok {
		return c
	}
	for prefix, u := range map[string]use{"app_metadata": ofApp, "user_metadata": ofUser} {
		if rest, ok := strings.CutPrefix(name, prefix); ok && rest != "" && strings.ContainsRune(".[", rune(rest[0])) {
			return column{u, name, leafPath(rest)}
		}
	}
	switch {
	case strings.TrimSpace(name) == "":
		return column{use: unimportant}
	case field.Secret(name):
		return column{use: hidden}
	}
	return column{unknown, name, nil}
}

// isOwnName knows names that Auth0 gives to columns and hardly anybody else.
func isOwnName(name string) bool {
	switch name {
	case "email_verified", "logins_count", "last_password_reset", "phone_verified":
		return true
	}
	for _, prefix := range []string{"app_metadata.", "user_metadata.", "identities["} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// leafPath splits ".plan.tier" and ".roles[0]" and "['a b']"; an index stays
// in its brackets.
func leafPath(text string) []string {
	text = strings.NewReplacer("['", ".", "']", "", `["`, ".", `"]`, "", "[", ".[").Replace(text)
	return strings.Split(strings.TrimPrefix(text, "."), ".")
}
