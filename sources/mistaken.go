package sources

import (
	"example.com/usher/sources/layout"
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
	{[]string{"client_id", "grant_types"}, "applications, not users", exportUsers},
}

const exportUsers = "Export the users and name that file."

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
	if s.Whole && s.JSON() && len(s.Objects(s.Around())) == 0 && (len(has) <= 1 || has["users"] || has["Users"]) {
		return "there are no users in it", "Export again, or name another file.", true
	}
	return "", "", false
}

// isLog knows logs, in which emails stand as well.
func isLog(s *layout.Sample) bool {
	has := namesIn(s)
	for _, m := range logs {
		if all(has, m.keys) {
			return true
		}
	}
	return false
}

// namesIn are the members of the first object, or the columns.
func namesIn(s *layout.Sample) map[string]bool {
	if s.JSON() {
		return s.Keys()
	}
	return s.Columns()
}

func all(has map[string]bool, keys []string) bool {
	for _, k := range keys {
		if !has[k] {
			return false
		}
	}
	return true
}
