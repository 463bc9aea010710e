package migrator

import "fmt"

// StopLoss says when a run halts by itself because Stytch refuses too many
// users for one reason: then it is the mapping, the hash type or a setting of
// the project, and going on would only refuse the rest too. Passwords that
// are refused count like users. The zero value means the defaults.
type StopLoss struct {
	// Off goes on whatever is refused.
	Off bool `json:"off,omitempty"`
	// First halts when the first users of a run, in the order of the export,
	// are all refused for one reason; 0 = 20.
	First int `json:"first,omitempty"`
	// Streak halts when so many who follow each other in the export are
	// refused for one reason; 0 = 50.
	Streak int `json:"streak,omitempty"`
	// Share halts when one reason has refused this share of the run's users,
	// counted from After users on; 0 = 0.1 and 500.
	Share float64 `json:"share,omitempty"`
	After int     `json:"after,omitempty"`
}

func (s StopLoss) orDefaults() StopLoss {
	if s.First <= 0 {
		s.First = 20
	}
	if s.Streak <= 0 {
		s.Streak = 50
	}
	if s.Share <= 0 {
		s.Share = 0.1
	}
	if s.After <= 0 {
		s.After = 500
	}
	return s
}

// StopLossError is the run that halted by itself.
type StopLossError struct {
	Reason  string // Stytch's error_type
	Refused int    // users that it refused in this run
	Of      int    // users that were sent in this run
	// First is how many users of the run were all refused from the first one
	// on; 0 = that is not why.
	First int
	// Streak: the refused ones were the last Refused in a row.
	Streak bool
}

func (e *StopLossError) Error() string {
	switch {
	case e.First > 0:
		return fmt.Sprintf("the first %d users were all refused for one reason: %s", e.First, e.Reason)
	case e.Streak:
		return fmt.Sprintf("%d users in a row were refused for one reason: %s", e.Refused, e.Reason)
	}
	return fmt.Sprintf("%d of %d users were refused for one reason: %s", e.Refused, e.Of, e.Reason)
}

// stopLossHint says how to go on.
const stopLossHint = "Everything up to here is kept. Mend the cause (hash type, mapping, a setting of the project) and resume; to go on whatever is refused, resume with --no-stop-loss."

// lossWatch counts the refusals of one run.
type lossWatch struct {
	limits  StopLoss
	sent    int
	first   map[string]int // refused among the first, by reason
	reasons map[string]int
	recent  recentRefusals
	halted  bool
}

func newLossWatch(s StopLoss) *lossWatch {
	return &lossWatch{limits: s.orDefaults(), reasons: map[string]int{}, first: map[string]int{}}
}

// see counts the outcome of the nth user of the run, from 0, and gives an error
// when the run should halt. Refusals come back sooner than users who are
// created or take two calls, so who is among the first, and who follows whom,
// is told by nth.
func (w *lossWatch) see(nth int, o *Outcome) error {
	if w.limits.Off || w.halted || o.Kind == Skipped || o.Kind == Unreadable || o.Kind == Unknown {
		return nil
	}
	w.sent++
	if o.Kind != WasRefused && !o.PasswordRefused {
		return nil
	}
	streak := w.recent.add(nth, o.Reason, w.limits.Streak)
	w.reasons[o.Reason]++
	if nth < w.limits.First {
		w.first[o.Reason]++
	}
	halt := StopLossError{Reason: o.Reason, Refused: w.reasons[o.Reason], Of: w.sent}
	switch l := w.limits; {
	case w.first[o.Reason] >= l.First:
		w.first[o.Reason], halt.First = 0, l.First
	case streak >= l.Streak:
		halt.Refused, halt.Streak = streak, true
	case w.sent >= l.After && float64(halt.Refused) >= l.Share*float64(w.sent):
	default:
		return nil
	}
	w.halted = true
	return &FatalError{Op: "import", Err: &halt, Hint: stopLossHint}
}
