// Package pacer decides when a request may leave, for every request of the
// process: writes, look-ups, searches, retries.
//
// It promises that at most Rate requests are written in any closed second,
// wherever that second begins. A token bucket can't promise that; a ring of
// slots can: a request takes a slot before it leaves, keeps it while it is
// being written, and the slot is free again one second after the moment it
// was written. Two requests through one slot are thus more than a second
// apart, and there are Rate slots.
//
// The parts:
//
//   - ring: the slots, and the guard, an extra distance that 429 answers raise
//     and time lowers.
//   - lesson: what 429 answers teach. Where the destination takes clearly fewer
//     requests than the ring lets out, the ring shrinks to that, and tries one
//     place more from time to time; else the guard is raised.
//   - gate: after a 429, a refused connection or errors in a row nothing
//     leaves for a while; then one probe goes first, and only its success lets
//     the others out.
//   - spacing: a few milliseconds between two requests, so that a second is
//     not spent in one burst.
//   - a limit for searches, and one for requests in flight.
//
// A request goes through it like this:
//
//	permit, err := p.Acquire(ctx, pacer.KindWrite)
//	if err != nil {
//		return err // ctx ended; nothing left
//	}
//	// ... when the last byte of the request was written:
//	permit.Written()
//	// ... when the answer was read:
//	permit.Done(pacer.Result{Kind: pacer.OK})
//
// Time comes from package time alone, so that testing/synctest can drive it.
package pacer
