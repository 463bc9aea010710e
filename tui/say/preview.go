package say

import (
	"strconv"

	"example.com/usher/migrator"
)

// Amount is a line of a table: what, and how much.
type Amount struct{ Label, Value string }

// Moves says what of the users moves; the lines add up to all users.
func Moves(m migrator.MoveCounts) []Amount {
	return []Amount{
		{"email only", Count(m.EmailOnly)},
		{"phone only", Count(m.PhoneOnly)},
		{"email + phone", Count(m.EmailPhone)},
		{"email + password", Count(m.EmailPassword)},
		{"email + phone + password", Count(m.EmailPhonePassword)},
		{"cannot move", Count(m.Nothing)},
	}
}

// Takes says what an import would send, and how long that is at the cap.
func Takes(r migrator.PreviewResult) []Amount {
	return []Amount{
		{"create user", Count(r.Calls.CreateUser)},
		{"migrate password", Count(r.Calls.MigratePassword)},
		{"requests", Count(r.Requests)},
		{"at " + strconv.Itoa(migrator.MaxRate) + "/s", Span(Seconds(r.SecondsAtCap))},
	}
}

// Recommendation is the path that Stytch's guide recommends for such an
// export, and why.
func Recommendation(r migrator.PreviewResult) string {
	with := r.Moves.EmailPassword + r.Moves.EmailPhonePassword
	switch r.RecommendedPath {
	case "static":
		if r.Users == 0 {
			return "none. There is no user in this export."
		}
		return "static import. " + WholePercent(with, r.Users) + " bring their password."
	case "rolling":
		return "rolling, at login. No password can move."
	case "dual_write":
		return "dual write and backfill. More than a million users."
	}
	return Clean(r.RecommendedPath)
}

// Finding is a finding in a list: its sentence and, where it is about the
// whole export, the detail; users is "" then.
func Finding(f migrator.FindingCount) (sentence, users string) {
	if f.Users == 0 && f.Detail != "" {
		return Clean(f.Sentence + ": " + f.Detail), ""
	}
	return Clean(f.Sentence), Count(f.Users)
}

// NoFinding is what stands in the place of findings where there are none.
func NoFinding(r migrator.PreviewResult) string {
	switch {
	case r.Records == 0:
		return "Nobody is in this export: check that the file is whole, or export again."
	case r.Users == 0:
		return "No finding: there is no user who could have one."
	}
	return "No finding: every user moves with everything they have."
}
