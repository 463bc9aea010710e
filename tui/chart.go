package tui

import (
	"strings"

	"example.com/usher/tui/say"
)

// chart draws values beside each other, the newest at the right edge.
type chart struct {
	values []int
	top    int // what a full column stands for
	rows   int
}

// mostColumns is how wide a column gets where there is room.
const mostColumns = 2

// lines are the chart with its scale at the left, a text beside its top, and
// an axis that says how many values there are.
func (c chart) lines(l look, width int, axis func(values int) string, beside string) []string {
	edge := max(3, len(say.Count(c.top)))
	room := max(1, width-edge-2-len(beside))
	each := max(1, min(mostColumns, room/len(c.values)))
	shown := c.values[len(c.values)-min(len(c.values), room/each):]
	var lines []string
	for row := range c.rows {
		left, note := right("", edge)+" │", ""
		if row == 0 {
			left, note = right(say.Count(c.top), edge)+" ┤", " "+beside
		}
		lines = append(lines, left+l.bar.Render(spark(shown, each, c.top, c.rows, c.rows-1-row))+note)
	}
	text := "── " + axis(len(shown)) + " "
	return append(lines, right("0", edge)+" ┴"+l.faint.Render(repeat("─", len(shown)*each-len([]rune(text)))+text))
}

var levels = []rune("▁▂▃▄▅▆▇█")

// spark draws one of the rows of a chart, 0 = the lowest, with so many cells for
// each value; a value of nothing stays empty.
func spark(values []int, each, top, rows, row int) string {
	var b strings.Builder
	for _, v := range values {
		level := -1
		if v > 0 && top > 0 {
			level = min(len(levels)*rows-1, (v*len(levels)*rows-1)/top) - row*len(levels)
		}
		cell := " "
		if level >= 0 {
			cell = string(levels[min(level, len(levels)-1)])
		}
		b.WriteString(strings.Repeat(cell, each))
	}
	return b.String()
}
