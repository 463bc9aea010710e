package sandbox

import (
	"bytes"
	"context"
	"crypto/subtle"
	"encoding/json"
	"strings"
	"time"
)

// maxBody is the most bytes of a request's body that are taken.
const maxBody = 1 << 20

// incoming is what steps need of a request beside its endpoint, whether it
// came by a socket or by Transport.
type incoming struct {
	uri      string // path and query
	user     string
	secret   string
	hasLogin bool
	body     []byte // cut after maxBody+1 bytes
}

// request is an incoming request for which an endpoint was found.
type request struct {
	requestID string
	path      string // the {id} of the path, decoded
	body      []byte
	toggles   Toggles
}

func (r *request) head() head { return head{200, r.requestID} }

// decode reads the body, which has to be a JSON object. Unknown fields are
// ignored, as Stytch does.
func (r *request) decode(into any) *refusal {
	if len(r.body) > maxBody {
		return badRequest
	}
	if text := bytes.TrimLeft(r.body, " \t\r\n"); len(text) == 0 || text[0] != '{' {
		return badRequest
	}
	if json.Unmarshal(r.body, into) != nil {
		return badRequest
	}
	return nil
}

// visit is one incoming request on its way through the steps.
type visit struct {
	*Sandbox
	in        incoming
	route     *route
	allow     []string // methods, where the path is right
	request   request
	arrival   arrival
	requestID string
}

// enter notes the arrival: step 1. It is called before the body was read.
func (s *Sandbox) enter(method, path string) *visit {
	v := &visit{Sandbox: s, requestID: s.newRequestID()}
	var id string
	v.route, id, v.allow = findRoute(method, path)
	v.request = request{requestID: v.requestID, path: id, toggles: *s.toggles.Load()}
	v.arrival = s.traffic.arrive(v.route.endpoint)
	return v
}

func (s *Sandbox) newRequestID() string { return s.id("request-id", newUUID()) }

// serve takes a request through all steps, in the order in which Stytch is
// thought to take them, and counts what came of it.
func (v *visit) serve(in incoming) answer {
	v.in = in
	v.request.body = in.body
	a := v.steps()
	v.traffic.leave(v.arrival, a)
	return a
}

func (v *visit) steps() answer {
	if a, stop := v.onTheWay(); stop {
		return a
	}
	if no := v.admit(); no != nil {
		a := no.answer(v.requestID)
		if len(v.allow) > 0 {
			a.extra("Allow", strings.Join(v.allow, ", "))
		}
		return a
	}
	if a, stop := v.limit(); stop {
		return a
	}
	if a, stop := v.instead(); stop {
		return a
	}
	return v.spoil(v.carryOut())
}

// onTheWay is step 2: latency, and connections that close before anybody has
// looked.
func (v *visit) onTheWay() (answer, bool) {
	kind, wait := v.strike(stageArrival)
	if !v.wait(wait) || kind == FaultDropBefore {
		return answer{ending: closed}, true
	}
	return answer{}, false
}

// strike draws the fault for a step and counts it.
func (v *visit) strike(at stage) (kind string, wait time.Duration) {
	return v.traffic.strike(at, v.route.endpoint)
}

// wait sleeps; false when the sandbox is closed meanwhile. A client that gives
// up does not shorten it: the request is on its way.
func (s *Sandbox) wait(d time.Duration) bool {
	if d <= 0 {
		return true
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-s.closing:
		return false
	}
}

// admit is steps 3 and 4: the endpoint, then the credentials. Key sets are
// public.
func (v *visit) admit() *refusal {
	if no := v.found(); no != nil {
		return no
	}
	if v.route.endpoint != EndpointJWKS && !v.authorized(v.in) {
		return badCredentials
	}
	return nil
}

func (v *visit) found() *refusal {
	switch {
	case v.route != &nowhere:
		return nil
	case len(v.allow) > 0:
		return methodNotAllowed
	}
	return routeNotFound
}

func (s *Sandbox) authorized(in incoming) bool {
	user := subtle.ConstantTimeCompare([]byte(in.user), []byte(s.projectID))
	secret := subtle.ConstantTimeCompare([]byte(in.secret), []byte(s.secret))
	return in.hasLogin && user&secret == 1
}

// limit is step 5.
func (v *visit) limit() (answer, bool) {
	switch kind, _ := v.strike(stageLimit); kind {
	case Fault429:
		form := v.traffic.limits().RetryAfter
		if form == "" {
			form = "seconds"
		}
		return throttled(v.requestID, form, 0), true
	case Fault429NoRetry:
		return throttled(v.requestID, "", 0), true
	}
	wait, form, ok := v.traffic.take(v.route.endpoint)
	if !ok {
		return throttled(v.requestID, form, wait), true
	}
	return answer{}, false
}

// carryOut is steps 7 to 10.
func (v *visit) carryOut() answer {
	r, no := v.route.handle(v.Sandbox, &v.request)
	if no != nil {
		return no.answer(v.requestID)
	}
	return success(r)
}

// Direct carries a request out at once and returns its answer, outside
// latency, limiter, faults and statistics: as an app does that writes to the
// same project meanwhile. The path is escaped; body may be empty.
func (s *Sandbox) Direct(method, path, body string) (status int, answer []byte) {
	r, id, allow := findRoute(method, path)
	v := &visit{Sandbox: s, route: r, allow: allow, requestID: s.newRequestID()}
	v.request = request{requestID: v.requestID, path: id, body: []byte(body), toggles: *s.toggles.Load()}
	if no := v.found(); no != nil {
		a := no.answer(v.requestID)
		return a.status, a.body
	}
	a := v.carryOut()
	return a.status, a.body
}

// untilGone waits until the client has given up or the sandbox is closed.
func (s *Sandbox) untilGone(ctx context.Context) {
	select {
	case <-ctx.Done():
	case <-s.closing:
	}
}
