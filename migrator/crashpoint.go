package migrator

// crashpoint names a moment at which tests end the process. In production no
// hook is set and reaching one costs a comparison.
type crashpoint string

// The moments, in the order in which one user meets them.
const (
	beforeWatermark crashpoint = "before the watermark moves"
	afterWatermark  crashpoint = "after the watermark moved"
	beforeWrite     crashpoint = "before a request leaves"
	afterAnswer     crashpoint = "after an answer came"
	betweenCalls    crashpoint = "between the two calls"
	beforeLookup    crashpoint = "before a look-up"
	afterLookup     crashpoint = "after a look-up"
	beforeTakeBack  crashpoint = "before something misplaced is taken back"
	beforeCommit    crashpoint = "before a commit"
	afterCommit     crashpoint = "after a commit, before it is counted"
	duringResume    crashpoint = "during resume"
)

func (e *engine) at(c crashpoint) {
	if e.hook != nil {
		e.hook(c)
	}
}
