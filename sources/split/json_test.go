package split_test

import (
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/sources/split"
)

var users = split.Containers{Arrays: []string{"users"}, Maps: []string{"pool"}}

func TestJSON(t *testing.T) {
	for name, tc := range map[string]struct {
		text string
		want []string
		cut  bool
	}{
		"an array":                     {text: `[{"a":1}, {"a":2}]`, want: []string{`1:{"a":1}`, `2:{"a":2}`}},
		"records one after the other":  {text: "{\n\"a\":1}{\"a\":2}\n\n{\"a\":3}", want: []string{"1:{\n\"a\":1}", `2:{"a":2}`, `3:{"a":3}`}},
		"an object around an array":    {text: `{"start":0,"users":[{"a":1},{"a":2}],"total":61}`, want: []string{`1:{"a":1}`, `2:{"a":2}`, `page {"start":0,"total":61}`}},
		"several of them":              {text: `{"users":[{"a":1}],"next":"x"} {"users":[]}`, want: []string{`1:{"a":1}`, `page {"next":"x"}`, `page {}`}},
		"an array of them":             {text: `[{"realm":"r","users":[{"a":1}]},{"users":[{"a":2}]}]`, want: []string{`1:{"a":1}`, `page {"realm":"r"}`, `2:{"a":2}`, `page {}`}},
		"an object whose values count": {text: `{"pool":{"ada":{"a":1},"bob":{"a":2}},"v":1}`, want: []string{`1:{"a":1}`, `2:{"a":2}`, `page {"v":1}`}},
		"arrays in an array":           {text: `[[{"a":1}],[{"a":2}]]`, want: []string{`1:{"a":1}`, `2:{"a":2}`}},
		"the name inside of a record":  {text: `[{"a":{"users":[1]}}]`, want: []string{`1:{"a":{"users":[1]}}`}},
		"the name with another value":  {text: `[{"users":3,"a":1}]`, want: []string{`1:{"users":3,"a":1}`}},
		"brackets in strings":          {text: `[{"a":"]}\"{["},{"a":2}]`, want: []string{`1:{"a":"]}\"{["}`, `2:{"a":2}`}},
		"values that are no objects":   {text: `[1, "x", null, [2], {"a":2}]`, want: []string{`1:1`, `2:"x"`, `3:null`, `4:[2]`, `5:{"a":2}`}},
		"RFC 7464 sequences":           {text: "\x1e{\"a\":1}\n\x1e{\"a\":2}\n", want: []string{`1:{"a":1}`, `2:{"a":2}`}},
		"the last of a list is broken": {text: `[{"a":1},{"a":"x,"b":1}][{"a":3},{"a":4}]`, want: []string{`1:{"a":1}`, "2!not valid JSON", `3:{"a":3}`, `4:{"a":4}`}},
		"the last of a page is broken": {
			text: `{"users":[{"a":1},{"a":"x,"b":1}],"n":2}{"n":3,"users" : [{"a":3},{"a":4}]}`,
			want: []string{`1:{"a":1}`, "2!not valid JSON", `3:{"a":3}`, `4:{"a":4}`, `page {}`},
		},
		"a missing comma":            {text: `[{"a":1} {"a":2}]`, want: []string{`1:{"a":1}`, `2:{"a":2}`}},
		"a missing quote":            {text: `[{"a":1},{"a":"x,"b":1},{"a":3}]`, want: []string{`1:{"a":1}`, "2!not valid JSON", `3:{"a":3}`}},
		"a missing quote at the end": {text: `[{"a":"1"},{"a":"x},{"a":"3"}]`, want: []string{`1:{"a":"1"}`, "2!not valid JSON", `3:{"a":"3"}`}},
		"a missing brace":            {text: `[{"a":1},{"a":2,{"a":3}]`, want: []string{`1:{"a":1}`, "2!not valid JSON", `3:{"a":3}`}},
		"a missing bracket":          {text: `[{"a":1},{"a":[2},{"a":3}]`, want: []string{`1:{"a":1}`, "2!not valid JSON", `3:{"a":3}`}},
		"a bracket too many":         {text: `[{"a":1},{"a":2}},{"a":3}]`, want: []string{`1:{"a":1}`, `2:{"a":2}`, `3:{"a":3}`}},
		"text between records":       {text: `[{"a":1},nonsense,{"a":3}]`, want: []string{`1:{"a":1}`, "2:nonsense", `3:{"a":3}`}},
		"objects inside of the bad one": {
			text: `[{"a":1,"in":[{"b":1},{"b":2}]},{"a":2,"x":"y,"in":[{"b":1},{"b":2}]},{"a":3}]`,
			want: []string{`1:{"a":1,"in":[{"b":1},{"b":2}]}`, "2!not valid JSON", `3:{"a":3}`},
		},
		"the first record is the bad one": {text: `[{"a":"x,"b":1},{"a":3}]`, want: []string{"1!not valid JSON", `2:{"a":3}`}},
		"a string over two lines":         {text: "[{\"a\":\"1\n\"},\n{\"a\":3}]", want: []string{"1!not valid JSON", `2:{"a":3}`}},
		"the text ends in a record":       {text: `[{"a":1},{"a":`, want: []string{`1:{"a":1}`, "2!the file ends in the middle of it"}, cut: true},
		"the text ends in a string":       {text: `[{"a":1},{"a":"x\`, want: []string{`1:{"a":1}`, "2!the file ends in the middle of it"}, cut: true},
		"the text ends in the list":       {text: `{"users":[{"a":1},`, want: []string{`1:{"a":1}`}, cut: true},
		"the text ends behind the list":   {text: `{"users":[{"a":1}],"to`, want: []string{`1:{"a":1}`, "2!stray text between records"}, cut: true},
		"nesting below the limit": {
			text: `[{"a":1},` + deep(9) + `]`, want: []string{`1:{"a":1}`, "2:" + deep(9)},
		},
		"nesting over the limit":  {text: `[{"a":1},` + deep(20) + `,{"a":3}]`, want: []string{`1:{"a":1}`, "2!nested too deep", `3:{"a":3}`}},
		"nesting without end":     {text: `[{"a":1},{"a":` + strings.Repeat("[", 9000) + `,{"a":3}]`, want: []string{`1:{"a":1}`, "2!not valid JSON", `3:{"a":3}`}},
		"a record over the limit": {text: `[{"a":1},{"a":"` + strings.Repeat("x", 900_000) + `"},{"a":3}]`, want: []string{`1:{"a":1}`, "2!longer than 1000 bytes", `3:{"a":3}`}},
		"much around the records": {text: `{"a":"` + strings.Repeat("x", 900_000) + `","users":[{"a":3}]}`, want: []string{`1:{"a":3}`, "page {}"}},
		"nothing":                 {text: " \n"},
		"an empty array":          {text: "[]"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, r := range []io.Reader{strings.NewReader(tc.text), iotest.OneByteReader(strings.NewReader(tc.text))} {
				got, err := collect(split.JSON(r, users, split.Limits{Bytes: 1000, Depth: 10}))
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

func deep(n int) string {
	return `{"a":` + strings.Repeat("[", n-1) + strings.Repeat("]", n-1) + "}"
}

// The second record is damaged, when only one has shown how records begin.
func TestObjectsInsideOfTheSecondRecordAreNotTakenForRecords(t *testing.T) {
	text := "[\n  {\n    \"id\": 1\n  },\n  {\n    \"id\": 2,\n    \"list\": [\n      {\n        \"id\": 3\n      }\n    ]\n  ,\n  {\n    \"id\": 4\n  }\n]"
	got, err := collect(split.JSON(strings.NewReader(text), users, split.Limits{}))
	want := []string{"1:{\n    \"id\": 1\n  }", "2!not valid JSON", "3:{\n    \"id\": 4\n  }"}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
}

func TestTheReadersErrorEndsTheRecords(t *testing.T) {
	r := io.MultiReader(strings.NewReader(`[{"a":1},{"a"`), iotest.ErrReader(io.ErrClosedPipe))
	got, err := collect(split.JSON(r, users, split.Limits{}))
	if err != io.ErrClosedPipe {
		t.Errorf("ended with %v", err)
	}
	if diff := cmp.Diff([]string{`1:{"a":1}`, "2!the file ends in the middle of it"}, got); diff != "" {
		t.Error(diff)
	}
}
