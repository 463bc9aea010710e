package ordered_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"example.com/usher/sources/ordered"
	"example.com/usher/sources/split"
)

// numbers gives the records "0", "1", ... and then an error.
func numbers(n int, end error) ordered.Next {
	i := 0
	var buf []byte
	return func() (*split.Element, int, uint64, error) {
		if i == n {
			return nil, 0, 0, end
		}
		buf = fmt.Append(buf[:0], i) // used again, as splitters do
		i++
		return &split.Element{Data: buf}, 0, uint64(i - 1), nil
	}
}

func text(it *ordered.Item[string]) { it.Out = "=" + string(it.Data) }

func TestItemsComeInTheirOrder(t *testing.T) {
	n := uint64(0)
	for it, err := range ordered.Run(t.Context(), numbers(20_000, io.EOF), nil, text) {
		if err != nil {
			t.Fatal(err)
		}
		if it.Index != n || it.Out != fmt.Sprintf("=%d", n) || string(it.Data) != it.Out[1:] {
			t.Fatalf("item %d is %d: %s of %s", n, it.Index, it.Out, it.Data)
		}
		n++
	}
	if n != 20_000 {
		t.Errorf("%d items", n)
	}
}

func TestOnlyWhatIsWantedIsDecoded(t *testing.T) {
	asked := uint64(0)
	want := func(n uint64) bool {
		if n != asked {
			t.Errorf("asked for %d after %d", n, asked)
		}
		asked++
		return n%1000 == 7
	}
	var got []string
	for it, err := range ordered.Run(t.Context(), numbers(3000, io.EOF), want, text) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, it.Out)
	}
	if asked != 3000 || strings.Join(got, "") != "=7=1007=2007" {
		t.Errorf("asked %d times, got %v", asked, got)
	}
}

func TestTheErrorComesBehindTheItems(t *testing.T) {
	items, broken := 0, errors.New("broken")
	var last error
	for _, err := range ordered.Run(t.Context(), numbers(700, broken), nil, text) {
		if last = err; err == nil {
			items++
		}
	}
	if items != 700 || last != broken {
		t.Errorf("%d items, then %v", items, last)
	}
}

func TestTheContextEndsIt(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var last error
	after := 0
	for _, err := range ordered.Run(ctx, endless, nil, text) {
		last = err
		if ctx.Err() != nil {
			after++
		}
		cancel()
	}
	if !errors.Is(last, context.Canceled) || after != 1 {
		t.Errorf("%d pairs after the end, the last %v", after, last)
	}
}

func endless() (*split.Element, int, uint64, error) {
	return &split.Element{Data: []byte("x")}, 0, 0, nil
}

// Batches are bounded, so a reader who does not go on stops the splitter.
func TestReadingAheadIsBounded(t *testing.T) {
	read := 0
	next := func() (*split.Element, int, uint64, error) {
		read++
		return &split.Element{Data: make([]byte, 10_000)}, 0, uint64(read), nil
	}
	for range ordered.Run(t.Context(), next, nil, text) {
		break
	}
	if most := (2*runtime.GOMAXPROCS(0) + 3) * 27; read > most {
		t.Errorf("%d records of 10 kB were read, at most %d", read, most)
	}
}

func TestGiantRecordsPass(t *testing.T) {
	i := 0
	next := func() (*split.Element, int, uint64, error) {
		if i++; i > 5 {
			return nil, 0, 0, io.EOF
		}
		return &split.Element{Data: []byte(strings.Repeat(fmt.Sprint(i), 3<<20))}, 0, uint64(i - 1), nil
	}
	for it, err := range ordered.Run(t.Context(), next, nil, text) {
		if err != nil {
			t.Fatal(err)
		}
		if len(it.Out) != 3<<20+1 || it.Out[1] != byte('1'+it.Index) {
			t.Errorf("record %d has %d bytes", it.Index, len(it.Out))
		}
	}
}

func TestEveryRecordKeepsItsFile(t *testing.T) {
	i := 0
	next := func() (*split.Element, int, uint64, error) {
		if i++; i > 1000 {
			return nil, 0, 0, io.EOF
		}
		return &split.Element{Data: []byte("x"), Record: i}, i / 100, uint64(i), nil
	}
	for it, err := range ordered.Run(t.Context(), next, nil, text) {
		if err != nil {
			t.Fatal(err)
		}
		if it.File != it.Record/100 {
			t.Errorf("record %d is in file %d", it.Record, it.File)
		}
	}
}

// sum is what a batch is folded into; whoever gets it empties it.
type sum struct{ texts []string }

func foldTexts(items []ordered.Item[struct{}], out *sum) error {
	for i := range items {
		out.texts = append(out.texts, string(items[i].Data))
	}
	return nil
}

func TestBatchesAreFoldedInTheirOrder(t *testing.T) {
	broken := errors.New("broken")
	var got []string
	var last error
	for s, err := range ordered.Fold(t.Context(), numbers(20_000, broken), foldTexts) {
		if last = err; err == nil {
			got, s.texts = append(got, s.texts...), s.texts[:0]
		}
	}
	for i, text := range got {
		if text != fmt.Sprint(i) {
			t.Fatalf("record %d is %s", i, text)
		}
	}
	if len(got) != 20_000 || last != broken {
		t.Errorf("%d records, then %v", len(got), last)
	}
}

// A worker that goes wrong ends the pass with an error behind what came before,
// whatever the splitter does meanwhile.
func TestAMistakeOfAWorkerIsTheLastPair(t *testing.T) {
	broken := errors.New("broken")
	for fact, tc := range map[string]struct {
		records int
		goWrong func() error
	}{
		"an error in the middle":     {20_000, func() error { return broken }},
		"an error in the last batch": {1000, func() error { return broken }},
		"a panic in the middle":      {20_000, func() error { panic("jane@example.com") }},
		"a panic in the last batch":  {1000, func() error { panic("jane@example.com") }},
	} {
		t.Run(fact, func(t *testing.T) {
			fold := func(items []ordered.Item[struct{}], out *sum) error {
				if items[len(items)-1].Index >= 999 {
					return tc.goWrong()
				}
				return foldTexts(items, out)
			}
			n, pairs := 0, 0
			var last error
			for s, err := range ordered.Fold(t.Context(), numbers(tc.records, io.EOF), fold) {
				pairs++
				if last = err; err == nil {
					n, s.texts = n+len(s.texts), s.texts[:0]
				}
			}
			if n != 512 || pairs != 2 || last == nil || strings.Contains(last.Error(), "jane") {
				t.Errorf("%d records, %d pairs, the last with %v", n, pairs, last)
			}
		})
	}
}
