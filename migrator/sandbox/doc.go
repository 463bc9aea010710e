// Package sandbox is an embedded Stytch: an HTTP server with the endpoints,
// state rules, errors and rate limit of a Stytch project (Consumer API) as far
// as a migration of users meets them. It imports no SDK of Stytch's, so that a
// client and the sandbox can't be wrong together.
//
//	s, err := sandbox.New(sandbox.Config{StatePath: "users.state"})
//	if err != nil {
//		return err
//	}
//	defer s.Close()
//	if err := s.Start("127.0.0.1:0"); err != nil {
//		return err
//	}
//	client, err := stytchapi.NewClient(s.ProjectID(), s.Secret(),
//		stytchapi.WithBaseURI(s.URL()), stytchapi.WithSkipJWKSInitialization())
//
// # What it does
//
// Create, migrate, get, update, delete and search users, delete a password, an
// email, a phone or an external id, exchange an email or a phone, log in with a
// password (which is really verified), whoami, metrics and an empty key set.
// What Stytch is known to do it does. What its documentation leaves open is
// decided by Toggles: a migration has to come out right with each of them.
// Roles are taken as they come, since there is no policy to check them against.
//
// A request passes these steps in this order, and the first that refuses it
// answers: arrival is noted; latency; endpoint (404, 405); credentials (401);
// rate limit (429); body is a JSON object of at most 1 MiB; fields are well
// formed; state rules. Then the change is written down, and answered. The last
// three are one step for everybody else: of two creates with one email exactly
// one succeeds.
//
// # State
//
// With Config.StatePath every change is in that file before its answer leaves,
// so that kill -9 of the process forgets nothing that was answered (a power cut
// may). The file holds personal data and password hashes.
//
// # Faults
//
// Config.Faults, or SetFaults, make requests go wrong: refused, slow, without
// an answer, with half of one, carried out too late. Faults strike at random
// with a seed, or a number of requests, or a certain one; ParseFaults reads
// them from text. Stats says how often each has struck.
//
// # Without sockets
//
// Transport is an http.RoundTripper for tests under testing/synctest, in which
// latency, hanging and late writes pass in fake time. Direct carries out a
// request beside all that, as an app does that writes meanwhile.
//
// # Control plane
//
// A sandbox that is a process of its own is controlled below /sandbox/, with
// the same Basic auth. These requests are neither counted nor limited nor
// struck by faults.
//
//	GET  /sandbox/stats     Stats as JSON
//	GET  /sandbox/users     every User, a JSON object a line
//	GET  /sandbox/arrivals  the latest Arrivals, a JSON object a line
//	GET  /sandbox/faults    the faults in force, in the form of ParseFaults
//	PUT  /sandbox/faults    replaces them; an empty body is none
//	GET  /sandbox/limit     the rate limit, in the form of ParseLimit
//	PUT  /sandbox/limit     replaces it
//	GET  /sandbox/toggles   the toggles, in the form of ParseToggles
//	PUT  /sandbox/toggles   replaces them
//	POST /sandbox/seed      adds SeedUsers, in the form of ReadSeed
//	POST /sandbox/login     see Login; the body is the user's id
//
// For example, to lose one answer in fifty:
//
//	curl -u "$STYTCH_PROJECT_ID:$STYTCH_SECRET" -X PUT \
//		-d drop-after=0.02 http://127.0.0.1:7070/sandbox/faults
package sandbox
