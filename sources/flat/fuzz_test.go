package flat_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"example.com/usher/sources/flat"
	"example.com/usher/sources/join"
	"example.com/usher/sources/layout"
	"example.com/usher/sources/record"
)

// FuzzLayouts gives hostile text to both layouts: what they read they split
// and decode without a panic, and users are made of valid text.
func FuzzLayouts(f *testing.F) {
	paths, err := filepath.Glob("testdata/*.*")
	if err != nil {
		f.Fatal(err)
	}
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data[:min(len(data), 3_000)])
	}
	for _, s := range []string{
		"id,email\n'1,'a@b.c\n=\"2\",b@c.d,,\n3\n", "a@b.c\n", "#\n\n,,\n\"", "email;email;\n;;;\n", "id\temail\tcreated\n1\ta@b.c\t13/2/2020\n",
		`{"email":"a@b.c","_id":{"$oid":"x"},"emails":[[]],"metadata":"{\"a\":","items":[{}]}`, `{"data":[{"email":"a@b.c"}],"next":1,"total":"x"}`,
		"email,created\na@b.c,45000.5\n", "email,m\na@b.c,\"{\\\"\"a\\\"\":1}\"\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		s := &layout.Sample{Path: "x", Text: text, Whole: true}
		l := &flat.Table
		if s.JSON() {
			l = &flat.JSON
		}
		l.Detect(s)
		decodeAll(t, l, s)
		m, err := flat.GuessOf(s).Text()
		if err != nil {
			t.Fatalf("the guess cannot be written: %v", err)
		}
		if _, err := flat.ParseMapping(m); err == nil { // there is an identifier
			decodeAll(t, l, &layout.Sample{Path: "x", Text: text, Whole: true, Map: &layout.Map{Path: "m", Text: m}})
		}
	})
}

func decodeAll(t *testing.T, l *layout.Layout, s *layout.Sample) {
	t.Helper()
	decode, err := l.Open(layout.File{Path: s.Path, Sample: s, Hashes: join.New()})
	if err != nil {
		return
	}
	in := l.Splitter(bytes.NewReader(s.Text), s)
	for {
		el, err := in.Next()
		if err != nil {
			return
		}
		if el.Problem != "" || el.Page {
			continue
		}
		var u record.User
		if decode(record.Raw{Data: el.Data}, &u) != nil {
			continue
		}
		for _, text := range []string{u.SourceID, u.ExternalID, u.Email, u.Phone, u.Username, u.Name.First, u.Name.Middle, u.Name.Last} {
			if !utf8.ValidString(text) {
				t.Fatalf("%q is not UTF-8", text)
			}
		}
	}
}

// FuzzMapping reads hostile mapping files: what is accepted can be written and
// read again, and opens a table and JSON or is refused.
func FuzzMapping(f *testing.F) {
	for _, s := range []string{
		`{"usher_mapping":1,"email":"mail"}`, `{"usher_mapping":1,"email":["a",{"column":"b","is":["x"],"not":true}],"password":{"hash":"h","type":{"column":"t","values":{"a":"md5"}},"iterations":5}}`,
		`{"usher_mapping":1,"phone":{"column":"['x'].y[3]","prefix":"+"},"trusted_metadata":{"*":["a","b.c"]},"rest":"untrusted","ignored":["q"],"table":{"delimiter":"\t","header":false},"records":"r","encoding":"latin-1"}`,
		`{"usher_mapping":1,"email":{"value":true}}`,
	} {
		f.Add([]byte(s))
	}
	table, objects := []byte("mail,a,b\na@b.c,\"{\"\"x\"\":[1]}\",2\n"), []byte(`{"r":[{"mail":"a@b.c","a":{"x":[1]}}]}`)
	f.Fuzz(func(t *testing.T, text []byte) {
		m, err := flat.ParseMapping(text)
		if err != nil {
			return
		}
		written, err := m.Text()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := flat.ParseMapping(written); err != nil {
			t.Fatalf("%s\nread again: %v", written, err)
		}
		given := &layout.Map{Path: "m", Text: text}
		decodeAll(t, &flat.Table, &layout.Sample{Path: "x", Text: table, Whole: true, Map: given})
		decodeAll(t, &flat.JSON, &layout.Sample{Path: "x", Text: objects, Whole: true, Map: given})
	})
}
