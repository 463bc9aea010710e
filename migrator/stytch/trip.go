package stytch

import (
	"context"
	"net/http/httptrace"
	"sync/atomic"
	"time"

	"example.com/usher/migrator/pacer"
)

// trip is one departure: a permit, and what became of the request that it
// let out. The hooks of httptrace run on several goroutines; what is no
// atomic is written and read by the one that sends.
type trip struct {
	permit *pacer.Permit
	cancel context.CancelFunc

	state atomic.Uint32 // one of the states below
	// left: bytes of the request went out, the other side may act on it.
	left atomic.Bool
	// buffered: net/http has handed over the whole request.
	buffered atomic.Bool
	// shared: an HTTP/2 connection, where the hooks come after the socket.
	shared atomic.Bool
	// repeated: net/http wanted to send it once more.
	repeated atomic.Bool

	used       bool // by the transport
	status     int
	retryAfter time.Duration
	date       time.Time
	cut        bool // the body ended with an error
}

// The states of a trip.
const (
	waiting uint32 = iota // for a connection
	leaving               // has one
	held                  // must not leave any more
)

type tripKey struct{}

func tripOf(ctx context.Context) *trip {
	t, _ := ctx.Value(tripKey{}).(*trip)
	return t
}

// hold keeps a request that has no connection yet from leaving.
func (t *trip) hold() {
	if t.state.CompareAndSwap(waiting, held) {
		t.cancel()
	}
}

func (t *trip) trace() *httptrace.ClientTrace {
	return &httptrace.ClientTrace{
		GetConn:      t.getConn,
		GotConn:      t.gotConn,
		WroteHeaders: t.wroteHeaders,
		WroteRequest: t.wroteRequest,
	}
}

// getConn comes again when net/http repeats a request. Where nothing had left
// the permit is still good; else the trip ends here, and another one begins
// with a permit of its own. Waiting for that permit here would count against
// the request's timeout and, with HTTP/2, block every other request.
func (t *trip) getConn(string) {
	if t.left.Load() {
		t.repeated.Store(true)
		t.state.Store(held)
		t.cancel()
	}
}

func (t *trip) gotConn(info httptrace.GotConnInfo) {
	t.state.CompareAndSwap(waiting, leaving)
	t.buffered.Store(false)
	w := wireOf(info.Conn)
	t.shared.Store(w == nil)
	switch {
	case w == nil: // HTTP/2 looks at the context again before it writes
	case t.state.Load() == held:
		// A connection may be handed out although the context has ended.
		w.Close()
	default:
		w.trip.Store(t)
	}
}

func (t *trip) wroteHeaders() {
	if t.shared.Load() {
		t.left.Store(true)
	}
}

func (t *trip) wroteRequest(info httptrace.WroteRequestInfo) {
	if info.Err != nil {
		return
	}
	t.buffered.Store(true)
	if t.shared.Load() {
		t.permit.Written()
	}
}

// wroteBytes comes from the wire. The write after buffered is the last one.
func (t *trip) wroteBytes() {
	t.left.Store(true)
	if t.buffered.Load() {
		t.permit.Written()
	}
}

// done gives the permit back.
func (t *trip) done(r pacer.Result) {
	// When a request filled net/http's buffer to the last byte, no write came
	// after buffered. A stamp that is late holds its slot longer; one that is
	// early would break the pacer's promise.
	if t.left.Load() && t.buffered.Load() {
		t.permit.Written()
	}
	t.permit.Done(r)
}
