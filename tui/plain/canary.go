package plain

import (
	"strconv"
	"strings"

	"example.com/usher/migrator"
	"example.com/usher/tui/say"
)

// Canaries lists the users who went first, beside what Stytch has of them.
func Canaries(users []migrator.CanaryUser) []string {
	lines := []string{"These users went first:"}
	for i, u := range users {
		lines = append(lines, "  "+strconv.Itoa(i+1)+"  "+say.Places(u.Place)+"  "+say.Clean(migrator.MaskID(u.SourceID))+"  "+u.Outcome.Kind.Label()+canaryState(u))
		if u.Outcome.UserID != "" {
			lines = append(lines, "     "+u.Outcome.UserID)
		}
	}
	return append(lines, "")
}

func canaryState(u migrator.CanaryUser) string {
	switch {
	case u.Outcome.Reason != "" && u.Found == nil:
		return ": " + u.Outcome.Reason
	case u.Found == nil:
		return ", not found at Stytch"
	case len(u.Differ) > 0:
		return ", differs at Stytch: " + strings.Join(u.Differ, ", ")
	case u.HasPassword:
		return ", at Stytch as in the export, with a password"
	}
	return ", at Stytch as in the export"
}
