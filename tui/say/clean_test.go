package say_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"example.com/usher/tui/say"
)

func TestCleanTakesOutWhatActs(t *testing.T) {
	cases := []struct{ name, in, want string }{
		{"plain text stays", "Ada Lovelace", "Ada Lovelace"},
		{"other scripts stay", "José 田中 Ünal", "José 田中 Ünal"},
		{"a colour", "\x1b[31mred\x1b[0m", "[31mred[0m"},
		{"a title of the window", "\x1b]0;pwned\x07", "]0;pwned"},
		{"an eight-bit escape", "a\u009b31mb", "a31mb"},
		{"a line break is a space", "a\r\nb\tc", "a  b c"},
		{"a NUL", "a\x00b", "ab"},
		{"text that is turned around", "a\u202egnp.exe", "agnp.exe"},
		{"a zero-width space", "ad\u200bmin", "admin"},
		{"broken UTF-8 is seen", "a\xffb", "a\uFFFDb"},
		{"a tower of marks", "e" + strings.Repeat("\u0301", 50), "e\u0301\u0301\u0301"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := say.Clean(c.in); got != c.want {
				t.Errorf("%q becomes %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func FuzzCleanLeavesNothingThatActs(f *testing.F) {
	for _, s := range []string{"", "Ada", "\x1b[2J", "a\u202eb", "\xff\xfe", "e\u0301\u0301\u0301\u0301", "\u2028", "\u3164"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := say.Clean(s)
		if !utf8.ValidString(got) {
			t.Errorf("%q becomes broken UTF-8: %q", s, got)
		}
		for _, r := range got {
			if unicode.Is(unicode.C, r) || r != ' ' && unicode.Is(unicode.Z, r) {
				t.Errorf("%q keeps %U", s, r)
			}
		}
		if again := say.Clean(got); again != got {
			t.Errorf("%q is cleaned to %q and then to %q", s, got, again)
		}
	})
}
