package report_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"example.com/usher/migrator"
	"example.com/usher/migrator/report"
)

// BenchmarkWrite reports on b.N users, and says how much memory the process
// had at most.
//
//	go test -run - -bench Write -benchtime 1000000x ./migrator/report
func BenchmarkWrite(b *testing.B) {
	m := newMigration(b, person("auth0|0", ""))
	path := filepath.Join(m.folder, "many.json")
	manyUsers(b, path, b.N)
	m.open(path)
	for from := 0; from < b.N; from += 10_000 {
		var outcomes []migrator.Outcome
		for i := from; i < min(from+10_000, b.N); i++ {
			o := createdUser(uint64(i))
			if i%100 == 0 {
				o = migrator.Outcome{Ordinal: uint64(i), Kind: migrator.WasRefused, Reason: "invalid_phone_number"}
			}
			outcomes = append(outcomes, o)
		}
		m.settle(outcomes...)
	}
	b.ResetTimer()
	if _, err := report.Write(context.Background(), m.input()); err != nil {
		b.Fatal(err)
	}
	b.StopTimer()
	status, _ := os.ReadFile("/proc/self/status")
	if _, rest, found := strings.Cut(string(status), "VmHWM:"); found {
		if kb, err := strconv.Atoi(strings.Fields(rest)[0]); err == nil {
			b.ReportMetric(float64(kb)/1000, "MB-peak")
		}
	}
}

func manyUsers(b *testing.B, path string, n int) {
	b.Helper()
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	for i := range n {
		fmt.Fprintln(w, person(fmt.Sprintf("auth0|%024d", i), `,"given_name":"Given","family_name":"Family","multifactor":["guardian"],"user_metadata":{"theme":"dark","language":"en"},"app_metadata":{"plan":"pro","roles":["a","b"]}`))
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
}
