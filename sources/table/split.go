package table

import (
	"io"

	"example.com/usher/sources/split"
)

// Split gives the rows behind the header. Blank lines are none; a row may go
// over several lines inside of quotes.
func (d *Dialect) Split(r io.Reader) split.Splitter {
	return split.Rows(r, split.Shape{
		Comma: d.comma(), Newline: d.newline(), Cells: len(d.Header), Skip: d.Skip,
	}, split.Limits{})
}
