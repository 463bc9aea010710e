package migrator

import "slices"

// Plan is the calls for one user, or the reason why there is none.
type Plan struct {
	Calls    []Call // one or two
	Skip     string // finding code, when Calls is empty
	Findings []Finding
}

// callCodes are the findings about what the calls of a plan leave behind. A
// user who gets no call after all does not have them.
var callCodes = []string{
	"email_unverified_password", "verified_state_lost", "external_id_invalid",
	"metadata_too_large", "metadata_too_many_keys", "metadata_dropped", "mark_omitted",
}

// lost is the plan of a user who is skipped as a duplicate.
func (p Plan) lost(code string) Plan {
	skipped := Plan{Skip: code}
	for _, f := range p.Findings {
		if !slices.Contains(callCodes, f.Code) {
			skipped.Findings = append(skipped.Findings, f)
		}
	}
	skipped.Findings = append(skipped.Findings, Finding{Code: code})
	return skipped
}

// identifiesAs reports whether a look-up finds the same users for both plans.
func (p Plan) identifiesAs(other Plan) bool {
	if len(p.Calls) == 0 || len(other.Calls) == 0 {
		return len(p.Calls) == len(other.Calls)
	}
	a, b := p.Calls[0], other.Calls[0]
	return foldEmail(a.Email) == foldEmail(b.Email) && a.Phone == b.Phone && a.ExternalID == b.ExternalID
}

// sharesExternalID reports whether both plans have the same external id.
func (p Plan) sharesExternalID(other Plan) bool {
	return len(p.Calls) > 0 && len(other.Calls) > 0 && p.Calls[0].ExternalID != "" && p.Calls[0].ExternalID == other.Calls[0].ExternalID
}
