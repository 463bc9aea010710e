package stytch_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"example.com/usher/migrator"
	"example.com/usher/migrator/stytch"
)

const (
	projectID = "project-test-11111111-1111-1111-1111-111111111111"
	secret    = "secret-test-planted-SECRET-marker"
	userID    = "user-test-22222222-2222-2222-2222-222222222222"
)

// memory is a network in memory, so that a synctest bubble can hold client
// and server.
type memory struct {
	conns  chan net.Conn
	closed chan struct{}
	once   sync.Once
	mu     sync.Mutex
	refuse error         // what dialling answers, when set
	hang   bool          // dialling answers nothing
	delay  time.Duration // of each write to the server
}

func newMemory() *memory {
	return &memory{conns: make(chan net.Conn), closed: make(chan struct{})}
}

func (m *memory) setRefuse(err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.refuse = err
}

func (m *memory) setHang(hang bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.hang = hang
}

func (m *memory) setDelay(delay time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.delay = delay
}

// slowConn takes its time to write.
type slowConn struct {
	net.Conn
	delay time.Duration
}

func (c slowConn) Write(p []byte) (int, error) {
	time.Sleep(c.delay)
	return c.Conn.Write(p)
}

func (m *memory) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	m.mu.Lock()
	refuse, hang, delay := m.refuse, m.hang, m.delay
	m.mu.Unlock()
	if refuse != nil {
		return nil, &net.OpError{Op: "dial", Err: refuse}
	}
	if hang {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	client, server := net.Pipe()
	select {
	case m.conns <- server:
		return slowConn{client, delay}, nil
	case <-m.closed:
		return nil, errors.New("network closed")
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (m *memory) Accept() (net.Conn, error) {
	select {
	case c := <-m.conns:
		return c, nil
	case <-m.closed:
		return nil, net.ErrClosed
	}
}

func (m *memory) Close() error {
	m.once.Do(func() { close(m.closed) })
	return nil
}

func (m *memory) Addr() net.Addr { return &net.TCPAddr{} }

// inMemory connects an adapter to a handler without a real network. Inside a
// bubble everything has ended when the returned function has.
func inMemory(t *testing.T, rate int, h http.Handler) (*stytch.Adapter, *memory, func()) {
	t.Helper()
	network := newMemory()
	server := &http.Server{Handler: h, ErrorLog: log.New(io.Discard, "", 0)}
	var serving sync.WaitGroup
	serving.Go(func() { server.Serve(network) })
	a := connect(t, migrator.Connection{
		Target: migrator.Target{Kind: migrator.Sandbox, ProjectID: projectID, BaseURL: "http://127.0.0.1:1"},
		Secret: secret, Rate: rate,
	}, network.dial)
	return a, network, func() {
		a.CloseIdleConnections()
		server.Close()
		serving.Wait()
	}
}

func connect(t testing.TB, c migrator.Connection, dial stytch.Dial) *stytch.Adapter {
	t.Helper()
	a, err := stytch.ConnectThrough(c, dial)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// listening serves a handler behind a socket.
func listening(t testing.TB, h http.Handler) string {
	t.Helper()
	server := httptest.NewUnstartedServer(h)
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.Start()
	t.Cleanup(server.Close)
	return server.URL
}

// overTCP connects an adapter, without a rate, to a handler behind a socket.
func overTCP(t testing.TB, h http.Handler) *stytch.Adapter {
	t.Helper()
	a := connect(t, sandboxAt(listening(t, h)), nil)
	t.Cleanup(a.CloseIdleConnections)
	return a
}

func sandboxAt(url string) migrator.Connection {
	return migrator.Connection{Target: migrator.Target{Kind: migrator.Sandbox, ProjectID: projectID, BaseURL: url}, Secret: secret}
}

// answers is a handler that always says the same.
func answers(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		w.WriteHeader(status)
		io.WriteString(w, body)
	}
}

// recorder keeps the requests that came.
type recorder struct {
	mu       sync.Mutex
	requests []recorded
	answer   http.HandlerFunc
}

type recorded struct {
	method, path, query, authorization string
	body                               []byte
}

func (r *recorder) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	body, _ := io.ReadAll(q.Body)
	r.mu.Lock()
	r.requests = append(r.requests, recorded{q.Method, q.URL.EscapedPath(), q.URL.RawQuery, q.Header.Get("Authorization"), body})
	r.mu.Unlock()
	q.Body = io.NopCloser(bytes.NewReader(body))
	r.answer(w, q)
}

func (r *recorder) all() []recorded {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.requests
}
