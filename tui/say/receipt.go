package say

import (
	"path/filepath"

	"example.com/usher/migrator"
)

// Receipt says in a few lines how an import ended. err is what ended it, nil
// when it is done or paused.
func Receipt(r migrator.Result, err error) []string {
	settled := Settled(r)
	at := Count(settled) + " of " + Users(r.Total) + " (" + Percent(int64(settled), int64(r.Total), settled > 0 && settled == r.Total) + ")"
	var lines []string
	switch {
	case err != nil:
		f := Describe(err)
		lines = append(lines, "usher: stopped at "+at+": "+f.What)
		if f.Now != "" {
			lines = append(lines, "  what now: "+f.Now)
		}
	case r.State == migrator.Paused:
		lines = append(lines, "usher: paused at "+at+", nothing in flight")
	default:
		lines = append(lines, "usher: done, "+InStytch(r)+" of "+Users(r.Total)+" are in "+DestinationName(r.Destination))
		if left := r.Refused + r.Unknown; left > 0 {
			lines = append(lines, "  refused: "+Count(r.Refused)+", unresolved: "+Count(r.Unknown)+" (reasons in the report)")
		}
	}
	return cleaned(append(lines, whereTo(r)...))
}

// LeftAtOnce is the receipt of a run that was not waited for.
func LeftAtOnce(checkpoint string) []string {
	return cleaned([]string{
		"usher: left at once; what was sent last is looked up when you go on",
		resumeLine(checkpoint),
	})
}

// whereTo names the command that goes on and the files that were written.
func whereTo(r migrator.Result) []string {
	var lines []string
	if r.State != migrator.Done && r.Checkpoint != "" {
		lines = append(lines, resumeLine(r.Checkpoint))
	}
	if r.Report != "" {
		lines = append(lines, "  report:  "+filepath.Join(r.Report, "summary.html"))
		if r.State == migrator.Done {
			lines = append(lines, "  id map:  "+filepath.Join(r.Report, "id-map.csv"))
		}
	}
	return lines
}

func resumeLine(checkpoint string) string { return "  resume:  usher resume " + Word(checkpoint) }

// Settled is how many users have a final outcome.
func Settled(r migrator.Result) int {
	return r.Created + r.PasswordAdded + r.Present + r.Refused + r.Skipped + r.Undone
}

// InStytch is how many users are there now.
func InStytch(r migrator.Result) string { return Count(r.Created + r.PasswordAdded + r.Present) }

// DestinationName is where the users are now.
func DestinationName(kind string) string {
	if kind == string(migrator.Sandbox) {
		return "the sandbox"
	}
	return "Stytch"
}

func cleaned(lines []string) []string {
	for i, l := range lines {
		lines[i] = Clean(l)
	}
	return lines
}
