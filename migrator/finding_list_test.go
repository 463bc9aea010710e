package migrator_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

func TestWriteFindings(t *testing.T) {
	e := exportOf(
		sources.User{SourceID: "=1+1", Email: "ada@example.com", Blocked: true},
		sources.User{SourceID: "b", Email: "bob@example.com", LastLogin: day(1)},
	).unreadable().add(
		sources.User{SourceID: "c\x1b[31m", Email: "Bob@example.com", LastLogin: day(2), Notes: []sources.Note{{Code: "name_guessed", Detail: "a, \"b\""}}},
	)
	e.notes = []sources.Note{{Code: "export_incomplete", Detail: "token"}}
	p, _ := run(t, e, duplicatesOption("last-login"))
	tests := []struct{ name, code, want string }{
		{"one finding", "blocked", "file,place,source_id,finding,detail\nusers.ndjson,line 1,'=1+1,blocked,\n"},
		{"a duplicate and who stands for it", "duplicate_email", "file,place,source_id,finding,detail\nusers.ndjson,line 2,b,duplicate_email,imported: line 4\n"},
		{"about the export", "export_incomplete", "file,place,source_id,finding,detail\n,,,export_incomplete,token\n"},
		{"unheard of", "unheard_of", "file,place,source_id,finding,detail\n"},
		{"all", "", "file,place,source_id,finding,detail\n,,,export_incomplete,token\nusers.ndjson,line 1,'=1+1,blocked,\n" +
			"users.ndjson,line 2,b,duplicate_email,imported: line 4\n" +
			"users.ndjson,line 4,c\uFFFD[31m,name_guessed,\"a, \"\"b\"\"\"\nusers.ndjson,line 4,c\uFFFD[31m,external_id_invalid,\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got strings.Builder
			if err := p.WriteFindings(t.Context(), &got, test.code); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got.String()); diff != "" {
				t.Errorf("list (-want +got):\n%s", diff)
			}
		})
	}
}

func TestWriteFindingsSaysWhenTheDiskIsFull(t *testing.T) {
	p, _ := run(t, smallExport(), migrator.DefaultOptions())
	full := errors.New("no space left on device")
	if err := p.WriteFindings(t.Context(), failing{full}, ""); !errors.Is(err, full) {
		t.Errorf("error %v, want %v", err, full)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestSafeCell(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain", "auth0|5f7c", "auth0|5f7c"},
		{"empty", "", ""},
		{"formula", "=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")"},
		{"plus", "+14155550123", "'+14155550123"},
		{"minus", "-1", "'-1"},
		{"at", "@SUM(A1)", "'@SUM(A1)"},
		{"a tab in front", "\t=1", "\uFFFD=1"},
		{"an escape sequence", "a\x1b[2J", "a\uFFFD[2J"},
		{"a line break", "a\r\nb", "a\uFFFD\uFFFDb"},
		{"broken text", "a\xffb", "a\uFFFDb"},
		{"letters of any language", "Łukasz 渡辺", "Łukasz 渡辺"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := migrator.SafeCell(test.in); got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}
