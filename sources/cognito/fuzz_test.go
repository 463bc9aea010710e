package cognito_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"example.com/usher/sources/cognito"
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
	f.Add([]byte(`{"Username":"a","Attributes":{"identities":"[[]]","custom:":1,"sub":{}},"MFAOptions":[[],{"DeliveryMedium":1}],"UserMFASettingList":{}}`))
	f.Add([]byte("Users:\n- &a Username: *a\n  Attributes: [{Name: [x], Value: {}}]\n- Username: !!binary x\n  UserStatus: |\n   x\n"))
	f.Add([]byte("USERS\tTrue\t1\t1\tCONFIRMED\ta\nATTRIBUTES\nATTRIBUTES\tx\ny\nUSERS\t"))
	layouts := []*layout.Layout{
		&cognito.Users, &cognito.Local, &cognito.Text, &cognito.YAML, &cognito.SingleYAML, &cognito.Template, &cognito.Exported, &cognito.Python, &cognito.Printed,
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, l := range layouts {
			s := &layout.Sample{Path: "x", Text: text, Whole: true}
			if l.Detect(s) {
				decodeAll(t, l, s)
			}
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
	for n := 0; ; n++ {
		el, err := in.Next()
		if err != nil {
			return
		}
		if n > len(s.Text) {
			t.Fatal("no end")
		}
		if el.Problem != "" || el.Page {
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
