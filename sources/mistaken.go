package sources

import (
	"example.com/usher/sources/layout"
)

// Files that people take for exports of users, by members of their objects or
// names of their columns. Any of the lists has to be there completely.
var mistakes = []struct {
	keys         []string
	reason, hint string
}{
	{[]string{"log_id", "date", "type"}, "a log of logins (Auth0), not users", exportUsers},
	{[]string{"Groups"}, "groups of a Cognito user pool, not users", exportUsers},
	{[]string{"UserPools"}, "a list of Cognito user pools, not users", "Export the users of one: aws cognito-idp list-users --user-pool-id ID."},
	{[]string{"eventVersion", "eventName"}, "a log (AWS CloudTrail), not users", exportUsers},
	{[]string{"Records"}, "a log (AWS CloudTrail), not users", exportUsers},
	{[]string{"organizations"}, "organizations, not users", exportUsers},
	{[]string{"org_id", "org_name"}, "organizations, not users", exportUsers},
	{[]string{"display_name", "branding"}, "organizations (Auth0), not users", exportUsers},
	{[]string{"organization_id", "organization_name"}, "organizations, not users", exportUsers},
	{[]string{"organization_slug"}, "organizations, not users", exportUsers},
	{[]string{"client_id", "grant_types"}, "applications, not users", exportUsers},
	{[]string{"timestamp", "ip", "event"}, "a log, not users", exportUsers},
	{[]string{"timestamp", "level", "message"}, "a log, not users", exportUsers},
	{[]string{"logEvents"}, "a log, not users", exportUsers},
}

const exportUsers = "Export the users and name that file."

// mistaken knows files that are no users.
func mistaken(s *layout.Sample) (reason, hint string, ok bool) {
	has := s.Keys()
	if !s.JSON() {
		has = s.Columns()
	}
	for _, m := range mistakes {
		if all(has, m.keys) {
			return m.reason, m.hint, true
		}
	}
	if s.Whole && s.JSON() && len(s.Objects(s.Around())) == 0 && len(has) <= 1 {
		return "there are no users in it", "Export again, or name another file.", true
	}
	return "", "", false
}

func all(has map[string]bool, keys []string) bool {
	for _, k := range keys {
		if !has[k] {
			return false
		}
	}
	return true
}
