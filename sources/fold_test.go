package sources_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

// several is a table of more than one batch, in which no two records are alike
// and some can't be read, or are told about.
func several(n int) string {
	var b strings.Builder
	b.WriteString("id,email,email_verified,phone,name,password_hash,created_at,plan,team,place,notes\n")
	for i := range n {
		switch i % 97 {
		case 13:
			fmt.Fprintf(&b, "%d,broken%d@example.com,\"true,,\n", i, i)
		case 29:
			fmt.Fprintf(&b, "%d,latin%d@example.com,true,,Ren\xe9 %d,,,,,,\n", i, i, i)
		case 41:
			fmt.Fprintf(&b, "%d,short%d@example.com\n", i, i)
		case 53:
			fmt.Fprintf(&b, "%d,long%d@example.com,true,,,,,,,,\"%s \"\"%d\"\"\nnext line\"\n", i, i, strings.Repeat("words ", 500), i)
		default:
			hash := fmt.Sprintf("$2b$10$%053d", i)
			if i%5 == 0 {
				hash = fmt.Sprintf("pbkdf2_sha256$%d$salt%d$c2FsdHNhbHRzYWx0c2FsdHNhbHRzYWx0c2FsdHNhbHQ=", 1000+i, i)
			}
			fmt.Fprintf(&b, "%d, User%d@example.com ,%v,+1415555%04d,Ada %d,%s,2024-02-%02dT10:00:00Z,plan%d,\"{\"\"seats\"\": %d, \"\"t\"\": \"\"%d\"\"}\",p%dq%dr,%s\n",
				i, i, i%3 == 0, i%10000, i, hash, 1+i%28, i%7, i, i%11, i%10, i%10, strings.Repeat("n", i%40))
		}
	}
	return b.String()
}

// TestWhatIsFoldedIsWhatIsUsed holds the two ways of reading against each other
// where files end in the middle, are packed or cannot be read to their end.
func TestWhatIsFoldedIsWhatIsUsed(t *testing.T) {
	whole := several(700)
	for fact, tc := range map[string]struct {
		second string // the middle one of three files
		fails  bool
	}{
		"all whole":                    {second: whole},
		"one is packed":                {second: zipped(t, whole)},
		"one is cut while packed":      {second: zipped(t, whole)[:len(zipped(t, whole))*2/3], fails: true},
		"one ends in a quoted cell":    {second: whole + "9,cut@example.com,true,,\"never closed"},
		"one ends behind few cells":    {second: whole + "9,cut@exam"},
		"one has nothing but a header": {second: whole[:strings.IndexByte(whole, '\n')+1]},
	} {
		t.Run(fact, func(t *testing.T) {
			dir := t.TempDir()
			var paths []string
			for i, text := range []string{whole, tc.second, whole} {
				paths = append(paths, filepath.Join(dir, fmt.Sprintf("%d.csv", i)))
				sourcestest.Write(t, paths[i], text)
			}
			e := sourcestest.Open(t, sources.Options{Paths: paths})
			used, folded, usedErr, foldedErr := sourcestest.Records(t.Context(), t, e)
			if diff := cmp.Diff(used, folded); diff != "" {
				t.Error(diff)
			}
			if fmt.Sprint(usedErr) != fmt.Sprint(foldedErr) || (usedErr != nil) != tc.fails || len(used) < 700 {
				t.Errorf("%d records, errors %v and %v", len(used), usedErr, foldedErr)
			}
		})
	}
}

// counted counts what it is given.
type counted struct{ n int }

func (c *counted) User(*sources.User)              { c.n++ }
func (c *counted) Unreadable(*sources.RecordError) { c.n++ }

func TestWhoStopsFoldingLeavesNothingRunning(t *testing.T) {
	for fact, stop := range map[string]func(cancel func()) (goOn bool){
		"by leaving the loop": func(func()) bool { return false },
		"by the context":      func(cancel func()) bool { cancel(); return true },
	} {
		t.Run(fact, func(t *testing.T) {
			e := sourcestest.Open(t, sources.Options{Paths: []string{sourcestest.File(t, "users.csv", several(10_000))}})
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			var last error
			n := 0
			for f, err := range e.Fold(ctx, func() sources.Folder { return new(counted) }) {
				if last = err; err != nil {
					continue
				}
				n += f.(*counted).n
				if !stop(cancel) {
					break
				}
			}
			if n == 0 || n == 10_000 || last != nil && !errors.Is(last, context.Canceled) || ctx.Err() != nil && last == nil {
				t.Errorf("%d records, error %v", n, last)
			}
			buf := make([]byte, 1<<20)
			buf = buf[:runtime.Stack(buf, true)]
			if text := string(buf); strings.Contains(text, "usher/sources/ordered") || strings.Contains(text, "usher/sources/stream") {
				t.Errorf("still running:\n%s", text)
			}
		})
	}
}

// clumsy goes wrong over a user.
type clumsy struct{ counted }

func (c *clumsy) User(u *sources.User) {
	if c.counted.User(u); u.SourceID == "600" {
		panic(u.Email)
	}
}

func TestAMistakeOverAUserSaysWhereTheyStand(t *testing.T) {
	e := sourcestest.Open(t, sources.Options{Paths: []string{sourcestest.File(t, "users.csv", several(1200))}})
	n := 0
	var last error
	for f, err := range e.Fold(t.Context(), func() sources.Folder { return new(clumsy) }) {
		if last = err; err == nil {
			n += f.(*clumsy).n
		}
	}
	bad, is := errors.AsType[*sources.Error](last)
	if n != 512 || !is || bad.Hint == "" || !strings.Contains(last.Error(), "users.csv: line ") || strings.Contains(last.Error(), "@") {
		t.Errorf("%d records, error %v", n, last)
	}
}
