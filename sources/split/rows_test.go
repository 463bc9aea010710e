package split_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/sources/split"
)

func TestRows(t *testing.T) {
	for name, tc := range map[string]struct {
		text  string
		shape split.Shape
		want  []string
		cut   bool
	}{
		"rows are lines": {
			text: "a,b\nc,d\n", want: []string{"1:a,b", "2:c,d"},
		},
		"lines before the first row are passed over": {
			text: "# made by hand\nid,\"na\nc,d\n", shape: split.Shape{Skip: 2}, want: []string{"3:c,d"},
		},
		"blank lines are no rows": {
			text: "\na,b\n\r\n\nc,d", want: []string{"2:a,b", "5:c,d"},
		},
		"rows of empty cells are no rows": {
			text: "a,b\n,,\n , \nc,\n,,,", want: []string{"1:a,b", "4:c,"},
		},
		"Windows line ends are not part of a row": {
			text: "a,b\r\n\"c\",\"d\"\r\n", want: []string{"1:a,b", `2:"c","d"`},
		},
		"a quoted cell goes over lines": {
			text: "1,\"a\nb\"\n2,c\n", shape: split.Shape{Cells: 2}, want: []string{"1:1,\"a\nb\"", "3:2,c"},
		},
		"doubled quotes are text": {
			text: "1,\"say \"\"hi\"\"\"\n2,c\n", want: []string{`1:1,"say ""hi"""`, "2:2,c"},
		},
		"a quote inside of a bare cell is text": {
			text: "1,5\" pipe\n2,c\n", want: []string{`1:1,5" pipe`, "2:2,c"},
		},
		"a quote that never closes costs its line": {
			text: "1,\"a\n2,b\n3,c\n", shape: split.Shape{Cells: 2}, want: []string{"1!a quote is missing or too many", "2:2,b", "3:3,c"},
		},
		"a quote that the next row closes costs its line": {
			text: "1,\"a\n2,\"b\"\n3,c\n", shape: split.Shape{Cells: 2}, want: []string{"1!a quote is missing or too many", `2:2,"b"`, "3:3,c"},
		},
		"a row that only fits by swallowing others costs its line": {
			text: "1,\"a\n2,b,\"\n3,c\n", shape: split.Shape{Cells: 3}, want: []string{"1!a quote is missing or too many", "2!a quote is missing or too many", "3:3,c"},
		},
		"a quote that is not doubled does not swallow rows": {
			text: "1,\"5\"\",x\n2,b,c\n3,\", d\",e\n4,f,g\n", shape: split.Shape{Cells: 3},
			want: []string{"1!a quote is missing or too many", "2:2,b,c", `3:3,", d",e`, "4:4,f,g"},
		},
		"nor at the end": {
			text: "1,x,\"5\"\"\n2,b,c\n3,y,\",\"", shape: split.Shape{Cells: 3},
			want: []string{"1!a quote is missing or too many", "2:2,b,c", `3:3,y,","`},
		},
		"prose behind a doubled quote is text": {
			text: "1,\"he said \"\"hi\"\"\nthen, late, left\nfor \"\"home\"\"\",x\n2,b,c\n", shape: split.Shape{Cells: 3},
			want: []string{"1:1,\"he said \"\"hi\"\"\nthen, late, left\nfor \"\"home\"\"\",x", "4:2,b,c"},
		},
		"text behind a closing quote costs its line": {
			text: "1,\"a\"b\n2,b\n", want: []string{"1!a quote is missing or too many", "2:2,b"},
		},
		"a file that ends within quotes is cut": {
			text: "1,a\n2,\"b", shape: split.Shape{Cells: 2}, want: []string{"1:1,a", "2!the file ends in the middle of it"}, cut: true,
		},
		"a file that ends before the last cells is cut": {
			text: "1,a\n2", shape: split.Shape{Cells: 2}, want: []string{"1:1,a", "2:2"}, cut: true,
		},
		"a carriage return ends lines where the file has nothing else": {
			text: "a,b\rc,d\r", shape: split.Shape{Newline: '\r'}, want: []string{"1:a,b", "2:c,d"},
		},
		"a longer row than the limit is passed over": {
			text: "a\n" + strings.Repeat("x", 5000) + "\nb\n", want: []string{"1:a", "2!longer than 1000 bytes", "3:b"},
		},
		"a longer quoted row than the limit costs its first line": {
			text: "a\n\"" + strings.Repeat("x\n", 5000) + "b\n", want: nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			if tc.shape.Comma == 0 {
				tc.shape.Comma = ','
			}
			if tc.shape.Newline == 0 {
				tc.shape.Newline = '\n'
			}
			got, err := collect(split.Rows(strings.NewReader(tc.text), tc.shape, split.Limits{Bytes: 1000}))
			if (err == split.ErrCut) != tc.cut {
				t.Errorf("ended with %v", err)
			}
			if tc.want == nil {
				if len(got) != 5002 {
					t.Errorf("%d rows", len(got))
				}
				return
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
