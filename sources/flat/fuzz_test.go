package flat_test

import (
	"testing"

	"example.com/usher/sources/flat"
	"example.com/usher/sources/layout"
	"example.com/usher/sources/sourcestest"
)

// FuzzLayouts gives hostile text to both layouts: what they read they split
// and decode without a panic, and users are made of valid text.
func FuzzLayouts(f *testing.F) {
	sourcestest.SeedBeginnings(f, 3_000, "testdata/*.*",
		"id,email\n'1,'a@b.c\n=\"2\",b@c.d,,\n3\n", "a@b.c\n", "#\n\n,,\n\"", "email;email;\n;;;\n", "id\temail\tcreated\n1\ta@b.c\t13/2/2020\n",
		`{"email":"a@b.c","_id":{"$oid":"x"},"emails":[[]],"metadata":"{\"a\":","items":[{}]}`, `{"data":[{"email":"a@b.c"}],"next":1,"total":"x"}`,
		"email,created\na@b.c,45000.5\n", "email,m\na@b.c,\"{\\\"\"a\\\"\":1}\"\n")
	f.Fuzz(func(t *testing.T, text []byte) {
		s := sourcestest.BeginningOf("x", text)
		l := &flat.Table
		if s.JSON() {
			l = &flat.JSON
		}
		l.Detect(s)
		_ = sourcestest.Walk(t, l, s, text)
		m, err := flat.GuessOf(s).Text()
		if err != nil {
			t.Fatalf("the guess cannot be written: %v", err)
		}
		if _, err := flat.ParseMapping(m); err == nil { // there is an identifier
			mapped := sourcestest.BeginningOf("x", text)
			mapped.Map = &layout.Map{Path: "m", Text: m}
			_ = sourcestest.Walk(t, l, mapped, text)
		}
	})
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
		_ = sourcestest.Walk(t, &flat.Table, &layout.Sample{Path: "x", Text: table, Whole: true, Map: given}, table)
		_ = sourcestest.Walk(t, &flat.JSON, &layout.Sample{Path: "x", Text: objects, Whole: true, Map: given}, objects)
	})
}
