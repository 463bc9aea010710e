package stytch

import (
	"encoding/json"

	"example.com/usher/migrator"
)

// Pace is what the pacer knows now.
func (a *Adapter) Pace() migrator.Pace {
	s := a.pacer.Snapshot()
	return migrator.Pace{
		Requests: s.Requests, Throttled: s.Throttled, ThrottledFor: s.ThrottledFor,
		MaxPerSecond: s.MaxPerSecond, PerSecond: s.PerSecond, InFlight: s.InFlight, Waiting: s.Waiting,
		P50: s.P50, P99: s.P99, Gate: s.Gate.Reason, GateUntil: s.Gate.Until, Limit: s.Limit,
	}
}

// PacingState is the pacer's state as JSON.
func (a *Adapter) PacingState() []byte {
	state, err := json.Marshal(a.pacer.State())
	if err != nil {
		return nil // not reached: numbers, a time and our own reasons
	}
	return state
}
