package stytch_test

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"example.com/usher/migrator"
	"example.com/usher/migrator/stytch"
)

// drop answers by closing the connection.
func drop(w http.ResponseWriter, r *http.Request) {
	io.Copy(io.Discard, r.Body)
	panic(http.ErrAbortHandler)
}

// cut announces more than it sends.
func cut(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Length", "100000")
		w.WriteHeader(status)
		io.WriteString(w, body)
	}
}

func TestBrokenAnswers(t *testing.T) {
	const user = `{"user_id":"` + userID + `","project_id":"` + projectID + `"`
	tests := []struct {
		fact   string
		answer http.HandlerFunc
		want   map[string]migrator.Class
		status int
		why    string
	}{
		{"dropped without an answer", drop, lost, 0, "connection closed without an answer"},
		{"a good answer cut off", cut(200, user), lost, 200, "answer cut off"},
		{"a refusal cut off may have been any refusal", cut(400, `{"error_type":"dup`), lost, 400, "answer cut off"},
		{"a 500 cut off", cut(500, `{"error_`), lost, 500, "answered 500"},
		{"a 429 cut off is a 429", cut(429, `{"error_`), every(migrator.Throttled), 429, "answered 429"},
		{"a 401 cut off is a 401", cut(401, `{"error_`), every(migrator.Fatal), 401, "answered 401"},
	}
	for _, tt := range tests {
		t.Run(tt.fact, func(t *testing.T) {
			url := listening(t, tt.answer)
			for name, effect := range effects {
				a := connect(t, sandboxAt(url), nil)
				defer a.CloseIdleConnections()
				got := effect(t.Context(), a)
				if got.class != tt.want[name] || got.status != tt.status || !strings.Contains(got.err.Error(), tt.why) {
					t.Errorf("%s: got %v, status %d: %v; want %v, %d, %q", name, got.class, got.status, got.err, tt.want[name], tt.status, tt.why)
				}
				checkError(t, name, got)
			}
		})
	}
}

func TestNotSent(t *testing.T) {
	failing := func(err error) stytch.Dial {
		return func(context.Context, string, string) (net.Conn, error) {
			return nil, &net.OpError{Op: "dial", Net: "tcp", Err: err}
		}
	}
	secure := httptest.NewUnstartedServer(answers(200, "{}"))
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	secure.StartTLS()
	defer secure.Close()
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed.Close()
	tests := []struct {
		fact, url string
		dial      stytch.Dial
		why       string
	}{
		{"nobody listens", "http://" + closed.Addr().String(), nil, "connection refused"},
		{"no such host", "http://127.0.0.1:1", failing(&net.DNSError{Err: "no such host", Name: "planted", IsNotFound: true}), "no such host"},
		{"no name server", "http://127.0.0.1:1", failing(&net.DNSError{Err: "timeout", Name: "planted", IsTimeout: true}), "name look-up without a result"},
		{"no network", "http://127.0.0.1:1", failing(syscall.ENETUNREACH), "network unreachable"},
		{"no file handles", "http://127.0.0.1:1", failing(syscall.EMFILE), "too many open files on this machine"},
		{"a certificate of nobody", secure.URL, nil, "certificate not trusted"},
		{"https to a plain server", strings.Replace(listening(t, answers(200, "{}")), "http:", "https:", 1), nil, "the server does not speak TLS"},
		{"something that nobody foresaw", "http://127.0.0.1:1", failing(errors.New("planted")), "no connection"},
	}
	for _, tt := range tests {
		t.Run(tt.fact, func(t *testing.T) {
			for name, effect := range effects {
				a := connect(t, sandboxAt(tt.url), tt.dial)
				got := effect(t.Context(), a)
				if got.class != migrator.NotSent || got.err.Error() != tt.why {
					t.Errorf("%s: got %v: %v, want not sent: %s", name, got.class, got.err, tt.why)
				}
				if pace := a.Pace(); pace.Requests != 0 || pace.Gate != tt.why {
					t.Errorf("%s: %d requests counted, gate %q", name, pace.Requests, pace.Gate)
				}
			}
		})
	}
}

func TestAHangingServerIsGivenUpAfter30Seconds(t *testing.T) {
	for _, hang := range []struct {
		where  string
		answer http.HandlerFunc
	}{
		{"before the answer", func(w http.ResponseWriter, r *http.Request) {
			io.Copy(io.Discard, r.Body)
			<-r.Context().Done()
		}},
		{"in the middle of the answer", func(w http.ResponseWriter, r *http.Request) {
			io.Copy(io.Discard, r.Body)
			io.WriteString(w, `{"user_id":`)
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		}},
	} {
		t.Run(hang.where, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				for name, effect := range effects {
					a, _, end := inMemory(t, 0, hang.answer)
					began := time.Now()
					got := effect(t.Context(), a)
					if got.class != lost[name] || time.Since(began) != 30*time.Second || got.err.Error() != "no answer within 30 s" {
						t.Errorf("%s: got %v after %v: %v", name, got.class, time.Since(began), got.err)
					}
					end()
				}
			})
		})
	}
}

func TestADialThatHangsIsNotSent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := connect(t, sandboxAt("http://127.0.0.1:1"), func(ctx context.Context, _, _ string) (net.Conn, error) {
			<-ctx.Done()
			return nil, ctx.Err()
		})
		began := time.Now()
		got := ofAnswer(a.Write(t.Context(), aCreate))
		if got.class != migrator.NotSent || time.Since(began) != 10*time.Second || got.err.Error() != "no connection in time" {
			t.Errorf("got %v after %v: %v", got.class, time.Since(began), got.err)
		}
	})
}

func TestRedirectsAreNotFollowed(t *testing.T) {
	for _, status := range []int{301, 302, 303, 307, 308} {
		followed := &recorder{answer: answers(200, `{"user_id":"`+userID+`"}`)}
		elsewhere := listening(t, followed)
		first := &recorder{answer: func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere+"/v1/users", status)
		}}
		a := overTCP(t, first)
		got := ofAnswer(a.Write(t.Context(), aCreate))
		if got.class != migrator.Fatal || got.status != status {
			t.Errorf("%d: %v, status %d", status, got.class, got.status)
		}
		checkError(t, "redirect", got)
		if len(first.all()) != 1 || len(followed.all()) != 0 || a.Pace().Requests != 1 {
			t.Errorf("%d: %d requests, %d followed, %d counted", status, len(first.all()), len(followed.all()), a.Pace().Requests)
		}
	}
}

func TestAnAnswerWithoutEndIsCapped(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 64 MiB")
	}
	a := overTCP(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		block := []byte(strings.Repeat(" ", 1<<20))
		for {
			if _, err := w.Write(block); err != nil {
				return
			}
		}
	}))
	got := ofReply(a.Get(t.Context(), userID))
	if got.class != migrator.Unavailable || got.err.Error() != "answer longer than 64 MiB" {
		t.Errorf("got %v: %v", got.class, got.err)
	}
}
