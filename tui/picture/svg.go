// Package picture draws what a terminal shows as SVG, so that the pictures in
// the documentation are made from the program's own output:
//
//	svg := picture.Still(model.View(), 80, 24)
//
// It knows the attributes that the screens use: bold, faint and the sixteen
// colours. Anything else of an escape sequence is left out.
package picture

import (
	"fmt"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
)

// A cell of the grid in pixels, and the margin around it.
const cellWidth, cellHeight, margin = 8.4, 18.0, 12.0

// Still draws one view in a window of columns and lines.
func Still(view string, columns, lines int) string {
	var b strings.Builder
	open(&b, columns, lines)
	draw(&b, view)
	b.WriteString("</svg>\n")
	return b.String()
}

// Frame is one view of a walk, and how long it stands.
type Frame struct {
	View  string
	Stays time.Duration
}

// Walk draws frames one after the other, and begins anew after the last.
func Walk(frames []Frame, columns, lines int) string {
	var total time.Duration
	for _, f := range frames {
		total += f.Stays
	}
	var b strings.Builder
	open(&b, columns, lines)
	var at time.Duration
	for _, f := range frames {
		from, to := share(at, total), share(at+f.Stays, total)
		at += f.Stays
		b.WriteString(`<g visibility="hidden">`)
		fmt.Fprintf(&b, `<animate attributeName="visibility" calcMode="discrete" repeatCount="indefinite" dur="%.2fs" values="hidden;visible;hidden" keyTimes="0;%.4f;%.4f"/>`,
			total.Seconds(), from, to)
		draw(&b, f.View)
		b.WriteString("</g>\n")
	}
	b.WriteString("</svg>\n")
	return b.String()
}

func share(part, whole time.Duration) float64 { return float64(part) / float64(whole) }

func open(b *strings.Builder, columns, lines int) {
	width, height := float64(columns)*cellWidth+2*margin, float64(lines)*cellHeight+2*margin
	fmt.Fprintf(b, `<svg xmlns="http://www.w3.org/2000/svg" width="%.0f" height="%.0f" viewBox="0 0 %.0f %.0f" font-family="ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace" font-size="14" xml:space="preserve">`+"\n",
		width, height, width, height)
	fmt.Fprintf(b, `<rect width="100%%" height="100%%" rx="8" fill="%s"/>`+"\n", background)
}

// draw writes the runs of one view, each line at its place.
func draw(b *strings.Builder, view string) {
	for i, line := range strings.Split(view, "\n") {
		y := margin + float64(i)*cellHeight
		column := 0
		for _, r := range runs(line) {
			width := ansi.StringWidth(r.text)
			r.draw(b, margin+float64(column)*cellWidth, y, float64(width)*cellWidth)
			column += width
		}
	}
}

func (r run) draw(b *strings.Builder, x, y, width float64) {
	if r.style.ground != "" {
		fmt.Fprintf(b, `<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="%s"/>`, x, y, width, cellHeight, r.style.ground)
	}
	if strings.TrimSpace(r.text) == "" {
		return
	}
	weight, opacity := "", ""
	if r.style.bold {
		weight = ` font-weight="bold"`
	}
	if r.style.faint {
		opacity = ` opacity="0.6"`
	}
	fmt.Fprintf(b, `<text x="%.1f" y="%.1f" textLength="%.1f" lengthAdjust="spacingAndGlyphs" fill="%s"%s%s>%s</text>`+"\n",
		x, y+cellHeight-5, width, r.style.colour(), weight, opacity, escaped.Replace(r.text))
}

var escaped = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", " ", "\u00a0")
