package plain

import (
	"time"

	"example.com/usher/migrator"
	"example.com/usher/tui/say"
)

// Live is what stands above the question for a live project's id.
func Live(r migrator.PreviewResult, projectID string, now time.Time) []string {
	return []string{
		say.Users(r.Users-r.Skipped) + " will be imported into the LIVE project " + say.Clean(projectID) + ".",
		"No message is sent to any of them. Newest record of the export: " + newest(r, now) + ";",
		"who signed up since then is not in it.",
	}
}
