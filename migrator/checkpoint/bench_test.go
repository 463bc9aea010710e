package checkpoint_test

import (
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"example.com/usher/migrator"
)

// BenchmarkCommit settles b.N users in groups of 7 (100 ms at 65 requests a
// second), with the parts of the meta that move along, in the order in which
// the workers of a window finish. It reports what a user takes on disk and
// what is written for one.
//
//	go test -run - -bench Commit -benchtime 1000000x ./migrator/checkpoint
func BenchmarkCommit(b *testing.B) {
	for _, group := range []int{7, 65} {
		for _, window := range []int{1, 64, 512} {
			b.Run("group="+strconv.Itoa(group)+"/window="+strconv.Itoa(window), func(b *testing.B) {
				benchmarkCommit(b, group, window)
			})
		}
	}
}

func benchmarkCommit(b *testing.B, group, window int) {
	s, path := newStore(b)
	order := make([]uint64, b.N)
	for i := range order {
		at := i - i%window
		order[i] = uint64(at + (i%window*37)%min(window, b.N-at))
	}
	before := writtenBytes()
	start := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	b.ResetTimer()
	for i := 0; i < b.N; i += group {
		batch := migrator.Batch{
			Watermarks: []migrator.Watermark{{Ordinal: uint64(i + 512), Time: start}, {Ordinal: uint64(i + 1024), Time: start}},
			State:      &migrator.RunState{State: migrator.Running, Requests: i, Updated: start},
			Pacing:     []byte(`{"guard":0,"gate":"","limit":65,"until":"2026-11-24T00:00:00Z"}`),
			History:    []migrator.Point{{Minute: start.Add(time.Duration(i/3900) * time.Minute), Requests: i % 3900, Settled: i % 3900}},
		}
		for _, n := range order[i:min(i+group, b.N)] {
			o := created(n)
			o.PasswordID = "password-test-" + uuid(n)
			batch.Outcomes = append(batch.Outcomes, o)
		}
		commit(b, s, batch)
	}
	b.StopTimer()
	if written := writtenBytes() - before; written > 0 {
		b.ReportMetric(float64(written)/float64(b.N)/1000, "kB-written/user")
	}
	closeStore(b, s)
	if info, err := os.Stat(path); err == nil {
		b.ReportMetric(float64(info.Size())/float64(b.N), "B-on-disk/user")
	}
}

// writtenBytes is what this process has had written to disk, 0 where the
// system does not say.
func writtenBytes() int64 {
	text, _ := os.ReadFile("/proc/self/io")
	_, rest, _ := strings.Cut(string(text), "write_bytes: ")
	line, _, _ := strings.Cut(rest, "\n")
	n, _ := strconv.ParseInt(line, 10, 64)
	return n
}

// BenchmarkOutcomes reads a million outcomes, as a resume does.
func BenchmarkOutcomes(b *testing.B) {
	const users = 1_000_000
	s, path := newStore(b)
	for from := uint64(0); from < users; from += 10_000 {
		commit(b, s, migrator.Batch{Outcomes: createdRange(from, from+10_000)})
	}
	s = reopen(b, s, path)
	runtime.GC()
	for b.Loop() {
		n := 0
		for _, err := range s.Outcomes() {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		if n != users {
			b.Fatalf("%d outcomes", n)
		}
	}
}
