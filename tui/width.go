package tui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// cut shortens to a width in cells, with an ellipsis where something is gone.
func cut(s string, width int) string {
	if width <= 0 {
		return ""
	}
	return ansi.Truncate(s, width, "…")
}

// cutLeft shortens from the left, for paths, whose end says more.
func cutLeft(s string, width int) string {
	over := ansi.StringWidth(s) - width
	if width <= 0 {
		return ""
	}
	if over <= 0 {
		return s
	}
	return ansi.TruncateLeft(s, over+1, "…")
}

// cutMiddle shortens where ids look all the same: their ends tell them apart.
func cutMiddle(s string, width int) string {
	over := ansi.StringWidth(s) - width
	if over <= 0 || width < 8 {
		return cut(s, width)
	}
	head := width / 3
	return ansi.Truncate(s, head, "") + "…" + ansi.TruncateLeft(s, ansi.StringWidth(s)-(width-head-1), "")
}

// fit cuts or pads to exactly a width.
func fit(s string, width int) string {
	s = cut(s, width)
	return s + strings.Repeat(" ", max(0, width-ansi.StringWidth(s)))
}

// right aligns to the right edge of a width.
func right(s string, width int) string {
	s = cut(s, width)
	return strings.Repeat(" ", max(0, width-ansi.StringWidth(s))) + s
}

// apart puts one text at the left and one at the right edge. The right one is
// kept whole as long as there is room for some of the left one.
func apart(left, rightText string, width int) string {
	room := width - ansi.StringWidth(rightText) - 1
	if rightText == "" || room < 8 {
		return fit(left, width)
	}
	return fit(left, room) + " " + rightText
}

// wrap breaks text into lines of a width, at spaces where it can.
func wrap(s string, width int) []string {
	if width <= 0 || s == "" {
		return nil
	}
	return strings.Split(ansi.Wrap(s, width, " /"), "\n")
}

func repeat(s string, n int) string { return strings.Repeat(s, max(n, 0)) }

// wrapped are paragraphs with the margin of a body.
func wrapped(width int, paragraphs ...string) []string {
	lines := wrapAll(width-2, paragraphs...)
	for i, line := range lines {
		lines[i] = " " + line
	}
	return lines
}

// sentenceOf begins with a capital letter.
func sentenceOf(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return string(s[0]-'a'+'A') + s[1:]
}
