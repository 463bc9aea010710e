package split_test

import (
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/sources/split"
)

func TestLines(t *testing.T) {
	for name, tc := range map[string]struct {
		text string
		want []string
		cut  bool
	}{
		"each line is a record":                      {text: "{\"a\":1}\n{\"b\":2}\n", want: []string{`1:{"a":1}`, `2:{"b":2}`}},
		"the last line needs no newline":             {text: "{\"a\":1}\n{\"b\":2}", want: []string{`1:{"a":1}`, `2:{"b":2}`}},
		"outer space and blank lines are no records": {text: "\n  {\"a\":1} \r\n\n\n{\"b\":2}", want: []string{`2:{"a":1}`, `5:{"b":2}`}},
		"what is no JSON is the decoder's business":  {text: "nonsense\n{\"b\":2}\n", want: []string{"1:nonsense", `2:{"b":2}`}},
		"a last line that is no JSON was cut":        {text: "{\"a\":1}\n{\"b\":", want: []string{`1:{"a":1}`, "2!the file ends in the middle of it"}, cut: true},
		"a line over the limit is passed over":       {text: strings.Repeat("x", 900_000) + "\n{\"b\":2}\n", want: []string{"1!longer than 1000 bytes", `2:{"b":2}`}},
		"a long last line is passed over":            {text: "{}\n" + strings.Repeat("x", 900_000), want: []string{"1:{}", "2!longer than 1000 bytes"}},
		"nothing":                                    {text: ""},
	} {
		t.Run(name, func(t *testing.T) {
			for _, r := range []io.Reader{strings.NewReader(tc.text), iotest.OneByteReader(strings.NewReader(tc.text))} {
				got, err := collect(split.Lines(r, split.Limits{Bytes: 1000}))
				if (err == split.ErrCut) != tc.cut || err != nil && !tc.cut {
					t.Errorf("ended with %v", err)
				}
				if diff := cmp.Diff(tc.want, got); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
}

func TestLinesKeepOffsets(t *testing.T) {
	text := "{\"a\":1}\n\n{\"bb\":2}\n" + strings.Repeat("x", 600_000) + "\n{\"c\":3}"
	s := split.Lines(strings.NewReader(text), split.Limits{Bytes: 1000})
	for {
		el, err := s.Next()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if el.Problem == "" && text[el.Offset:el.Offset+int64(len(el.Data))] != string(el.Data) {
			t.Errorf("%s is not at %d", el.Data, el.Offset)
		}
	}
}

// A reader that endlessly gives one line must not be kept in memory.
func TestOneEndlessLineIsPassedOver(t *testing.T) {
	r := io.MultiReader(io.LimitReader(endless{}, 100<<20), strings.NewReader("\n{\"b\":2}\n"))
	got, err := collect(split.Lines(r, split.Limits{}))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"1!longer than 4 MiB", `2:{"b":2}`}, got); diff != "" {
		t.Error(diff)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}
