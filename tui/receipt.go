package tui

import (
	"path/filepath"

	"example.com/usher/migrator"
)

// receiptOf says in a few lines how an import ended, for the normal screen.
func receiptOf(result migrator.Result, err error, ended bool, snap migrator.Snapshot) Receipt {
	if !ended {
		return Receipt{Paused: true, Lines: []string{
			"usher: left at once; what was sent last is looked up when you go on",
			"  resume:  usher resume " + shellWord(snap.Checkpoint),
		}}
	}
	r := Receipt{Result: &result, Err: err, Paused: err == nil && result.State == migrator.Paused}
	settled := settledOf(result)
	at := count(settled) + " of " + users(result.Total) + " (" + percent(int64(settled), int64(result.Total), false) + ")"
	switch {
	case err != nil:
		f := describe(err)
		r.Lines = append(r.Lines, "usher: stopped at "+at+": "+f.what)
		if f.now != "" {
			r.Lines = append(r.Lines, "  what now: "+f.now)
		}
	case r.Paused:
		r.Lines = append(r.Lines, "usher: paused at "+at+", nothing in flight")
	default:
		r.Lines = append(r.Lines, "usher: done, "+inStytch(result)+" of "+users(result.Total)+" are in "+destinationName(result.Destination))
		if left := result.Refused + result.Unknown; left > 0 {
			r.Lines = append(r.Lines, "  refused: "+count(result.Refused)+", unresolved: "+count(result.Unknown)+" (reasons in the report)")
		}
	}
	checkpoint := result.Checkpoint
	if checkpoint == "" {
		checkpoint = snap.Checkpoint
	}
	if result.State != migrator.Done && checkpoint != "" {
		r.Lines = append(r.Lines, "  resume:  usher resume "+shellWord(checkpoint))
	}
	if result.Report != "" {
		r.Lines = append(r.Lines, "  report:  "+filepath.Join(result.Report, "summary.html"))
		if result.State == migrator.Done {
			r.Lines = append(r.Lines, "  id map:  "+filepath.Join(result.Report, "id-map.csv"))
		}
	}
	for i, l := range r.Lines {
		r.Lines[i] = clean(l)
	}
	return r
}

// settledOf is how many users have a final outcome.
func settledOf(r migrator.Result) int {
	return r.Created + r.PasswordAdded + r.Present + r.Refused + r.Skipped
}

// inStytch is how many users are there now.
func inStytch(r migrator.Result) string { return count(r.Created + r.PasswordAdded + r.Present) }

func destinationName(kind string) string {
	if kind == string(migrator.Sandbox) {
		return "the sandbox"
	}
	return "Stytch"
}
