package say

import "example.com/usher/migrator"

// WayID is something to do with a project whose credentials were checked.
type WayID int

// The ways.
const (
	SendAll WayID = iota
	SendFew
	SeeThere
	Rehearse
)

// Way is one of them in the operator's terms.
type Way struct {
	ID          WayID
	Title, Note string
}

// Ways are what can be done with a project, the most careful one first where
// users are real; rehearsed says that this very export was rehearsed already.
func Ways(kind migrator.TargetKind, rehearsed bool) []Way {
	all := Way{SendAll, "Send everybody", ""}
	few := Way{SendFew, "Send a few users first", "then look at them, and log one in"}
	there := Way{SeeThere, "See who is there already", "reads the project once, changes nothing"}
	rehearse := Way{Rehearse, "Rehearse this export first", "in the sandbox, nothing leaves this machine"}
	switch {
	case kind == migrator.Test:
		return []Way{all, few, there, rehearse}
	case !rehearsed:
		return []Way{rehearse, there, few, all}
	}
	return []Way{few, there, rehearse, all}
}

// DefaultCanary is how many users go first unless another number is typed.
const DefaultCanary = "10"

// There says who of an export is in a project already.
func There(a migrator.AgainstCounts) string {
	if a.AlreadyThere == 0 {
		return "Nobody of this export is there yet."
	}
	return "Of this export " + Count(a.AlreadyThere) + " are there already; " + Count(a.PasswordAdded) + " of them get their password."
}
