package sources

import (
	"maps"
	"slices"
	"strings"

	"example.com/usher/sources/field"
	"example.com/usher/sources/layout"
	"example.com/usher/sources/object"
	"example.com/usher/sources/split"
	"example.com/usher/sources/table"
)

// mistake is a file that people take for an export of users, known by members
// of its objects or names of its columns, all of which have to be there.
type mistake struct {
	keys         []string
	reason, hint string
}

// logs stay logs, also where emails stand in them.
var logs = []mistake{
	{[]string{"log_id", "date", "type"}, "a log of logins (Auth0), not users", exportUsers},
	{[]string{"eventVersion", "eventName"}, "a log (AWS CloudTrail), not users", exportUsers},
	{[]string{"Records"}, "a log (AWS CloudTrail), not users", exportUsers},
	{[]string{"logEvents"}, "a log, not users", exportUsers},
	{[]string{"timestamp", "level", "message"}, "a log, not users", exportUsers},
	{[]string{"timestamp", "event"}, "a log, not users", exportUsers},
	{[]string{"timestamp", "event_type"}, "a log, not users", exportUsers},
	{[]string{"timestamp", "action"}, "a log, not users", exportUsers},
	{[]string{"event", "ip"}, "a log, not users", exportUsers},
	{[]string{"event", "ip_address"}, "a log, not users", exportUsers},
	{[]string{"event_type", "ip_address"}, "a log, not users", exportUsers},
	{[]string{"action", "ip_address"}, "a log, not users", exportUsers},
	{[]string{"date", "type", "user_agent"}, "a log of logins (Auth0), not users", exportUsers},
	{[]string{"ip", "user_agent"}, "a log, not users", exportUsers},
	{[]string{"ip_address", "user_agent"}, "a log, not users", exportUsers},
	{[]string{"type", "user", "ip"}, "a log, not users", exportUsers},
	{[]string{"payload", "ip_address"}, "an audit log (Supabase), not users", exportUsers},
	{[]string{"AuthEvents"}, "a log of logins (AWS Cognito), not users", exportUsers},
	{[]string{"eventType", "actor", "outcome"}, "a log (Okta), not users", exportUsers},
	{[]string{"type", "realmId", "ipAddress"}, "a log of events (Keycloak), not users", exportUsers},
}

// others are something else where nothing shows that they are users.
var others = []mistake{
	{[]string{"Groups"}, "groups of a Cognito user pool, not users", exportUsers},
	{[]string{"UserPools"}, "a list of Cognito user pools, not users", "Export the users of one: aws cognito-idp list-users --user-pool-id ID."},
	{[]string{"organizations"}, "organizations, not users", exportUsers},
	{[]string{"org_id", "org_name"}, "organizations, not users", exportUsers},
	{[]string{"display_name", "branding"}, "organizations (Auth0), not users", exportUsers},
	{[]string{"organization_id", "organization_name"}, "organizations, not users", exportUsers},
	{[]string{"member_id", "organization_id"}, "members of organizations (Stytch B2B), not users", exportUsers},
	{[]string{"organization_slug"}, "organizations, not users", exportUsers},
	{[]string{"name", "slug", "members_count"}, "organizations, not users", exportUsers},
	{[]string{"client_id", "grant_types"}, "applications, not users", exportUsers},
	{[]string{"statusCode", "error"}, "the error that a server answered, not users", askAgain},
	{[]string{"error", "message"}, "the error that a server answered, not users", askAgain},
	{[]string{"error", "error_description"}, "the error that a server answered, not users", askAgain},
}

const (
	exportUsers = "Export the users and name that file."
	askAgain    = "Open the file to see what the provider said, and export again."
)

// mistaken knows files that are no users.
func mistaken(s *layout.Sample) (reason, hint string, ok bool) {
	if reason, hint, ok := written(s.Text); ok {
		return reason, hint, true
	}
	has := namesIn(s)
	for _, list := range [][]mistake{logs, others} {
		for _, m := range list {
			if all(has, m.keys) {
				return m.reason, m.hint, true
			}
		}
	}
	if slices.ContainsFunc(s.Objects(split.Containers{Arrays: []string{"data"}}), isOrganization) {
		return "organizations, not users", exportUsers, true
	}
	if s.Whole && s.JSON() && len(s.Objects(s.Around())) == 0 && (len(has) <= 1 || has["users"] || has["Users"]) {
		return "there are no users in it", "Export again, or name another file.", true
	}
	return "", "", false
}

// isOrganization knows organizations by what Auth0, Clerk and WorkOS begin their
// ids with.
func isOrganization(o object.Object) bool {
	return strings.HasPrefix(field.Text(o.Get("id")), "org_")
}

// isLog knows logs, in which emails stand as well. One of users with their
// passwords is none: an address and a browser are those of the last login.
func isLog(s *layout.Sample) bool {
	has := namesIn(s)
	if hasPassword(has) {
		return false
	}
	for _, m := range logs {
		if all(has, m.keys) {
			return true
		}
	}
	return false
}

// passwords are columns that no log has, by table.Key.
var passwords = map[string]bool{
	"password": true, "passwordhash": true, "passwordhashed": true, "hashedpassword": true, "encryptedpassword": true,
	"passworddigest": true, "userpass": true, "passwd": true, "passhash": true,
}

func hasPassword(has map[string]bool) bool {
	for name := range has {
		if passwords[table.Key(name)] {
			return true
		}
	}
	return false
}

// namesIn are the members of the first object, or the columns, which people
// write as they like.
func namesIn(s *layout.Sample) map[string]bool {
	if s.JSON() {
		return s.Keys()
	}
	names := maps.Clone(s.Columns())
	for name := range s.Columns() {
		names[strings.ReplaceAll(strings.ToLower(strings.TrimSpace(name)), " ", "_")] = true
	}
	return names
}

func all(has map[string]bool, keys []string) bool {
	for _, k := range keys {
		if !has[k] {
			return false
		}
	}
	return true
}
