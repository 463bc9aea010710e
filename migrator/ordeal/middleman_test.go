package ordeal_test

import (
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strconv"
	"sync/atomic"
	"testing"
)

// middleman stands between usher and a sandbox and can answer in its place.
type middleman struct {
	*httptest.Server
	// answer gives an answer of its own and reports so, or lets the request
	// through. It is called from many goroutines.
	answer atomic.Pointer[func(http.ResponseWriter, *http.Request) bool]
	passed atomic.Int64
}

func newMiddleman(t *testing.T, b *box) *middleman {
	t.Helper()
	behind, err := url.Parse(b.URL)
	if err != nil {
		t.Fatal(err)
	}
	m := &middleman{}
	through := &httputil.ReverseProxy{ErrorLog: log.New(io.Discard, "", 0), Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(behind)
		r.Out.SetBasicAuth(b.Project, b.Secret)
	}}
	m.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if answer := m.answer.Load(); answer != nil && (*answer)(w, r) {
			return
		}
		m.passed.Add(1)
		through.ServeHTTP(w, r)
	}))
	t.Cleanup(m.Close)
	return m
}

// instead sets what it answers from now on; nil lets everything through.
func (m *middleman) instead(answer func(http.ResponseWriter, *http.Request) bool) {
	m.answer.Store(&answer)
}

// refuse writes an error as Stytch does.
func refuse(w http.ResponseWriter, status int, errorType string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	w.Write([]byte(`{"status_code":` + itoa(status) + `,"request_id":"request-id-test-1","error_type":"` + errorType + `","error_message":"no"}`))
}

func itoa(n int) string { return strconv.Itoa(n) }
