//go:build unix

package command

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
)

// How fast the screens are, of the real program in a pseudo-terminal that
// answers nothing:
//
//	go test ./tui/command -run '^$' -bench 'Frame|Key' -benchtime 20x
//	go test ./tui/command -run '^$' -bench RunScreen -benchtime 1x
//
// BenchmarkRunScreen imports twice, which takes a minute, and the export of
// BenchmarkKeyWhileReading 250 MB of the temporary folder.

// BenchmarkFirstFrame is the time from the start of the process to a whole
// start screen, the operator's 60 ms.
func BenchmarkFirstFrame(b *testing.B) {
	dir := b.TempDir()
	inTerminal(b, dir, nil, "--version").exits(exitDone) // built, and warm
	times := make([]time.Duration, 0, 100)
	for b.Loop() {
		began := time.Now()
		x := inTerminal(b, dir, nil)
		x.soon("Start with an export of your users")
		times = append(times, time.Since(began))
		b.StopTimer()
		x.types("\x03")
		x.exits(exitDone)
		b.StartTimer()
	}
	report(b, times)
}

// report gives the median and the slowest.
func report(b *testing.B, times []time.Duration) {
	slices.Sort(times)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "ms-median")
	b.ReportMetric(float64(times[len(times)-1].Microseconds())/1000, "ms-slowest")
}

// soon is sees without its ticks: it looks at every write.
func (x *terminal) soon(text string) {
	x.t.Helper()
	for late := time.Now().Add(patience); time.Now().Before(late); {
		if strings.Contains(x.text(), text) {
			return
		}
		select {
		case <-x.wrote:
		case <-x.ended:
		}
	}
	x.t.Fatalf("%q was never written", text)
}

// million writes an export of so many users as Auth0 gives them.
func million(tb testing.TB, path string, users int) {
	file, err := os.Create(path)
	if err != nil {
		tb.Fatal(err)
	}
	w := bufio.NewWriterSize(file, 1<<20)
	for i := range users {
		fmt.Fprintf(w, `{"user_id":"auth0|%024d","email":"somebody.%d@example.com","email_verified":true,"name":"Ada Lovelace","created_at":"2021-01-10T08:30:00.000Z","updated_at":"2024-01-10T08:30:00.000Z","identities":[{"connection":"Username-Password-Authentication","provider":"auth0","user_id":"%024d","isSocial":false}],"app_metadata":{"plan":"pro"}}`+"\n", i, i, i)
	}
	if err := w.Flush(); err != nil {
		tb.Fatal(err)
	}
	if err := file.Close(); err != nil {
		tb.Fatal(err)
	}
}

// BenchmarkKeyWhileReading is the time from a key press to the screen that
// answers it, while an export of a million users is being read: ? opens and
// closes the keys. 50 ms are what nobody notices.
func BenchmarkKeyWhileReading(b *testing.B) {
	dir := b.TempDir()
	million(b, filepath.Join(dir, "users.json"), 1_000_000)
	x := inTerminal(b, dir, nil)
	x.showsText("Start with an export")
	x.types("\r")
	x.showsText("users.json")
	x.types("\r")
	x.showsText("users so far")
	times := make([]time.Duration, 0, 100)
	reading := true
	for b.Loop() {
		if reading {
			times = append(times, x.answer("?", "Keys everywhere"), x.answer("?", "What moves"))
		}
		reading = !strings.Contains(strings.Join(x.shown.lines(), "\n"), "Recommended path")
	}
	if !reading {
		b.Logf("read after %d of %d keys", len(times), 2*b.N)
	}
	report(b, times)
	x.types("\x03")
	x.exits(exitDone)
}

// answer is how long a key takes to a text.
func (x *terminal) answer(key, text string) time.Duration {
	x.t.Helper()
	from := len(x.text())
	began := time.Now()
	x.types(key)
	for !strings.Contains(x.text()[from:], text) {
		select {
		case <-x.wrote:
		case <-time.After(patience):
			x.t.Fatalf("%q was never written", text)
		}
	}
	return time.Since(began)
}

// BenchmarkRunScreen is what the screen costs of one core while an import runs
// at Stytch's rate: the import with the screen at 200x50, less the same with
// lines. The aim is below 3 %.
func BenchmarkRunScreen(b *testing.B) {
	const users = 2000 // half a minute
	dir := b.TempDir()
	env := ownSandbox(b, dir)
	for range b.N {
		share := map[bool]float64{}
		for _, screens := range []bool{false, true} {
			export := filepath.Join(dir, fmt.Sprintf("users-%v-%d.json", screens, b.N))
			million(b, export, users)
			args := []string{"import", filepath.Base(export), "--to", "test", "--base-url", env.url}
			if !screens {
				args = append(args, "--plain")
			}
			began := time.Now()
			x := inTerminal(b, dir, env.variables, args...)
			x.shown.resize(200, 50)
			if err := pty.Setsize(x.screen, &pty.Winsize{Rows: 50, Cols: 200}); err != nil {
				b.Fatal(err)
			}
			if screens {
				x.showsText("Done. ")
			}
			took := time.Since(began)
			if screens {
				x.types("q")
			}
			x.exits(exitDone)
			if !screens {
				took = time.Since(began)
			}
			state := x.process.ProcessState
			share[screens] = 100 * float64(state.UserTime()+state.SystemTime()) / float64(took)
		}
		b.ReportMetric(share[false], "%core-lines")
		b.ReportMetric(share[true], "%core-screen")
		b.ReportMetric(share[true]-share[false], "%core-more")
	}
	b.ReportMetric(0, "ns/op")
}
