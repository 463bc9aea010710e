package picture_test

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"example.com/usher/tui/picture"
)

// wellFormed reads a picture as XML and gives its text.
func wellFormed(t *testing.T, svg string) string {
	t.Helper()
	var text strings.Builder
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return text.String()
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, svg)
		}
		if data, is := token.(xml.CharData); is {
			text.Write(data)
		}
	}
}

func TestStill(t *testing.T) {
	tests := []struct{ name, view, holds, text string }{
		{"plain text", "usher", `fill="#d7dae0"`, "usher"},
		{"what XML would take for a tag", "a<b & c", "", "a<b\u00a0&\u00a0c"},
		{"bold", "\x1b[1musher\x1b[0m", `font-weight="bold"`, "usher"},
		{"faint", "\x1b[2musher\x1b[0m", `opacity="0.6"`, "usher"},
		{"a badge", "\x1b[1;97;41m LIVE \x1b[0m", `fill="#e5484d"`, "LIVE"},
		{"another sequence is left out", "\x1b[2Jusher", "", "usher"},
		{"a sequence that is cut off", "usher\x1b[1", "", "usher"},
		{"nothing", "", "<rect", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			svg := picture.Still(test.view, 10, 1)
			if text := wellFormed(t, svg); !strings.Contains(text, test.text) || !strings.Contains(svg, test.holds) {
				t.Errorf("no %q or no %q in\n%s", test.text, test.holds, svg)
			}
		})
	}
}

func TestWalkShowsEachFrameInItsTime(t *testing.T) {
	svg := picture.Walk([]picture.Frame{{"one", time.Second}, {"two", 3 * time.Second}}, 10, 1)
	wellFormed(t, svg)
	for _, want := range []string{`dur="4.00s"`, `keyTimes="0;0.0000;0.2500"`, `keyTimes="0;0.2500;1.0000"`} {
		if !strings.Contains(svg, want) {
			t.Errorf("no %s in\n%s", want, svg)
		}
	}
}
