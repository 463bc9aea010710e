package stytch_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"testing"

	"example.com/usher/migrator"
)

// forgetful answers the first request of a connection and closes at the
// second, as a server does whose keep-alive ended just then.
type forgetful struct {
	net.Listener
	mu    sync.Mutex
	seen  []string // methods, every request that arrived
	reset bool     // close with RST instead of FIN
}

func newForgetful(t *testing.T) *forgetful {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	f := &forgetful{Listener: listener}
	var serving sync.WaitGroup
	serving.Go(func() {
		for {
			conn, err := f.Accept()
			if err != nil {
				return
			}
			serving.Go(func() { f.serve(conn) })
		}
	})
	t.Cleanup(func() { f.Close(); serving.Wait() })
	return f
}

func (f *forgetful) serve(conn net.Conn) {
	defer conn.Close()
	reader := bufio.NewReader(conn)
	for n := 0; ; n++ {
		request, err := http.ReadRequest(reader)
		if err != nil {
			return
		}
		io.Copy(io.Discard, request.Body)
		f.mu.Lock()
		f.seen = append(f.seen, request.Method)
		reset := f.reset
		f.mu.Unlock()
		if n == 1 {
			if reset {
				conn.(*net.TCPConn).SetLinger(0)
			}
			return
		}
		body := `{"user_id":"` + userID + `"}`
		fmt.Fprintf(conn, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
	}
}

func (f *forgetful) requests() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.seen)
}

func TestARepeatByNetHTTPIsADepartureOfItsOwn(t *testing.T) {
	for _, reset := range []bool{false, true} {
		t.Run(fmt.Sprintf("reset %v", reset), func(t *testing.T) {
			server := newForgetful(t)
			server.reset = reset
			a := connect(t, sandboxAt("http://"+server.Addr().String()), nil)
			defer a.CloseIdleConnections()
			for range 2 {
				if got := a.Get(t.Context(), userID); got.Class != migrator.OK {
					t.Fatalf("get: %v: %v", got.Class, got.Err)
				}
			}
			if got := a.Pace().Requests; got != 3 || server.requests() != 3 {
				t.Errorf("counted %d requests, %d arrived, want 3", got, server.requests())
			}
			if in := a.Pace().InFlight; in != 0 {
				t.Errorf("%d permits not given back", in)
			}
		})
	}
}

func TestAWriteIsNeverRepeated(t *testing.T) {
	for name, write := range map[string]func(a destination) outcome{
		"create": func(a destination) outcome { return ofAnswer(a.Write(t.Context(), aCreate)) },
		"update": func(a destination) outcome {
			return ofAnswer(a.UpdateUser(t.Context(), userID, migrator.Change{ExternalID: "x"}))
		},
		"delete": func(a destination) outcome { return ofAnswer(a.DeleteUser(t.Context(), userID)) },
		"search": func(a destination) outcome {
			return ofReply(a.Search(t.Context(), "user_id", []string{userID}))
		},
	} {
		t.Run(name, func(t *testing.T) {
			server := newForgetful(t)
			a := connect(t, sandboxAt("http://"+server.Addr().String()), nil)
			defer a.CloseIdleConnections()
			if got := a.Get(t.Context(), userID); got.Class != migrator.OK {
				t.Fatalf("get: %v: %v", got.Class, got.Err)
			}
			got := write(a)
			if got.class != lost[name] || got.err.Error() != "connection closed without an answer" {
				t.Errorf("got %v: %v", got.class, got.err)
			}
			if n := a.Pace().Requests; n != 2 || server.requests() != 2 {
				t.Errorf("counted %d requests, %d arrived, want 2", n, server.requests())
			}
		})
	}
}

type destination interface {
	migrator.Destination
	migrator.Updater
}
