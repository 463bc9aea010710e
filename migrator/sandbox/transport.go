package sandbox

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"sync/atomic"
	"syscall"
)

// Transport is an http.RoundTripper that reaches a sandbox without sockets, so
// that a client runs under testing/synctest: a minute at 65 requests a second
// passes in a moment. Make the sandbox inside the bubble.
//
// It looks to a client as http.Transport does. The hooks of an
// httptrace.ClientTrace are called in the same order: GetConn, which may take
// its time, GotConn, WroteHeaders, WroteRequest, GotFirstResponseByte; the
// connection that GotConn gets is nil. A dropped connection is io.EOF after
// WroteRequest; a cut answer is io.ErrUnexpectedEOF from the body; a request
// that is given up returns the context's error, and is carried out all the
// same. A GET whose reused connection is dropped is sent a second time on a
// fresh one, as net/http does below any RoundTripper: GetConn is called twice
// then, and the sandbox sees two arrivals.
type Transport struct {
	sandbox     *Sandbox
	connected   atomic.Bool // there is a connection to reuse
	unreachable atomic.Bool
}

// Transport returns a new way to the sandbox; several may be in use.
func (s *Sandbox) Transport() *Transport { return &Transport{sandbox: s} }

// SetUnreachable makes every dial fail as if nobody listened, until it is set
// to false. A closed sandbox is unreachable for good.
func (t *Transport) SetUnreachable(is bool) {
	t.unreachable.Store(is)
	t.connected.Store(false)
}

// RoundTrip implements http.RoundTripper.
func (t *Transport) RoundTrip(r *http.Request) (*http.Response, error) {
	for {
		reused := t.connected.Load()
		response, err := t.attempt(r, reused)
		replayable := r.Method == http.MethodGet && (r.Body == nil || r.Body == http.NoBody)
		if errors.Is(err, io.EOF) && reused && replayable {
			t.connected.Store(false)
			continue
		}
		return response, err
	}
}

func (t *Transport) attempt(r *http.Request, reused bool) (*http.Response, error) {
	trace := tracer{httptrace.ContextClientTrace(r.Context())}
	if err := t.connect(r, trace, reused); err != nil {
		closeBody(r)
		return nil, err
	}
	s := t.sandbox
	visit := s.enter(r.Method, r.URL.EscapedPath())
	body, err := sendBody(r)
	trace.wroteRequest(err)
	if err != nil {
		s.traffic.leave(visit.arrival, answer{ending: closed})
		return nil, err
	}
	a, err := t.await(r, visit, body)
	t.connected.Store(err == nil && a.ending == whole)
	if err != nil {
		return nil, err
	}
	trace.gotFirstResponseByte()
	return a.response(r), nil
}

func (t *Transport) connect(r *http.Request, trace tracer, reused bool) error {
	if err := context.Cause(r.Context()); err != nil {
		return err
	}
	trace.getConn(hostPort(r.URL))
	if err := context.Cause(r.Context()); err != nil {
		return err
	}
	select {
	case <-t.sandbox.closing:
		t.unreachable.Store(true)
	default:
	}
	if t.unreachable.Load() {
		return &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
	}
	trace.gotConn(reused)
	return nil
}

// hostPort is how GetConn names the other end.
func hostPort(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = "80"
		if u.Scheme == "https" {
			port = "443"
		}
	}
	return net.JoinHostPort(u.Hostname(), port)
}

// sendBody reads what would go over the wire. The rest of a body that is too
// long is not kept, but taken.
func sendBody(r *http.Request) ([]byte, error) {
	if r.Body == nil {
		return nil, nil
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	if err == nil {
		_, err = io.Copy(io.Discard, r.Body)
	}
	return body, errors.Join(err, r.Body.Close())
}

func closeBody(r *http.Request) {
	if r.Body != nil {
		r.Body.Close()
	}
}

// await lets the sandbox work and goes when the client gives up.
func (t *Transport) await(r *http.Request, v *visit, body []byte) (answer, error) {
	got := make(chan answer, 1)
	in := incomingOf(r, body)
	go func() { got <- v.serve(in) }()
	var a answer
	select {
	case a = <-got:
	case <-r.Context().Done():
		return answer{}, context.Cause(r.Context())
	}
	if a.ending == silent {
		t.sandbox.untilGone(r.Context())
		if err := context.Cause(r.Context()); err != nil {
			return answer{}, err
		}
		return answer{}, io.EOF
	}
	if a.ending == closed {
		return answer{}, io.EOF
	}
	return a, nil
}

func (a *answer) response(r *http.Request) *http.Response {
	response := &http.Response{
		Status: strconv.Itoa(a.status) + " " + http.StatusText(a.status), StatusCode: a.status,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{}, ContentLength: int64(len(a.body)), Request: r,
	}
	a.headers(response.Header)
	var body io.Reader = bytes.NewReader(a.body)
	if a.ending == half {
		body = io.MultiReader(bytes.NewReader(a.body[:len(a.body)/2]), brokenReader{})
	}
	response.Body = io.NopCloser(body)
	return response
}

// brokenReader is a connection that broke.
type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

// tracer calls the hooks that are set.
type tracer struct{ *httptrace.ClientTrace }

func (t tracer) getConn(hostPort string) {
	if t.ClientTrace != nil && t.GetConn != nil {
		t.GetConn(hostPort)
	}
}

func (t tracer) gotConn(reused bool) {
	if t.ClientTrace != nil && t.GotConn != nil {
		t.GotConn(httptrace.GotConnInfo{Reused: reused, WasIdle: reused})
	}
}

func (t tracer) wroteRequest(err error) {
	if t.ClientTrace == nil {
		return
	}
	if t.WroteHeaders != nil {
		t.WroteHeaders()
	}
	if t.WroteRequest != nil {
		t.WroteRequest(httptrace.WroteRequestInfo{Err: err})
	}
}

func (t tracer) gotFirstResponseByte() {
	if t.ClientTrace != nil && t.GotFirstResponseByte != nil {
		t.GotFirstResponseByte()
	}
}
