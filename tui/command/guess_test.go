package command

import (
	"testing"
)

func TestNearest(t *testing.T) {
	commands := []string{"import", "preview", "rehearse", "report", "resume", "retry", "sandbox", "status", "undo", "verify"}
	cases := []struct{ name, given, want string }{
		{"a letter is missing", "prevew", "preview"},
		{"two letters changed places", "improt", "import"},
		{"capitals", "Status", "status"},
		{"the beginning", "sand", "sandbox"},
		{"nothing like it", "deploy", ""},
		{"one letter is no guess", "x", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := nearest(c.given, commands); got != c.want {
				t.Errorf("%q is taken for %q, want %q", c.given, got, c.want)
			}
		})
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"", "abc", 3}, {"abc", "abc", 0}, {"abc", "adc", 1}, {"abc", "abcd", 1}, {"kitten", "sitting", 3}} {
		if got := distance(c.a, c.b); got != c.want {
			t.Errorf("from %q to %q: %d, want %d", c.a, c.b, got, c.want)
		}
		if got := distance(c.b, c.a); got != c.want {
			t.Errorf("from %q to %q: %d, want %d", c.b, c.a, got, c.want)
		}
	}
}
