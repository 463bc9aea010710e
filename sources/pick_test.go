package sources_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

// found is what a pass gives of one record.
type found struct {
	user sources.User
	bad  sources.RecordError
}

// all reads what a pass gives; its error is the one that ends it early.
func all(pass iter.Seq2[sources.User, error]) (list []found, last error) {
	for u, err := range pass {
		var bad *sources.RecordError
		switch {
		case errors.As(err, &bad):
			list = append(list, found{bad: *bad})
		case err != nil:
			return list, err
		default:
			u.Raw = bytes.Clone(u.Raw)
			list = append(list, found{user: u})
		}
	}
	return list, nil
}

// world writes an export of several files in some random form, with damage
// here and there.
func world(t *testing.T, random *rand.Rand) []string {
	t.Helper()
	dir := t.TempDir()
	kind, n := random.IntN(4), 0
	var paths []string
	for file := range 1 + random.IntN(3) {
		records := random.IntN(300)
		var list []string
		for range 1 + records {
			n++
			pad := strings.Repeat("é", random.IntN(40))
			if random.IntN(60) == 0 {
				pad = strings.Repeat("x", 30_000)
			}
			list = append(list, recordOf(kind, n, pad, random))
		}
		text := joined(kind, list, random)
		if random.IntN(3) == 0 {
			text = "\xef\xbb\xbf" + text
		}
		path := filepath.Join(dir, fmt.Sprintf("%d.export", file))
		content := []byte(text)
		if random.IntN(4) == 0 {
			content = gzipped(t, content)
		}
		sourcestest.Write(t, path, content)
		paths = append(paths, path)
	}
	return paths
}

func recordOf(kind, n int, pad string, random *rand.Rand) string {
	damaged := random.IntN(100) == 0
	if kind == 3 {
		if damaged {
			return fmt.Sprintf(`%d,"u%d@example.com`, n, n)
		}
		return fmt.Sprintf("%d,u%d@example.com,\"%s\n%s\"", n, n, pad, pad)
	}
	text := fmt.Sprintf(`{"user_id":"auth0|%d","email":"u%d@example.com","nickname":"%s"}`, n, n, pad)
	if damaged {
		text = strings.Replace(text, `",`, `,`, 1)
	}
	return text
}

func joined(kind int, list []string, random *rand.Rand) string {
	switch kind {
	case 0:
		return strings.Join(list, "\n"+strings.Repeat("\n", random.IntN(3))) + "\n"
	case 1:
		return "[\n  " + strings.Join(list, ",\n  ") + "\n]\n"
	case 2: // pages
		var text strings.Builder
		for page := range slices.Chunk(list, 50) {
			text.WriteString(`{"start":0,"users":[` + strings.Join(page, ", ") + `],"total":61}`)
		}
		return text.String()
	}
	return "id,email,nickname\n" + strings.Join(list, "\n")
}

func gzipped(t *testing.T, content []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(content); err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestPickGivesWhatSelectGives looks at random choices from random exports.
func TestPickGivesWhatSelectGives(t *testing.T) {
	byThemselves := 0
	for seed := range uint64(20) {
		random := rand.New(rand.NewPCG(seed, 8))
		e := sourcestest.Open(t, sources.Options{Paths: world(t, random)}).Later()
		before, err := all(e.Users(t.Context()))
		if err != nil {
			t.Fatal(err)
		}
		for range 6 {
			chosen := map[uint64]bool{}
			for range 1 + random.IntN(8) {
				at := random.Uint64N(uint64(len(before)))
				for range 1 + random.IntN(5) {
					chosen[min(at, uint64(len(before)-1))] = true
					at += random.Uint64N(40)
				}
			}
			var wanted []uint64
			var want []found
			for i := range before {
				if chosen[uint64(i)] {
					wanted, want = append(wanted, uint64(i)), append(want, before[i])
				}
			}
			selected, err := all(e.Select(t.Context(), func(n uint64) bool { return chosen[n] }))
			if err != nil || !reflect.DeepEqual(selected, want) {
				t.Fatalf("world %d: Select gives another user than Users: %v", seed, err)
			}
			alone, pass := e.ByThemselves(wanted...), e.Pass()
			picked, err := all(e.Pick(t.Context(), slices.Values(wanted)))
			if alone {
				byThemselves++
			}
			if alone != (pass == e.Pass()) {
				t.Fatalf("world %d: Pick of %v has read the export from its beginning: %v", seed, wanted, alone)
			}
			if err != nil || !reflect.DeepEqual(picked, want) {
				t.Fatalf("world %d: Pick of %v: %v\n%s", seed, wanted, err, cmp.Diff(want, picked, cmp.AllowUnexported(found{})))
			}
		}
	}
	if byThemselves < 20 {
		t.Errorf("only %d choices were read without the rest", byThemselves)
	}
}

// many writes an NDJSON export of some users.
func many(t *testing.T, users int) (path string) {
	t.Helper()
	var list []string
	for i := range users {
		list = append(list, fmt.Sprintf("%06d", i))
	}
	return sourcestest.File(t, "users.json", auth0Users(list...))
}

// rewrite puts another id into a record of a file without changing its size,
// then gives the file its old time back.
func rewrite(t *testing.T, path string, id, other string) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	changed := bytes.Replace(text, []byte("auth0|"+id), []byte("auth0|"+other), 1)
	if len(changed) != len(text) || bytes.Equal(changed, text) {
		t.Fatal("nothing to rewrite")
	}
	before := sources.StateOf(path)
	for {
		sourcestest.Write(t, path, changed)
		if err := os.Chtimes(path, info.ModTime(), info.ModTime()); err != nil {
			t.Fatal(err)
		}
		if sources.StateOf(path) != before { // its clock has ticked
			return
		}
	}
}

// TestAFileThatWasRewrittenIsNoticed has a file of the same size and with the
// same time of modification as before.
func TestAFileThatWasRewrittenIsNoticed(t *testing.T) {
	const users = 2000
	for name, tc := range map[string]struct {
		id      string
		unaware bool // the file system says nothing
	}{
		"in the record that is picked":                           {id: "000700"},
		"in another record":                                      {id: "001900"},
		"in the record that is picked, unknown to the system":    {id: "000700", unaware: true},
		"in a record beside that one, unknown to the system":     {id: "000701", unaware: true},
		"in the last record of the group, unknown to the system": {id: "000703", unaware: true},
	} {
		t.Run(name, func(t *testing.T) {
			path := many(t, users)
			e := sourcestest.Open(t, sources.Options{Paths: []string{path}}).Later()
			if list, err := all(e.Users(t.Context())); err != nil || len(list) != users {
				t.Fatal(len(list), err)
			}
			if !e.ByThemselves(700) {
				t.Fatal("the record is not read by itself")
			}
			rewrite(t, path, tc.id, "abcdef")
			if tc.unaware {
				e.Unaware()
			} else if e.ByThemselves(700) {
				t.Error("the state of the file does not tell")
			}
			list, err := all(e.Pick(t.Context(), slices.Values([]uint64{3, 700})))
			if len(list) > 2 || len(list) > 0 && list[0].user.Ordinal != 3 || len(list) > 1 && list[1].user.Ordinal != 700 {
				t.Errorf("%d records, the first is %d", len(list), list[0].user.Ordinal)
			}
			var said *sources.Error
			if !errors.As(err, &said) || !strings.Contains(err.Error(), "has changed since") || said.Path != path || said.Hint == "" {
				t.Errorf("error %v", err)
			}
		})
	}
}

func TestAFileThatIsOnlyTouchedIsReadToItsEnd(t *testing.T) {
	path := many(t, 2000)
	e := sourcestest.Open(t, sources.Options{Paths: []string{path}}).Later()
	if _, err := all(e.Users(t.Context())); err != nil {
		t.Fatal(err)
	}
	before := sources.StateOf(path)
	for sources.StateOf(path) == before {
		if err := os.Chmod(path, 0o400); err != nil {
			t.Fatal(err)
		}
	}
	if e.ByThemselves(700) {
		t.Fatal("a touched file is trusted")
	}
	list, err := all(e.Pick(t.Context(), slices.Values([]uint64{700})))
	if err != nil || len(list) != 1 || list[0].user.Ordinal != 700 {
		t.Fatal(list, err)
	}
	if _, err := all(e.Users(t.Context())); err != nil {
		t.Fatal(err)
	}
	if !e.ByThemselves(700) {
		t.Error("after another whole pass it is not read by itself")
	}
}

func TestWhatPickReadsByItself(t *testing.T) {
	path := many(t, 5000)
	pass := func(e *sources.Export) *sources.Export {
		if _, err := all(e.Users(t.Context())); err != nil {
			t.Fatal(err)
		}
		return e
	}
	apart := []uint64{}
	for n := uint64(0); n < 5000; n += 100 {
		apart = append(apart, n)
	}
	fresh := sourcestest.Open(t, sources.Options{Paths: []string{path}})
	if fresh.ByThemselves(7) {
		t.Error("before a whole pass nothing is")
	}
	aged := pass(sourcestest.Open(t, sources.Options{Paths: []string{path}}).Later())
	if !aged.ByThemselves(7, 4999) {
		t.Error("two records should be")
	}
	if aged.ByThemselves(apart...) {
		t.Error("a record of each hundred should not be: all of it is read as fast")
	}
	if aged.ByThemselves(5000) {
		t.Error("a record that is not there is")
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	packed := pass(sourcestest.Open(t, sources.Options{Paths: []string{sourcestest.File(t, "users.json.gz", gzipped(t, content))}}).Later())
	if packed.ByThemselves(7) {
		t.Error("a packed file cannot be read from the middle")
	}
}

// TestARecordOfARewrittenFileIsNotGiven: who looks at one record must not be
// shown another user in its place.
func TestARecordOfARewrittenFileIsNotGiven(t *testing.T) {
	for name, unaware := range map[string]bool{"known to the system": false, "unknown to the system": true} {
		t.Run(name, func(t *testing.T) {
			path := many(t, 2000)
			e := sourcestest.Open(t, sources.Options{Paths: []string{path}}).Later()
			if _, err := all(e.Users(t.Context())); err != nil {
				t.Fatal(err)
			}
			rewrite(t, path, "000700", "abcdef")
			if unaware {
				e.Unaware()
			}
			u, err := e.Record(t.Context(), 700)
			if err == nil || !strings.Contains(err.Error(), "has changed since") {
				t.Errorf("record 700 is %q, error %v", u.SourceID, err)
			}
		})
	}
}

func TestAPackedFileThatWasRewrittenIsNoticed(t *testing.T) {
	text, err := os.ReadFile(many(t, 2000))
	if err != nil {
		t.Fatal(err)
	}
	path := sourcestest.File(t, "users.json.gz", gzipped(t, text))
	e := sourcestest.Open(t, sources.Options{Paths: []string{path}}).Later()
	if _, err := all(e.Users(t.Context())); err != nil {
		t.Fatal(err)
	}
	if list, err := all(e.Pick(t.Context(), slices.Values([]uint64{3}))); err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	before := sources.StateOf(path)
	changed := gzipped(t, bytes.Replace(text, []byte("auth0|000003"), []byte("auth0|abcdef"), 1))
	for sources.StateOf(path) == before { // its clock has to tick
		sourcestest.Write(t, path, changed)
	}
	list, err := all(e.Pick(t.Context(), slices.Values([]uint64{3})))
	if err == nil || !strings.Contains(err.Error(), "has changed since") {
		t.Errorf("%d records, error %v", len(list), err)
	}
}

// TestAGapBehindARecordIsNotReadIntoMemory: whatever stands behind the records
// of a file belongs to its last group.
func TestAGapBehindARecordIsNotReadIntoMemory(t *testing.T) {
	const gap = 32 << 20
	text := "[" + strings.ReplaceAll(strings.TrimSpace(auth0Users("a", "b", "c")), "\n", ",") + strings.Repeat(" ", gap) + "]"
	e := sourcestest.Open(t, sources.Options{Paths: []string{sourcestest.File(t, "users.json", text)}}).Later()
	if _, err := all(e.Users(t.Context())); err != nil {
		t.Fatal(err)
	}
	if !e.ByThemselves(2) {
		t.Fatal("the record is not read by itself")
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	list, err := all(e.Pick(t.Context(), slices.Values([]uint64{2})))
	runtime.ReadMemStats(&after)
	if err != nil || len(list) != 1 || list[0].user.Ordinal != 2 {
		t.Fatal(list, err)
	}
	if took := after.TotalAlloc - before.TotalAlloc; took > gap/2 {
		t.Errorf("one record took %d MB", took>>20)
	}
}
