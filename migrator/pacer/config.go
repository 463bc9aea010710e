package pacer

import "time"

// Limits of the pacer. The distances are explained in the package's guide.
const (
	// slack makes "one second apart" more than one second: on a loopback 66
	// requests that left in 1.0001 s were seen to arrive within 0.9974 s.
	slack = 2 * time.Millisecond
	// spacingShare is the part of an even distribution that is enforced: 14 ms
	// instead of 15.4 ms at 65 a second lets a late wake-up catch up within the
	// second.
	spacingShare = 0.91

	defaultInFlight = 256
	// searchesInFlight is the most searches under way at once.
	searchesInFlight = 4
)

// Config says what a pacer allows. The zero value allows everything, with at
// most 256 requests in flight.
type Config struct {
	// Rate is the most requests written in any closed second; 0 = no limit
	// (then there is no ring and no spacing, the gate still works).
	Rate int
	// SearchPerMinute is the most searches in any minute; 0 = no limit. At
	// most 4 searches are in flight either way.
	SearchPerMinute int
	// InFlight is the most requests under way at once; 0 = 256.
	InFlight int
	// Resume is the State of an earlier process, or zero.
	Resume State
	// FullRing begins as if Rate requests had left at the moment of New: an
	// earlier process may have sent them, nobody knows.
	FullRing bool
}

// Kind says which limits a request is under.
type Kind uint8

// The kinds of requests.
const (
	KindWrite Kind = iota
	KindRead
	KindSearch
)

// ResultKind says what a request taught about the destination.
type ResultKind uint8

// The results. Nothing, the zero value, is for a request that we gave up
// ourselves: it teaches nothing.
const (
	Nothing   ResultKind = iota
	OK                   // any answer that shows that the destination is well
	Throttled            // 429
	Trouble              // 5xx
	NotSent              // never written: connection refused, no such host
	Lost                 // written, but no answer
)

// Result is what came of a permit.
type Result struct {
	Kind ResultKind
	// RetryAfter is how long the destination asked to be left alone; 0 = it
	// did not say. More than 10 minutes count as 10.
	RetryAfter time.Duration
	// Reason is shown to people while the gate is closed: "connection
	// refused".
	Reason string
}
