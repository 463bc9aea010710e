package layout_test

import (
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"example.com/usher/sources/layout"
	"example.com/usher/sources/object"
)

const ofPHPMyAdmin = `[{"type":"header","version":"5.2.1","comment":"Export to JSON"},{"type":"database","name":"app"},
{"type":"table","name":"jobs","database":"app","data":[{"id":"1"}]},
{"type":"table","name":"users","database":"app","data":[{"id":"1","email":"a"},{"id":"2","email":"b"}]}]`

func TestTables(t *testing.T) {
	for fact, tc := range map[string]struct {
		text   string
		around []string
		rows   int // with an email
	}{
		"a list":                            {`[{"email":"a"},{"email":"b"}]`, nil, 2},
		"one on each line":                  {"{\"email\":\"a\",\"n\":1}\n{\"email\":\"b\"}\n", nil, 2},
		"phpMyAdmin":                        {ofPHPMyAdmin, []string{"data"}, 2},
		"DBeaver, by the name of the table": {`{"users": [{"email":"a"}]}`, []string{"users"}, 1},
		"DBeaver, by the query":             {"{\n\"select *\\nfrom users\": [\n\t{\"email\":\"a\"},\n\t{\"email\":\"b\"}\n]}", []string{`select *\nfrom users`, "select *\nfrom users"}, 2},
		"more than the list":                {`{"users":[{"email":"a"}],"total":1}`, nil, 0},
		"a list of texts":                   {`{"users":["a"]}`, nil, 0},
		"no list":                           {`{"users":{"email":"a"}}`, nil, 0},
		"no JSON":                           {"email\na\n", nil, 0},
	} {
		s := sample(tc.text, true)
		if diff := cmp.Diff(tc.around, s.Tables().Arrays, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: %s", fact, diff)
		}
		if !s.JSON() {
			continue
		}
		in, rows := layout.SplitTables(hasEmail)(strings.NewReader(tc.text), s), 0
		for {
			el, err := in.Next()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", fact, err)
			}
			if el.Page {
				continue
			}
			o, _, err := object.Read(el.Data)
			if err != nil {
				t.Fatalf("%s: %v", fact, err)
			}
			if hasEmail(o) {
				rows++
			} else if s.PHPMyAdmin() {
				t.Errorf("%s: a row of another table is given: %s", fact, el.Data)
			}
		}
		if rows != tc.rows {
			t.Errorf("%s: %d rows", fact, rows)
		}
	}
}

func hasEmail(o object.Object) bool { return o.Has("email") }

// A table that the sample cuts is one all the same.
func TestTablesThatTheSampleCuts(t *testing.T) {
	if got := sample(`{"select 1": [{"email":"a"},{"em`, false).Tables().Arrays; len(got) != 1 || got[0] != "select 1" {
		t.Errorf("around is %q", got)
	}
}
