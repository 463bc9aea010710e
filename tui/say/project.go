package say

import "strings"

// ShortID keeps both ends of a project id: project-test-…41c7.
func ShortID(id string) string {
	for _, prefix := range []string{"project-test-", "project-live-"} {
		if rest, ok := strings.CutPrefix(id, prefix); ok && len(rest) > 8 {
			return prefix + "…" + rest[len(rest)-4:]
		}
	}
	return id
}
