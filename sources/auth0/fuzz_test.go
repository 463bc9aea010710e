package auth0_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"example.com/usher/sources/auth0"
	"example.com/usher/sources/join"
	"example.com/usher/sources/layout"
	"example.com/usher/sources/record"
)

// FuzzLayouts gives hostile text to all layouts: what they claim they split
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
		f.Add(data[:min(len(data), 8_000)])
	}
	f.Add([]byte(`{"user_id":"auth0|1","identities":[{"provider":1,"user_id":{},"profileData":[]}],"multifactor":[[],{}],"identifiers":[1]}`))
	f.Add([]byte("user_id,user_metadata[0].a,app_metadata['x\n\"'email|1\",1,2\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, l := range []*layout.Layout{&auth0.Users, &auth0.Extension, &auth0.Import, &auth0.Table, &auth0.Hashes} {
			s := &layout.Sample{Path: "x", Text: text, Whole: true}
			if l.Detect(s) {
				decodeAll(t, l, s)
			}
		}
	})
}

func decodeAll(t *testing.T, l *layout.Layout, s *layout.Sample) {
	t.Helper()
	var decode layout.Decode
	if l.Open != nil {
		var err error
		if decode, err = l.Open(layout.File{Path: s.Path, Sample: s, Hashes: join.New()}); err != nil {
			return
		}
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
		if decode == nil {
			if _, err := l.Keys(record.Raw{Data: el.Data}); err != nil {
				continue
			}
			continue
		}
		var u record.User
		if decode(record.Raw{Data: el.Data}, &u) != nil {
			continue
		}
		for _, text := range []string{u.SourceID, u.Email, u.Phone, u.Username, u.Name.First, u.Name.Middle, u.Name.Last} {
			if !utf8.ValidString(text) {
				t.Fatalf("%q is not UTF-8", text)
			}
		}
	}
}
