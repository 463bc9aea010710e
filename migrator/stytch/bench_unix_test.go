//go:build unix

package stytch_test

import (
	"io"
	"net/http"
	"syscall"
	"testing"
	"time"

	"example.com/usher/migrator"
)

var aTypicalCall = migrator.Call{Kind: migrator.CreateUser, Email: "jane@example.com", ExternalID: "auth0|5f", Mark: "0123456789abcdef/7", Untrusted: map[string]any{"theme": "dark"}}

// BenchmarkAdapterAlone is adapter, SDK and pacer without any network.
func BenchmarkAdapterAlone(b *testing.B) {
	a := over(b, &stub{status: 200, body: `{"status_code":200,"request_id":"request-id-test-1","user_id":"` + userID + `",` + wholeUser + `}`})
	b.ReportAllocs()
	for b.Loop() {
		if got := a.Write(b.Context(), aTypicalCall); got.Class != migrator.OK {
			b.Fatalf("write: %v: %v", got.Class, got.Err)
		}
	}
}

// BenchmarkWrite is the time of the whole process per call, client and
// trivial server together, through one socket per worker.
func BenchmarkWrite(b *testing.B) {
	a := overTCP(b, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		io.WriteString(w, `{"status_code":200,"request_id":"request-id-test-1","user_id":"`+userID+`",`+wholeUser+`}`)
	}))
	b.SetParallelism(16)
	b.ReportAllocs()
	before := cpu(b)
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if got := a.Write(b.Context(), aTypicalCall); got.Class != migrator.OK {
				b.Errorf("write: %v: %v", got.Class, got.Err)
			}
		}
	})
	b.ReportMetric(float64((cpu(b)-before).Microseconds())/float64(b.N), "cpu-µs/op")
}

func cpu(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
