package stytch

import (
	"context"
	"io"
	"net"
	"net/http/httptrace"
	"testing"

	"example.com/usher/migrator/pacer"
)

// The order of these hooks depends on races inside net/http, so they are
// called by hand here.

func newTrip(t *testing.T) (*trip, context.Context, *pacer.Pacer) {
	t.Helper()
	p := pacer.New(pacer.Config{})
	permit, err := p.Acquire(t.Context(), pacer.KindWrite)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	return &trip{permit: permit, cancel: cancel}, ctx, p
}

func newWire(t *testing.T) (*wire, net.Conn) {
	t.Helper()
	client, server := net.Pipe()
	t.Cleanup(func() { client.Close(); server.Close() })
	go io.Copy(io.Discard, server)
	return &wire{Conn: client}, server
}

func TestAHeldRequestDoesNotUseTheConnectionThatComesLate(t *testing.T) {
	trip, ctx, _ := newTrip(t)
	trip.getConn("")
	trip.hold()
	if ctx.Err() == nil {
		t.Error("the request goes on")
	}
	w, _ := newWire(t)
	trip.gotConn(httptrace.GotConnInfo{Conn: w})
	if _, err := w.Write([]byte("POST")); err == nil || trip.left.Load() {
		t.Error("the request left")
	}
}

func TestStopComesTooLateForARequestWithAConnection(t *testing.T) {
	trip, ctx, _ := newTrip(t)
	trip.getConn("")
	w, _ := newWire(t)
	trip.gotConn(httptrace.GotConnInfo{Conn: w})
	trip.hold()
	if ctx.Err() != nil {
		t.Error("a request was cut off in the middle")
	}
	if _, err := w.Write([]byte("POST")); err != nil || !trip.left.Load() {
		t.Errorf("write: %v", err)
	}
}

func TestAPermitIsGoodForAnotherConnectionWhileNothingLeft(t *testing.T) {
	trip, ctx, p := newTrip(t)
	trip.getConn("")
	dead, _ := newWire(t)
	dead.Conn.Close()
	trip.gotConn(httptrace.GotConnInfo{Conn: dead})
	trip.wroteRequest(httptrace.WroteRequestInfo{}) // into net/http's buffer
	dead.Write([]byte("POST"))
	trip.getConn("")
	if trip.repeated.Load() || ctx.Err() != nil {
		t.Fatal("the trip ended although nothing had left")
	}
	w, _ := newWire(t)
	trip.gotConn(httptrace.GotConnInfo{Conn: w})
	trip.wroteRequest(httptrace.WroteRequestInfo{})
	w.Write([]byte("POST"))
	trip.done(pacer.Result{Kind: pacer.OK})
	if s := p.Snapshot(); s.Requests != 1 || s.Unsent != 0 {
		t.Errorf("counted %d requests, %d unsent", s.Requests, s.Unsent)
	}
}

func TestATripEndsWhenNetHTTPWouldSendAgain(t *testing.T) {
	trip, ctx, _ := newTrip(t)
	trip.getConn("")
	w, _ := newWire(t)
	trip.gotConn(httptrace.GotConnInfo{Conn: w})
	trip.wroteRequest(httptrace.WroteRequestInfo{})
	w.Write([]byte("GET"))
	trip.getConn("")
	if !trip.repeated.Load() || ctx.Err() == nil {
		t.Error("the second departure would have no permit")
	}
	again, _ := newWire(t)
	trip.gotConn(httptrace.GotConnInfo{Conn: again})
	if _, err := again.Write([]byte("GET")); err == nil {
		t.Error("it left nevertheless")
	}
}
