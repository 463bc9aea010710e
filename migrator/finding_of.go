package migrator

import (
	"slices"

	"example.com/usher/sources"
)

// FindingsOf are the findings of a user whose outcome is known: those of the
// plan, or, for who was skipped as a duplicate, what is left of them.
func (p Planner) FindingsOf(u sources.User, o Outcome) []Finding {
	plan := p.Plan(u)
	if o.Kind == Skipped && slices.Contains(duplicateCodes[:], o.Reason) {
		plan = plan.lost(o.Reason)
	}
	return plan.Findings
}
