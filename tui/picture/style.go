package picture

import (
	"strconv"
	"strings"
)

const background, foreground = "#16181d", "#d7dae0"

// palette holds the sixteen colours, the bright ones after the others.
var palette = [16]string{
	"#16181d", "#e5484d", "#46a758", "#d6a324", "#4a7fe5", "#b668cd", "#33a6b8", "#c8ccd4",
	"#6b7280", "#ff6369", "#63c174", "#f0c000", "#6f9dff", "#d19be0", "#5cc8d7", "#ffffff",
}

// style is what the escape sequences before a text say.
type style struct {
	bold, faint  bool
	text, ground string // colours, "" = the terminal's own
}

func (s style) colour() string {
	if s.text == "" {
		return foreground
	}
	return s.text
}

// run is a piece of a line in one style.
type run struct {
	style style
	text  string
}

// runs splits a line at its escape sequences.
func runs(line string) []run {
	var out []run
	var now style
	for line != "" {
		at := strings.Index(line, "\x1b[")
		if at < 0 {
			return append(out, run{now, line})
		}
		if at > 0 {
			out = append(out, run{now, line[:at]})
		}
		line = line[at+2:]
		end := strings.IndexFunc(line, func(r rune) bool { return r >= 0x40 && r <= 0x7e })
		if end < 0 {
			return out
		}
		if line[end] == 'm' {
			now = now.after(line[:end])
		}
		line = line[end+1:]
	}
	return out
}

// after applies the numbers of one SGR sequence (ECMA-48, 8.3.117).
func (s style) after(numbers string) style {
	for part := range strings.SplitSeq(numbers, ";") {
		n, err := strconv.Atoi(part)
		switch {
		case err != nil || n == 0:
			s = style{}
		case n == 1:
			s.bold = true
		case n == 2:
			s.faint = true
		case n >= 30 && n <= 37:
			s.text = palette[n-30]
		case n >= 90 && n <= 97:
			s.text = palette[n-90+8]
		case n >= 40 && n <= 47:
			s.ground = palette[n-40]
		case n >= 100 && n <= 107:
			s.ground = palette[n-100+8]
		}
	}
	return s
}
