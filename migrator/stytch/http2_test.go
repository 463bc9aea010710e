package stytch_test

import (
	"crypto/x509"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"example.com/usher/migrator"
)

func TestHTTP2(t *testing.T) {
	var arrived, other atomic.Int64
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		arrived.Add(1)
		if r.ProtoMajor != 2 {
			other.Add(1)
		}
		io.Copy(io.Discard, r.Body)
		time.Sleep(time.Millisecond)
		if r.URL.Path == "/v1/users/drop" {
			panic(http.ErrAbortHandler)
		}
		io.WriteString(w, goodForAll)
	}))
	server.EnableHTTP2 = true
	// Of the connections dialled at once, those not needed are given up.
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	defer server.Close()
	pool := x509.NewCertPool()
	pool.AddCert(server.Certificate())

	a := connect(t, sandboxAt(server.URL), nil)
	a.Trust(pool)
	defer a.CloseIdleConnections()
	const workers, each = 40, 10
	var work sync.WaitGroup
	for range workers {
		work.Go(func() {
			for range each {
				if got := a.Write(t.Context(), aCreate); got.Class != migrator.OK {
					t.Errorf("write: %v: %v", got.Class, got.Err)
				}
			}
		})
	}
	work.Wait()
	if got := a.Get(t.Context(), "drop"); got.Class != migrator.Unavailable {
		t.Errorf("a dropped read: %v: %v", got.Class, got.Err)
	}
	pace := a.Pace()
	if n := int(arrived.Load()); n != workers*each+1 || pace.Requests != n || pace.InFlight != 0 || other.Load() != 0 {
		t.Errorf("%d arrived (%d not by HTTP/2), counted %d, %d in flight", n, other.Load(), pace.Requests, pace.InFlight)
	}
}
