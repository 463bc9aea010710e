package stytch_test

import (
	"io"
	"net/http"
	"net/http/httptrace"
	"strings"
	"testing"

	"example.com/usher/migrator"
	"example.com/usher/migrator/stytch"
)

// stub is a transport that answers at once, after it has repeated each
// request by itself some times, as net/http may.
type stub struct {
	status  int
	body    string
	repeats int
	sent    int
}

func (s *stub) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		io.Copy(io.Discard, r.Body)
		r.Body.Close()
	}
	trace := httptrace.ContextClientTrace(r.Context())
	for {
		trace.GetConn("127.0.0.1:1")
		if err := r.Context().Err(); err != nil {
			return nil, err
		}
		s.sent++
		trace.GotConn(httptrace.GotConnInfo{})
		trace.WroteHeaders()
		trace.WroteRequest(httptrace.WroteRequestInfo{})
		if s.repeats > 0 {
			s.repeats--
			continue
		}
		return &http.Response{StatusCode: s.status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(s.body)), Request: r}, nil
	}
}

func over(t testing.TB, network http.RoundTripper) *stytch.Adapter {
	t.Helper()
	a, err := stytch.ConnectOver(sandboxAt("http://127.0.0.1:1"), network)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestRepeatsHaveAnEnd(t *testing.T) {
	tests := []struct {
		fact    string
		effect  string
		repeats int
		class   migrator.Class
		sent    int
	}{
		{"a read gets through at last", "get", 3, migrator.OK, 4},
		{"a read is given up", "get", 4, migrator.Unavailable, 4},
		{"a search is given up", "search", 9, migrator.Unavailable, 4},
		{"a write gets through at last", "create", 3, migrator.OK, 4},
		{"a write that is repeated was not acted on", "create", 4, migrator.NotSent, 4},
		{"a delete too", "delete", 9, migrator.NotSent, 4},
	}
	for _, tt := range tests {
		t.Run(tt.fact, func(t *testing.T) {
			network := &stub{status: 200, body: goodForAll, repeats: tt.repeats}
			a := over(t, network)
			got := effects[tt.effect](t.Context(), a)
			if got.class != tt.class {
				t.Errorf("got %v: %v, want %v", got.class, got.err, tt.class)
			}
			if pace := a.Pace(); network.sent != tt.sent || pace.Requests != tt.sent || pace.InFlight != 0 {
				t.Errorf("%d left, %d counted, %d in flight, want %d", network.sent, pace.Requests, pace.InFlight, tt.sent)
			}
		})
	}
}

// FuzzAnswer: whatever a server says, every request has a class, what is OK
// has the ids it must have, and nothing of the answer gets into an error.
func FuzzAnswer(f *testing.F) {
	for _, body := range []string{
		goodForAll, `{` + fullUser + `}`, envelope(400, "duplicate_email"), envelope(429, "too_many_requests"), `null`, `[]`, `{"user_id":7}`,
		`{"user_id":"` + userID + `","created_at":7}`, `{"results":[null]}`, `{"error_type":["a"]}`, `{"user_id":"..","user_id":"` + userID + `"}`,
		`{"trusted_metadata":{"usher":` + strings.Repeat("[", 300) + `}}`, "\xff\xfe{", `{"user":{"password":{"password_id":"\u0000"}}}`,
	} {
		f.Add(200, body)
		f.Add(400, body)
	}
	f.Fuzz(func(t *testing.T, status int, body string) {
		if status < 200 || status > 599 {
			return
		}
		for name, effect := range effects {
			got := effect(t.Context(), over(t, &stub{status: status, body: body}))
			if got.class == migrator.OK {
				if status != 200 && status != 201 || got.err != nil {
					t.Errorf("%s: OK with status %d, %v", name, status, got.err)
				}
				continue
			}
			if got.class.String() == "no class" || got.class == migrator.NotSent || got.class == migrator.Canceled || got.err == nil {
				t.Errorf("%s: %v: %v", name, got.class, got.err)
			}
			for _, r := range got.err.Error() + got.errorType {
				if r < ' ' || r > '~' {
					t.Errorf("%s: the error holds %q", name, r)
				}
			}
		}
		if got := over(t, &stub{status: status, body: body}).Write(t.Context(), aCreate); got.Class == migrator.OK && !strings.ContainsAny(got.UserID, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_|-") {
			t.Errorf("created %q", got.UserID)
		}
	})
}
