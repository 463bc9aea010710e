package split_test

import (
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/sources/split"
)

func TestBareCarriageReturns(t *testing.T) {
	for fact, tc := range map[string]struct {
		text  string
		cells int
		want  []string
	}{
		"one among newlines":               {"id,n\n1,a\r2,b\n3,c\n", 2, []string{"2:1,a", "2:2,b", "3:3,c"}},
		"one among Windows line ends":      {"id,n\r\n1,a\r2,b\r\n3,c\r\n", 2, []string{"2:1,a", "2:2,b", "3:3,c"}},
		"several, and blank rows":          {"id,n\n1,a\r\r2,b\r3,c\r\n4,d\n", 2, []string{"2:1,a", "2:2,b", "2:3,c", "3:4,d"}},
		"one in the last line":             {"id,n\n1,a\r2,b", 2, []string{"2:1,a", "2:2,b"}},
		"one at the end":                   {"id,n\n1,a\r", 2, []string{"2:1,a"}},
		"one behind quotes":                {"id,n\n1,\"a\"\r\"2\",b\n", 2, []string{`2:1,"a"`, `2:"2",b`}},
		"one in quotes is text":            {"id,n\n1,\"a\r2,b\"\n", 2, []string{"2:1,\"a\r2,b\""}},
		"one in a row that fits is text":   {"id,n,x\n1,a\rb,c\n", 3, []string{"2:1,a\rb,c"}},
		"one in a column of its own":       {"email\na@b.c\rd@e.f\n", 1, []string{"2:a@b.c", "2:d@e.f"}},
		"rows that do not fit stay a line": {"id,n\n1,a\r2,b,c\n3,c\n", 2, []string{"2:1,a\r2,b,c", "3:3,c"}},
		"a quote that is not closed":       {"id,n\n1,a\r2,\"b\n3,c\n", 2, []string{"2!a quote is missing or too many", "3:3,c"}},
	} {
		t.Run(fact, func(t *testing.T) {
			shape := split.Shape{Comma: ',', Newline: '\n', Cells: tc.cells, Skip: 1}
			for name, r := range map[string]io.Reader{"at once": strings.NewReader(tc.text), "byte by byte": iotest.OneByteReader(strings.NewReader(tc.text))} {
				got, err := collect(split.Rows(r, shape, split.Limits{}))
				if diff := cmp.Diff(tc.want, got); diff != "" || err != nil {
					t.Error(name, diff, err)
				}
			}
			checkResume(t, []byte(tc.text), split.Rows(strings.NewReader(tc.text), shape, split.Limits{}))
		})
	}
}

func TestCarriageReturnsWithoutEndAreReadOnce(t *testing.T) {
	const rows = 200_000
	text := "id,n\n" + strings.Repeat("1,a\r", rows) + "\n2,b\n"
	got, err := collect(split.Rows(strings.NewReader(text), split.Shape{Comma: ',', Newline: '\n', Cells: 2, Skip: 1}, split.Limits{}))
	if err != nil || len(got) != rows+1 || got[rows] != "3:2,b" {
		t.Errorf("%d rows, %v", len(got), err)
	}
}

// TestNewlinesAmongCarriageReturns: where carriage returns end lines, a newline
// does too.
func TestNewlinesAmongCarriageReturns(t *testing.T) {
	shape := split.Shape{Comma: ',', Newline: '\r', Cells: 2, Skip: 1}
	text := "id,n\r1,a\r2,\"b\nb\"\r3,c\n4,d\r\n\"5\",e\r6,f\n"
	got, err := collect(split.Rows(strings.NewReader(text), shape, split.Limits{}))
	want := []string{"2:1,a", "3:2,\"b\nb\"", "4:3,c", "4:4,d", `5:"5",e`, "6:6,f"}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	checkResume(t, []byte(text), split.Rows(strings.NewReader(text), shape, split.Limits{}))
}
