package table

import (
	"io"

	"example.com/usher/sources/split"
)

// Split gives the rows behind the header. Blank lines are none; a row may go
// over several lines inside of quotes.
func (d *Dialect) Split(r io.Reader) split.Splitter {
	return split.Rows(r, d.shape(), split.Limits{})
}

// SplitText is Split for a text that is in memory.
func (d *Dialect) SplitText(text []byte) split.Splitter {
	return split.RowsOf(text, d.shape(), split.Limits{})
}

func (d *Dialect) shape() split.Shape {
	return split.Shape{Comma: d.comma(), Newline: d.newline(), Cells: len(d.Header), Skip: d.Skip}
}
