package sandbox

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"time"
)

// The kinds of faults. Those down to FaultRedirect leave the state untouched;
// those after it spoil the answer to a request that is carried out.
const (
	Fault429          = "429"                // refused, with Retry-After
	Fault429NoRetry   = "429-no-retry-after" // refused, without
	Fault500          = "500"                // internal_server_error in the envelope
	Fault503HTML      = "503-html"           // a proxy's page
	Fault502NoType    = "502-no-type"        // JSON without error_type
	FaultEmptyBody    = "empty-body"         // a 500 with no body
	FaultLatency      = "latency"            // slow, otherwise right
	FaultHang         = "hang"               // no answer until the client gives up
	FaultDropBefore   = "drop-before"        // connection closed
	FaultRedirect     = "redirect-307"       // sent away to the same place
	FaultDropAfter    = "drop-after"         // carried out, connection closed
	FaultCutAnswer    = "cut-answer"         // carried out, half an answer
	FaultMalformed    = "malformed-200"      // carried out, 200 with broken JSON
	FaultNoPasswordID = "no-password-id"     // carried out, password without id
	FaultNoCreatedAt  = "no-created-at"      // carried out, user without created_at
	FaultLate         = "late"               // carried out, no answer until the client gives up
	FaultLateApply    = "late-apply"         // connection closed, carried out some time later
)

// stage is the step of a request at which a kind of fault strikes.
type stage int

const (
	stageArrival stage = iota + 1 // before anything is looked at
	stageLimit                    // beside the rate limit
	stageRefuse                   // instead of carrying out
	stageAnswer                   // once there is an answer
	stageSuccess                  // once there is a good answer
)

var faultStages = map[string]stage{
	FaultLatency: stageArrival, FaultDropBefore: stageArrival,
	Fault429: stageLimit, Fault429NoRetry: stageLimit,
	Fault500: stageRefuse, Fault503HTML: stageRefuse, Fault502NoType: stageRefuse,
	FaultEmptyBody: stageRefuse, FaultHang: stageRefuse, FaultRedirect: stageRefuse,
	FaultLateApply: stageRefuse,
	FaultDropAfter: stageAnswer, FaultCutAnswer: stageAnswer, FaultLate: stageAnswer,
	FaultMalformed: stageSuccess, FaultNoPasswordID: stageSuccess, FaultNoCreatedAt: stageSuccess,
}

// FaultKinds lists the kinds of faults in alphabetical order.
func FaultKinds() []string { return slices.Sorted(maps.Keys(faultStages)) }

// Fault makes some requests go wrong. At most one of Probability, Next and Nth
// is set; with none of them every request is struck. Only requests that come
// as far as the fault's step are counted: a refused credential uses no fault
// up.
type Fault struct {
	Kind string
	// Endpoint narrows it to one endpoint (EndpointCreate, ...); "" is all.
	Endpoint string
	// Probability strikes at random, 0 to 1.
	Probability float64
	// Next strikes the next so many requests.
	Next int
	// Nth strikes one request only, the first being 1.
	Nth int
	// Latency and a random part of Jitter are what FaultLatency waits before
	// and FaultLateApply after the connection is closed.
	Latency, Jitter time.Duration
}

// timed tells that a kind of fault has a Latency.
func timed(kind string) bool { return kind == FaultLatency || kind == FaultLateApply }

func (f Fault) check() error {
	if faultStages[f.Kind] == 0 {
		return fmt.Errorf("unknown fault %q", f.Kind)
	}
	if f.Endpoint != "" && !slices.Contains(endpoints, f.Endpoint) {
		return fmt.Errorf("fault %s: unknown endpoint %q", f.Kind, f.Endpoint)
	}
	if !(f.Probability >= 0 && f.Probability <= 1) || f.Next < 0 || f.Nth < 0 || f.Latency < 0 || f.Jitter < 0 {
		return fmt.Errorf("fault %s: a number is out of range", f.Kind)
	}
	set := 0
	for _, is := range []bool{f.Probability > 0, f.Next > 0, f.Nth > 0} {
		if is {
			set++
		}
	}
	if set > 1 {
		return fmt.Errorf("fault %s: takes one of a probability, next and nth", f.Kind)
	}
	return nil
}

// faults draws faults for requests. Its methods are called one at a time.
type faults struct {
	rules []faultRule
	rng   *rand.Rand
}

type faultRule struct {
	Fault
	seen int
}

func newFaults(list []Fault, seed uint64) *faults {
	f := &faults{rng: rand.New(rand.NewPCG(seed, 0x5717c4))}
	f.set(list)
	return f
}

func (f *faults) set(list []Fault) {
	f.rules = make([]faultRule, len(list))
	for i, fault := range list {
		f.rules[i].Fault = fault
	}
}

// draw returns the fault that strikes at a stage, "" for none, and its time:
// for FaultLateApply the delay, else the latency that comes on top. Latencies
// add up; of the others the first one wins.
func (f *faults) draw(at stage, endpoint string) (kind string, latency time.Duration) {
	for i := range f.rules {
		r := &f.rules[i]
		if faultStages[r.Kind] != at || r.Endpoint != "" && r.Endpoint != endpoint {
			continue
		}
		if kind != "" && r.Kind != FaultLatency || !f.strikes(r) {
			continue
		}
		if r.Kind != FaultLatency {
			kind = r.Kind
		}
		latency += f.spread(r.Latency, r.Jitter)
	}
	return kind, latency
}

func (f *faults) strikes(r *faultRule) bool {
	r.seen++
	switch {
	case r.Nth > 0:
		return r.seen == r.Nth
	case r.Next > 0:
		return r.seen <= r.Next
	case r.Probability > 0:
		return f.rng.Float64() < r.Probability
	}
	return true
}

func (f *faults) spread(base, jitter time.Duration) time.Duration {
	if jitter <= 0 {
		return base
	}
	return base + time.Duration(f.rng.Int64N(int64(jitter)+1))
}
