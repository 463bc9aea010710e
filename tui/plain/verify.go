package plain

import (
	"time"

	"example.com/usher/migrator"
	"example.com/usher/tui/say"
)

// mostListed is how many users a list on the terminal names.
const mostListed = 20

// Verifying says before a verification what it will do and how long that takes.
func Verifying(s migrator.VerifySnapshot, now func() time.Time) string {
	return now().Format("15:04:05") + "  verifying " + say.Users(s.Total) + ": " + s.Way + ", about " + say.Span(s.Expected)
}

// VerifyProgress is one line about a verification that runs.
func VerifyProgress(s migrator.VerifySnapshot, now time.Time) string {
	line := now.Format("15:04:05") + "  " + say.Percent(int64(s.Checked), int64(s.Total), false) + "  " +
		say.Count(s.Checked) + " of " + say.Count(s.Total) + " checked"
	if s.Missing > 0 || s.Differing > 0 {
		line += ", missing " + say.Count(s.Missing) + ", differing " + say.Count(s.Differing)
	}
	if s.Pace.Gate != "" {
		line += "  waiting: " + say.Clean(s.Pace.Gate)
	}
	return line
}

// Verified is the result of a verification. Users are named by their source
// ids, shortened where they hold an email.
func Verified(r migrator.VerifyResult) []string {
	lines := []string{
		say.Users(r.Checked) + " checked of " + say.Count(r.Users) + " with a Stytch user_id: " + say.Count(r.Matching) + " match",
	}
	if r.Clean() {
		lines = append(lines, "nobody is missing, and nothing differs")
	}
	if len(r.Missing) > 0 {
		lines = append(lines, "", "Missing at Stytch: "+say.Count(len(r.Missing)))
		lines = append(lines, firstOf(r.Missing, r.List, func(id string) string { return migrator.MaskID(id) })...)
	}
	if len(r.Differing) > 0 {
		lines = append(lines, "", "Different at Stytch: "+say.Plural(len(r.Differing), "field"))
		lines = append(lines, firstOf(r.Differing, r.List, func(d migrator.Difference) string {
			return migrator.MaskID(d.SourceID) + "  " + d.Field
		})...)
	}
	if r.List != "" {
		lines = append(lines, "", "  list of them: "+say.Clean(r.List))
	}
	if r.Confidence != "" {
		lines = append(lines, "", r.Confidence)
	}
	return append(lines, "", "  "+say.Plural(r.Requests, "request")+" in "+say.Exact(time.Duration(r.Seconds*float64(time.Second))))
}

// firstOf are the first lines of a list; file is where all of it is, "" =
// nowhere but in --json.
func firstOf[T any](list []T, file string, line func(T) string) []string {
	where := "--json has them all"
	if file != "" {
		where = "the list has them all"
	}
	var lines []string
	for i, v := range list {
		if i == mostListed {
			return append(lines, "  ... and "+say.Count(len(list)-mostListed)+" more: "+where)
		}
		lines = append(lines, "  "+say.Clean(line(v)))
	}
	return lines
}
