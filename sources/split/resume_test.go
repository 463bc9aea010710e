package split_test

import (
	"bytes"
	"fmt"
	"reflect"
	"testing"

	"example.com/usher/sources/split"
)

// spotted is an element and where it begins.
type spotted struct {
	split.Element
	at split.Spot
}

// checkResume splits text from some of its records on and compares.
func checkResume(t *testing.T, text []byte, s split.Splitter) {
	t.Helper()
	r := s.(split.Resumable)
	var all []spotted
	for {
		el, err := s.Next()
		if err != nil {
			break
		}
		if !el.Page {
			el.Data = bytes.Clone(el.Data)
			all = append(all, spotted{*el, r.Spot()})
		}
	}
	resume := r.Resume()
	for from := 0; from < len(all); from += 1 + from/3 {
		to, end := from, int64(len(text))
		for ; to < len(all) && to < from+5 && all[to].Problem == ""; to++ {
		}
		if to < len(all) {
			end = all[to].Offset
		}
		if to == from {
			continue
		}
		again := resume(text[all[from].Offset:end], all[from].at)
		for n := from; n < to; {
			el, err := again.Next()
			if err == nil && el.Page {
				continue
			}
			if want := &all[n].Element; err != nil || !reflect.DeepEqual(el, want) {
				t.Fatalf("record %d from %d on is %v, %v; want %s", n, from, el, err, shown(want))
			}
			n++
		}
	}
}

func shown(el *split.Element) string {
	return fmt.Sprintf("%q at %d, line %d, record %d (%s)", el.Data, el.Offset, el.Line, el.Record, el.Problem)
}

// splitters split one text in all ways.
func splitters(text []byte) []split.Splitter {
	small := split.Limits{Bytes: 1 << 12, Depth: 50}
	return []split.Splitter{
		split.Lines(bytes.NewReader(text), small),
		split.JSON(bytes.NewReader(text), users, small),
		split.JSON(bytes.NewReader(text), split.Containers{}, small),
		split.Rows(bytes.NewReader(text), split.Shape{Comma: ',', Newline: '\n'}, small),
		split.Rows(bytes.NewReader(text), split.Shape{Comma: ',', Newline: '\n', Cells: 3, Skip: 1}, small),
		split.Rows(bytes.NewReader(text), split.Shape{Comma: ',', Newline: '\r', Cells: 2}, small),
	}
}

func TestTextIsSplitAlikeFromTheMiddle(t *testing.T) {
	for _, text := range []string{
		"{\"a\":1}\n\n  {\"a\":2} \n{\"a\":3}",
		`[{"a":1},{"a":2},{"a":3}]`,
		`{"users":[{"a":1},{"a":2}],"total":2}{"users":[{"a":3}]}`,
		`[{"users":[{"a":1}]},{"users":[{"users":[{"a":2}]},{"a":3}]}]`,
		`{"pool":{"x":{"a":1},"y":{"a":2},"z":{"a":3}}}`,
		`[[{"a":1}],[{"a":2}]] [{"a":3}]`,
		"h,h,h\na,\"b\nb\",c\r\n\nd,e,f\n,,\ng,\"h\"\"\",i",
		"h,h,h\na,b,c\rd,e,f\r\r\"g\",\"h \"i\" j\",k\nl,\"m \"n\" o\",p\rq",
		"a,b\rc,d\ne,f\r\ng,h",
		`[{"a":1},{"a":2,{"a":3}]{"a":4},{"a":5}]`,
	} {
		for _, s := range splitters([]byte(text)) {
			checkResume(t, []byte(text), s)
		}
	}
}

func FuzzResume(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, s := range splitters(text) {
			checkResume(t, text, s)
		}
	})
}
