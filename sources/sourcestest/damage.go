package sourcestest

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"example.com/usher/sources"
)

func encoded(t *testing.T, s Sample) {
	if s.Fixed {
		t.Skip("the layout depends on the bytes")
	}
	content := s.content(t)
	want := read(t.Context(), s.open(t, s.Path)).users
	windows := bytes.ReplaceAll(bytes.ReplaceAll(content, []byte("\r\n"), []byte("\n")), []byte("\n"), []byte("\r\n"))
	half := len(content) / 2
	for name, variant := range map[string][]byte{
		"CRLF":                   windows,
		"UTF-8 byte order mark":  append([]byte("\xef\xbb\xbf"), content...),
		"UTF-16":                 wide(content),
		"gzip":                   packed(t, content),
		"gzip of two members":    append(packed(t, content[:half]), packed(t, content[half:])...),
		"no newline at the end":  bytes.TrimRight(content, "\r\n"),
		"blank lines at the end": append(bytes.Clone(content), "\n\n\n"...),
	} {
		got := read(t.Context(), s.open(t, s.file(t, variant)))
		if diff := differ(want, got.users); diff != "" || got.last != nil {
			t.Errorf("%s: %v %s", name, got.last, diff)
		}
	}
}

func wide(content []byte) []byte {
	out := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(string(content))) {
		out = append(out, byte(u), byte(u>>8))
	}
	return out
}

func cutGzip(t *testing.T, s Sample) {
	if s.Joined {
		t.Skip("what is joined is cut off before the users are read")
	}
	content := packed(t, s.content(t))
	all := read(t.Context(), s.open(t, s.Path)).users
	e, err := sources.Open(t.Context(), s.options(s.file(t, content[:len(content)*3/4])))
	if err != nil {
		t.Skip("too short to be recognised when it is cut")
	}
	defer func() { _ = e.Close() }() // only read
	got := read(t.Context(), e)
	var said *sources.Error
	if !errors.As(got.last, &said) || said.Hint == "" || said.Path == "" {
		t.Fatalf("ended with %v", got.last)
	}
	if len(got.users) == 0 || len(got.users) > len(all) {
		t.Fatalf("%d users before the cut", len(got.users))
	}
	if diff := differ(all[:len(got.users)], got.users); diff != "" {
		t.Error(diff)
	}
}

func cutFile(t *testing.T, s Sample) {
	content := s.content(t)
	all := read(t.Context(), s.open(t, s.Path)).users
	victim := all[len(all)-1]
	raw := s.raw(content, victim)
	at := bytes.LastIndex(content, raw)
	if at < 0 {
		t.Fatal("the last record's Raw is not in the file")
	}
	got := read(t.Context(), s.open(t, s.file(t, content[:at+len(raw)/2])))
	if got.last != nil {
		t.Fatal(got.last)
	}
	if len(got.users) > len(all) || len(got.users) < len(all)-1 {
		t.Fatalf("%d users", len(got.users))
	}
	want, rest := all[:len(all)-1], got.users[:len(all)-1]
	if s.Behind {
		want, rest = onlyIDs(want), onlyIDs(rest)
	}
	if diff := differ(want, rest); diff != "" {
		t.Error(diff)
	}
}

func onlyIDs(list []sources.User) []sources.User {
	var bare []sources.User
	for _, u := range list {
		bare = append(bare, sources.User{Ordinal: u.Ordinal, SourceID: u.SourceID, Email: u.Email})
	}
	return bare
}

// secret stands in damaged records and must not come back in an error.
const secret = "s3cr3t-\x1b[31m"

// damages are done to one record.
func damages(raw []byte) map[string][]byte {
	middle := len(raw) / 2
	quote := bytes.IndexByte(raw[middle:], '"')
	if quote < 0 {
		quote = bytes.IndexByte(raw[middle:], '\'')
	}
	d := map[string][]byte{
		"other text":                   []byte("~" + secret + "~"),
		"its second half lost":         append(bytes.Clone(raw[:middle]), "~"...),
		"a zero byte":                  slices.Insert(bytes.Clone(raw), middle, 0),
		"a secret and an escape in it": slices.Insert(bytes.Clone(raw), len(raw)-1, []byte(secret)...),
	}
	if quote >= 0 {
		d["a quote lost"] = slices.Delete(bytes.Clone(raw), middle+quote, middle+quote+1)
		d["a quote too many"] = slices.Insert(bytes.Clone(raw), middle+quote, raw[middle+quote])
	}
	if raw[0] == '{' {
		d["the first brace lost"] = raw[1:]
		d["the last brace lost"] = raw[:len(raw)-1]
		d["another value"] = []byte(`["` + "not a record" + `"]`)
		d["nesting without end"] = bytes.Repeat([]byte("["), 20_000) // no reader goes below 10,000
	}
	return d
}

func damagedRecord(t *testing.T, s Sample) {
	content := s.content(t)
	all := read(t.Context(), s.open(t, s.Path)).users
	if len(all) < 3 {
		t.Skip("too few records")
	}
	for _, n := range []int{1, len(all) / 2} {
		victim := all[n]
		raw := s.raw(content, victim)
		at := bytes.Index(content, raw)
		if at < 0 {
			t.Fatal("the record's Raw is not in the file")
		}
		for name, damaged := range damages(raw) {
			variant := slices.Concat(content[:at], damaged, content[at+len(raw):])
			survived(t, name, s, all, victim, s.open(t, s.file(t, variant)))
		}
	}
}

// survived checks that all but the victim are there, those before it with
// their ordinals.
func survived(t *testing.T, name string, s Sample, all []sources.User, victim sources.User, e *sources.Export) {
	t.Helper()
	got := read(t.Context(), e)
	if got.last != nil {
		t.Errorf("%s: %v", name, got.last)
	}
	for _, b := range got.bad {
		if strings.Contains(b.Error(), "s3cr3t") || strings.Contains(b.Error(), "\x1b") {
			t.Errorf("%s: the error tells the content: %q", name, b.Error())
		}
	}
	ids := map[string]int{}
	for _, u := range got.users {
		ids[u.SourceID]++
	}
	lost := 0
	for _, u := range all {
		if u.Ordinal == victim.Ordinal {
			continue
		}
		if ids[u.SourceID]--; ids[u.SourceID] < 0 {
			lost++
		}
	}
	if lost > 0 {
		t.Errorf("%s of record %d: %d other users are lost (%d bad, %d users)", name, victim.Ordinal, lost, len(got.bad), len(got.users))
	}
	if len(got.users) > len(all) {
		t.Errorf("%s of record %d: users were made up", name, victim.Ordinal)
	}
	before := slices.IndexFunc(all, func(u sources.User) bool { return u.Ordinal == victim.Ordinal })
	if before > len(got.users) {
		t.Errorf("%s: only %d users", name, len(got.users))
		return
	}
	if diff := differ(all[:before], got.users[:before]); diff != "" {
		t.Errorf("%s: users before it changed: %s", name, diff)
	}
}
