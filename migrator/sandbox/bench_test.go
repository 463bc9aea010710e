package sandbox_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"runtime"
	"sync/atomic"
	"testing"

	"example.com/usher/migrator/sandbox"
)

// Creates over sockets, with a state file. The client writes prepared bytes,
// so that the figure is the server's.
func BenchmarkCreate(b *testing.B) {
	s, err := sandbox.New(sandbox.Config{StatePath: filepath.Join(b.TempDir(), "users.state"), Limit: sandbox.LimitConfig{Mode: sandbox.LimitOff}})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	if err := s.Start("127.0.0.1:0"); err != nil {
		b.Fatal(err)
	}
	var next atomic.Int64
	b.SetParallelism(16)
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		c, err := net.Dial("tcp", s.Addr())
		if err != nil {
			b.Error(err)
			return
		}
		defer c.Close()
		in := bufio.NewReader(c)
		for pb.Next() {
			if status, err := createOver(c, in, next.Add(1)); err != nil || status != 200 {
				b.Errorf("create: %d %v", status, err)
				return
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "requests/s")
}

func createOver(c net.Conn, in *bufio.Reader, n int64) (status int, err error) {
	body := fmt.Sprintf(`{"email":"user%09d@example.com","external_id":"auth0|%024d","name":{"first_name":"Ada","last_name":"Lovelace"},"trusted_metadata":{"usher":"0123456789abcdef/%d"}}`, n, n, n)
	_, err = fmt.Fprintf(c, "POST /v1/users HTTP/1.1\r\nHost: s\r\nAuthorization: %s\r\nContent-Length: %d\r\n\r\n%s", login, len(body), body)
	if err != nil {
		return 0, err
	}
	response, err := http.ReadResponse(in, nil)
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	_, err = io.Copy(io.Discard, response.Body)
	return response.StatusCode, err
}

// login is the Authorization header for the default credentials.
var login = func() string {
	r := http.Request{Header: http.Header{}}
	r.SetBasicAuth(sandbox.DefaultProjectID, sandbox.DefaultSecret)
	return r.Header.Get("Authorization")
}()

// The memory that a user with everything takes.
func BenchmarkMemoryPerUser(b *testing.B) {
	s, err := sandbox.New(sandbox.Config{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	before := heap()
	const hash = "$2a$10$6OfLStUwC8psH0C6PWH/M.sh8jomHAErmX1vdItn8gUsAeznQh0wC"
	for i := range b.N {
		body := fmt.Sprintf(`{"email":"user%09d@example.com","phone_number":"+1%010d","external_id":"auth0|%024d","hash_type":"bcrypt","hash":"%s",`+
			`"name":{"first_name":"Ada","last_name":"Lovelace"},"trusted_metadata":{"usher":"0123456789abcdef/%d"}}`, i, i, i, hash, i)
		if status, answer := s.Direct("POST", "/v1/passwords/migrate", body); status != 200 {
			b.Fatalf("%d %s", status, answer)
		}
	}
	b.ReportMetric(float64(heap()-before)/float64(b.N), "bytes/user")
	runtime.KeepAlive(s)
}

func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
