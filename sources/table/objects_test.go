package table_test

import (
	"io"
	"strings"
	"testing"

	"example.com/usher/sources/table"
)

func TestRowsAsObjects(t *testing.T) {
	rows := table.Sniff([]byte("id,e mail,,id,na\"me\n1,2,3,4,5\n")).Objects()
	for fact, tc := range map[string]struct{ row, want, problem string }{
		"cells are strings":                   {`1,a@b.c,x,2,Ada`, `{"id":"1","e mail":"a@b.c","na\"me":"Ada"}`, ""},
		"cells that say nothing are left out": {`1,NULL,,,\N`, `{"id":"1"}`, ""},
		"a person may be called Null":         {`1,null,,,Null`, `{"id":"1","na\"me":"Null"}`, ""},
		"quotes":                              {`1,"{""a"":1}",,,"x, y"`, `{"id":"1","e mail":"{\"a\":1}","na\"me":"x, y"}`, ""},
		"a row of nothing":                    {`,,,,`, `{}`, ""},
		"a cell too few":                      {`1,2,3,4`, "", "4 cells, the header has 5"},
		"one too few behind an email":         {`1,a@b.c,,`, `{"id":"1","e mail":"a@b.c"}`, ""},
		"many too few behind an email":        {`1,a@b.c`, `{"id":"1","e mail":"a@b.c"}`, ""},
		"too few, and the email elsewhere":    {`a@b.c,`, "", "2 cells, the header has 5"},
		"too few behind another cell":         {`1,a@b.c,x`, "", "3 cells, the header has 5"},
		"quotes not doubled":                  {`1,,,,"Ada "A" L"`, `{"id":"1","na\"me":"Ada \"A\" L"}`, ""},
		"one too many":                        {`1,a@b.c,,,,`, "", "6 cells, the header has 5"},
	} {
		got, _, err := rows.Read([]byte(tc.row))
		if string(got) != tc.want || (err != nil) != (tc.problem != "") || err != nil && err.Error() != tc.problem {
			t.Errorf("%s: %s, %v", fact, got, err)
		}
	}
}

func TestTablesAreWrittenAsNDJSON(t *testing.T) {
	text := "# made by hand\nid;name\n1;Ada\n2;Bob;too many\n3;\"Ca\nrol\"\n"
	got, err := io.ReadAll(table.NDJSON(strings.NewReader(text)))
	want := `{"id":"1","name":"Ada"}` + "\nunreadable row\n" + `{"id":"3","name":"Ca\nrol"}` + "\n"
	if err != nil || string(got) != want {
		t.Errorf("%q, %v", got, err)
	}
}
