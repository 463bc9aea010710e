package layout_test

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/sources/layout"
	"example.com/usher/sources/object"
	"example.com/usher/sources/split"
)

func sample(text string, whole bool) *layout.Sample {
	return &layout.Sample{Path: "x", Text: []byte(text), Whole: whole}
}

// The first elements of what a layout without a splitter of its own splits;
// NDJSON counts lines, other JSON does not.
func TestSplitterFollowsTheSample(t *testing.T) {
	l := layout.Layout{Containers: split.Containers{Arrays: []string{"users"}}}
	for name, tc := range map[string]struct {
		text  string
		whole bool
		lines bool
		want  []string
	}{
		"lines":                             {"{\"a\":1}\n{\"a\":2}\n", true, true, []string{`{"a":1}`, `{"a":2}`}},
		"one line":                          {`{"a":1}`, true, true, []string{`{"a":1}`}},
		"lines, the first one broken":       {"{\"a\":\n{\"a\":2}\n{\"a\":3}\n", true, true, []string{`{"a":`, `{"a":2}`, `{"a":3}`}},
		"an array":                          {"[{\"a\":1},\n{\"a\":2}]", true, false, []string{`{"a":1}`, `{"a":2}`}},
		"pretty-printed objects":            {"{\n \"a\": 1\n}\n{\n \"a\": 2\n}\n", true, false, []string{"{\n \"a\": 1\n}", "{\n \"a\": 2\n}"}},
		"a page on one line":                {`{"users":[{"a":1}],"total":1}`, true, false, []string{`{"a":1}`}},
		"pages, one on each line":           {"{\"users\":[{\"a\":1}]}\n{\"users\":[{\"a\":2}]}\n", true, false, []string{`{"a":1}`, `{"a":2}`}},
		"a page that the sample cuts":       {`{"total":1,"users":[{"a":1},{"a":2},{"b"`, false, false, []string{`{"a":1}`, `{"a":2}`}},
		"one long record without a newline": {`{"a":1,"b":"xxxxxxxxxxxxx`, false, true, nil},
	} {
		t.Run(name, func(t *testing.T) {
			s := sample(tc.text, tc.whole)
			in := l.Splitter(strings.NewReader(tc.text), s)
			var got []string
			for {
				el, err := in.Next()
				if err != nil {
					break
				}
				if el.Page || el.Problem != "" {
					continue
				}
				if (el.Line > 0) != tc.lines {
					t.Errorf("line %d", el.Line)
				}
				got = append(got, string(el.Data))
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestALayoutSplitsItsOwnWay(t *testing.T) {
	l := layout.Layout{Split: func(r io.Reader, _ *layout.Sample) split.Splitter { return split.Lines(r, split.Limits{}) }}
	in := l.Splitter(bytes.NewReader([]byte("[1,\n2]\n")), sample("[1,\n2]\n", true))
	if el, err := in.Next(); err != nil || string(el.Data) != "[1," {
		t.Errorf("%s, %v", el.Data, err)
	}
}

func TestKeysOfTheFirstObject(t *testing.T) {
	for name, tc := range map[string]struct {
		text string
		want map[string]bool
	}{
		"an object":          {`{"a":1,"b":{"c":2}}`, map[string]bool{"a": true, "b": true}},
		"in an array":        {` [ {"a":1}, {"b":1}]`, map[string]bool{"a": true}},
		"an object cut off":  {`{"a":1,"b":[1,2`, map[string]bool{"a": true, "b": true}},
		"text":               {`hello`, map[string]bool{}},
		"an array of arrays": {`[[{"a":1}]]`, map[string]bool{"a": true}},
		"nothing":            {``, map[string]bool{}},
	} {
		if diff := cmp.Diff(tc.want, sample(tc.text, true).Keys()); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestAnyObject(t *testing.T) {
	hasA := func(o object.Object) bool { return o.Get("a") != nil }
	for text, want := range map[string]bool{
		`{"b":1}{"a":1}`:              true,
		`[{"b":1},nonsense,{"a":1}]`:  true,
		`{"users":[{"a":1}]}`:         true,
		`{"Users":[{"a":1}]}`:         true,
		`{"others":[{"a":1}]}`:        false,
		`a,b`:                         false,
		"{\"b\":1}\n{\"a\":1,\"cut\"": false,
	} {
		if got := sample(text, true).AnyObject(hasA); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}

func TestColumns(t *testing.T) {
	want := map[string]bool{"id": true, "e mail": true}
	if diff := cmp.Diff(want, sample("id;e mail\n1;2\n", true).Columns()); diff != "" {
		t.Error(diff)
	}
}
