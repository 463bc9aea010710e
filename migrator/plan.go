package migrator

// Plan is the calls for one user, or the reason why there is none.
type Plan struct {
	Calls    []Call // one or two
	Skip     string // finding code, when Calls is empty
	Findings []Finding
}
