package table_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/sources/record"
	"example.com/usher/sources/table"
)

func TestSniff(t *testing.T) {
	for name, tc := range map[string]struct {
		text     string
		want     table.Dialect
		headless bool
	}{
		"commas":                       {text: "id,email\n1,a@b.c\n", want: table.Dialect{Comma: ',', Header: []string{"id", "email"}, Skip: 1}},
		"semicolons, commas in cells":  {text: "id;name\n1;Doe, Jane\n2;Roe, Joe, Jr.\n", want: table.Dialect{Comma: ';', Header: []string{"id", "name"}, Skip: 1}},
		"tabs":                         {text: "id\temail\n1\ta@b.c\n", want: table.Dialect{Comma: '\t', Header: []string{"id", "email"}, Skip: 1}},
		"pipes in quoted cells":        {text: "id,ids\n1,\"a|b|c\"\n2,\"c|d|e\"\n", want: table.Dialect{Comma: ',', Header: []string{"id", "ids"}, Skip: 1}},
		"one column":                   {text: "email\na@b.c\n", want: table.Dialect{Comma: ',', Header: []string{"email"}, Skip: 1}},
		"a comment before the header":  {text: "# from the console, 2026\nid,email\n1,a@b.c\n", want: table.Dialect{Comma: ',', Header: []string{"id", "email"}, Skip: 2}},
		"blank lines before it":        {text: "\n\nid,email\n1,a@b.c\n", want: table.Dialect{Comma: ',', Header: []string{"id", "email"}, Skip: 3}},
		"a name over two lines":        {text: "id,\"e\nmail\"\n1,a@b.c\n", want: table.Dialect{Comma: ',', Header: []string{"id", "e\nmail"}, Skip: 2}},
		"no header: an address":        {text: "1,a@b.c\n2,d@e.f\n", want: table.Dialect{Comma: ',', Header: []string{"1", "a@b.c"}, Skip: 1}, headless: true},
		"no header: a number":          {text: "Ada,+14155550123\nBob,+14155550124\n", want: table.Dialect{Comma: ',', Header: []string{"Ada", "+14155550123"}, Skip: 1}, headless: true},
		"no header: a value repeated":  {text: "true,true,x\n", want: table.Dialect{Comma: ',', Header: []string{"true", "true", "x"}, Skip: 1}, headless: true},
		"names twice":                  {text: "id,email,plan,plan\n1,a@b.c,x,y\n", want: table.Dialect{Comma: ',', Header: []string{"id", "email", "plan", "plan"}, Skip: 1}},
		"an old Mac's, and a newline":  {text: "id,email\r1,a@b.c\r2,d@e.f\n", want: table.Dialect{Comma: ',', Header: []string{"id", "email"}, Skip: 1}},
		"carriage returns in cells":    {text: "id,note\n1,\"a\rb\rc\"\n", want: table.Dialect{Comma: ',', Header: []string{"id", "note"}, Skip: 1}},
		"empty names at the end":       {text: "id,email,,\n1,a@b.c,,\n", want: table.Dialect{Comma: ',', Header: []string{"id", "email", "", ""}, Skip: 1}},
		"a separator only in a header": {text: "a;b\n", want: table.Dialect{Comma: ';', Header: []string{"a", "b"}, Skip: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			got := table.Sniff([]byte(tc.text))
			if diff := cmp.Diff(tc.want.Header, got.Header); diff != "" || got.Comma != tc.want.Comma || got.Skip != tc.want.Skip {
				t.Errorf("separator %q, %d lines skipped: %s", got.Comma, got.Skip, diff)
			}
			if got.Headless() != tc.headless {
				t.Errorf("headless: %v", got.Headless())
			}
		})
	}
}

func TestColumnsAreComparedLoosely(t *testing.T) {
	d := table.Sniff([]byte("User-ID,E mail,user_metadata.a.b\n"))
	for want, names := range map[int][]string{
		0:  {"id", "user_id"},
		1:  {"mail", "EMAIL"},
		2:  {"user_metadata.a.b"},
		-1: {"phone", "phone_number"},
	} {
		if got := d.Column(names...); got != want {
			t.Errorf("%v is column %d, want %d", names, got, want)
		}
	}
}

func TestRead(t *testing.T) {
	abc := &table.Dialect{Header: []string{"a", "b", "c"}}
	escaped := &table.Dialect{Escape: '\\'}
	for name, tc := range map[string]struct {
		dialect *table.Dialect
		data    string
		want    []string
		notes   []record.Note
		problem string
	}{
		"bare cells":                   {dialect: abc, data: "1, two ,3", want: []string{"1", "two", "3"}},
		"empty cells":                  {dialect: abc, data: ",,", want: []string{"", "", ""}},
		"quoted cells":                 {dialect: abc, data: `"1","a,b","say ""hi"""`, want: []string{"1", "a,b", `say "hi"`}},
		"a quote inside a bare cell":   {dialect: abc, data: `1,5" pipe,`, want: []string{"1", `5" pipe`, ""}},
		"too few cells":                {dialect: abc, data: "1,2", problem: "2 cells, the header has 3"},
		"too many cells":               {dialect: abc, data: "1,2,3,4", problem: "4 cells, the header has 3"},
		"a quote too many":             {dialect: abc, data: `1,"2"3,`, problem: "a quote is missing or too many"},
		"a quote missing":              {dialect: abc, data: `1,"2,3`, problem: "a quote is missing or too many"},
		"quotes that are not doubled":  {dialect: abc, data: `1,"Bob "the man" J",3`, want: []string{"1", `Bob "the man" J`, "3"}, notes: []record.Note{{Code: "row_misaligned_repaired"}}},
		"such quotes, no header":       {dialect: &table.Dialect{}, data: `1,"Bob "the man" J",3`, problem: "a quote is missing or too many"},
		"text that is not UTF-8":       {dialect: abc, data: "1,Jos\xe9,3", want: []string{"1", "Jos\uFFFD", "3"}, notes: []record.Note{{Code: "invalid_text"}}},
		"a separator that is escaped":  {dialect: escaped, data: `1,a\,b,c\\`, want: []string{"1", "a,b", `c\`}},
		"a dialect without a header":   {dialect: &table.Dialect{Comma: ';'}, data: "1;2,3", want: []string{"1", "2,3"}},
		"a cell of a quoted separator": {dialect: abc, data: `",","",""`, want: []string{",", "", ""}},
	} {
		t.Run(name, func(t *testing.T) {
			row, notes, err := tc.dialect.Read([]byte(tc.data))
			if err != nil || tc.problem != "" {
				if err == nil || err.Error() != tc.problem {
					t.Errorf("said %v", err)
				}
				return
			}
			var got []string
			for i := range row.Len() {
				got = append(got, row.Text(i))
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tc.notes, notes); diff != "" {
				t.Error(diff)
			}
			if row.Text(-1) != "" || row.Text(99) != "" {
				t.Error("cells that are not there have text")
			}
		})
	}
}

func TestSplitBeginsBehindTheHeader(t *testing.T) {
	text := "# note\nid,name\n1,\"a\nb\"\n\n2,c\n"
	d := table.Sniff([]byte(text))
	in := d.Split(strings.NewReader(text))
	var got []string
	for {
		el, err := in.Next()
		if err != nil {
			break
		}
		got = append(got, string(el.Data))
	}
	if diff := cmp.Diff([]string{"1,\"a\nb\"", "2,c"}, got); diff != "" {
		t.Error(diff)
	}
}
