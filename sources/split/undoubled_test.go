package split_test

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/sources/split"
)

func TestUndoubled(t *testing.T) {
	for fact, tc := range map[string]struct {
		row   string
		cells int
		want  []string // none = it is not sure
	}{
		"quotes around a word":                       {`1,"Bob "the man" Jones",x`, 3, []string{"1", `Bob "the man" Jones`, "x"}},
		"quotes at the end of a cell":                {`1,"Bob "JD""`, 2, []string{"1", `Bob "JD"`}},
		"quotes at its beginning":                    {`""JD" Bob",x`, 2, []string{`"JD" Bob`, "x"}},
		"a separator beside them":                    {`1,"Jones, "Bob" Jr, PhD",x`, 3, []string{"1", `Jones, "Bob" Jr, PhD`, "x"}},
		"quotes before a separator that is text":     {`1,"he said "hi", then left",x`, 3, []string{"1", `he said "hi", then left`, "x"}},
		"JSON":                                       {`1,"{"plan":"pro","team":""}",x`, 3, []string{"1", `{"plan":"pro","team":""}`, "x"}},
		"JSON with backslashes":                      {`"{\"say\":\"a \\\"b\\\"\",\"n\":1}",x`, 2, []string{`{"say":"a \"b\"","n":1}`, "x"}},
		"other cells whose quotes are doubled":       {`"Bob "x" y","a ""b"" c"`, 2, []string{`Bob "x" y`, `a "b" c`}},
		"quotes doubled but for those of the JSON":   {`"{""say"":""a \"b\", c""}",x`, 2, []string{`{"say":"a \"b\", c"}`, "x"}},
		"every cell in quotes":                       {`"1","Bob "x" y",""`, 3, []string{"1", `Bob "x" y`, ""}},
		"one column":                                 {`"Bob "x", y"`, 1, []string{`Bob "x", y`}},
		"too few cells":                              {`1,"Bob "x" y"`, 3, nil},
		"too many cells":                             {`1,"Bob "x" y",z,z`, 3, nil},
		"one quote more":                             {`1,"5" pipe",x`, 3, nil},
		"a cell that may go on in the next line":     {`1,"Bob "x", yes`, 3, nil},
		"a quote that is never closed":               {`1,"Bob, "hi`, 3, nil},
		"text behind quotes":                         {`"Bob" Jones,x`, 2, nil},
		"quotes in a cell without":                   {`"Bob "x" y",5" pipe`, 2, nil},
		"two separators of which either may be text": {`"a "b" c","d" e","f" g"`, 2, nil},
		"cells that would swallow one another":       {`"Bob" Jones,"x","a "b", c",z`, 4, nil},
		"a number of cells that is not known":        {`"Bob "x" y"`, 0, nil},
		"a quote alone":                              {`"`, 1, nil},
		"more separators than can be tried":          {`"Bob "x" y` + strings.Repeat(",", 200_000) + `"`, 2, nil},
	} {
		t.Run(fact, func(t *testing.T) {
			var got []string
			for _, cell := range split.Undoubled([]byte(tc.row), ',', tc.cells) {
				got = append(got, string(cell))
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestUndoubledNeverShifts writes rows as programs do that double nothing: they
// are read as they were, or not at all.
func TestUndoubledNeverShifts(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	words := []string{"Bob", `"the man"`, ", ", " ", `"x, y"`, "z"}
	read := 0
	for range 20_000 {
		cells := make([]string, 1+random.IntN(4))
		row := make([]string, len(cells))
		for i := range cells {
			for range random.IntN(4) {
				cells[i] += words[random.IntN(len(words))]
			}
			if row[i] = cells[i]; strings.ContainsAny(cells[i], `",`) {
				row[i] = `"` + cells[i] + `"`
			}
		}
		text := strings.Join(row, ",")
		got := split.Undoubled([]byte(text), ',', len(cells))
		if got == nil {
			continue
		}
		read++
		if !slices.EqualFunc(got, cells, func(g []byte, c string) bool { return string(g) == c || wellFormed(text) }) {
			t.Fatalf("%s was read as %q", text, got)
		}
	}
	if read < 10_000 {
		t.Errorf("only %d rows were read", read)
	}
}

// wellFormed: it is not for Undoubled to say what the row means.
func wellFormed(row string) bool {
	s := split.RowsOf([]byte(row+"\n"), split.Shape{Comma: ',', Newline: '\n'}, split.Limits{})
	el, err := s.Next()
	return err != nil || el.Problem == ""
}

func TestRowsWithUndoubledQuotesCostNothing(t *testing.T) {
	text := "id,name,n\n" + `1,"Bob "the man" Jones",x` + "\r\n" + `2,Ann,x` + "\n" + `3,"5" pipe",x` + "\n" + `4,"Eve "e", too",x` + "\n" + `5,"Dan "d" D",x`
	got, err := collect(split.Rows(bytes.NewReader([]byte(text)), split.Shape{Comma: ',', Newline: '\n', Cells: 3, Skip: 1}, split.Limits{}))
	want := []string{`2:1,"Bob "the man" Jones",x`, "3:2,Ann,x", "4!a quote is missing or too many", `5:4,"Eve "e", too",x`, `6:5,"Dan "d" D",x`}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
}
