package sources

import (
	"bufio"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"sync/atomic"

	"example.com/usher/sources/layout"
	"example.com/usher/sources/object"
	"example.com/usher/sources/split"
	"example.com/usher/sources/stream"
)

// chain reads the files of one pass one after the other. All but decode is
// called from one goroutine at a time.
type chain struct {
	inputs []*input
	read   *atomic.Int64

	at      int // the file that is being read
	reader  *stream.Reader
	records split.Splitter
	page    int     // records since the last page ended
	count   uint64  // records of all files
	marker  *marker // nil = this pass makes no marks

	sums    []stream.Sum
	cut     []string // files that end in the middle
	tallies []tally
}

// tally is one layout's count.
type tally struct {
	layout *layout.Layout
	layout.Tally
}

// next is an ordered.Next.
func (c *chain) next() (*split.Element, int, uint64, error) {
	for c.at < len(c.inputs) {
		if c.reader == nil {
			if err := c.open(); err != nil {
				return nil, 0, 0, err
			}
		}
		el, err := c.records.Next()
		switch {
		case err == nil && el.Page:
			c.countPage(el)
		case err == nil:
			c.page++
			if c.marker != nil {
				c.marker.meet(el, c.count)
			}
			c.count++
			return el, c.at, c.count - 1, nil
		case isLast(err):
			c.ended(err)
		default:
			return nil, 0, 0, wrap("read export", c.inputs[c.at].Path, err)
		}
	}
	return nil, 0, 0, io.EOF
}

func (c *chain) open() error {
	in := c.inputs[c.at]
	r, err := in.file.Open(c.read)
	if err != nil {
		return wrap("read export", in.Path, err)
	}
	text := bufio.NewReaderSize(r, layout.SampleSize)
	c.reader, c.records, c.page = r, in.split(text), 0
	if c.marker != nil {
		c.marker.begin(in, r, text, c.records)
	}
	if in.layout.Tally != nil {
		c.tally(in.layout) // it may have something to say without any page
	}
	return nil
}

func (c *chain) ended(err error) {
	if err != io.EOF {
		c.cut = append(c.cut, c.inputs[c.at].Path)
	}
	sum := c.reader.Sum()
	c.sums = append(c.sums, sum)
	if c.marker != nil {
		c.marker.end(c.reader, sum)
	}
	c.close()
	c.at++
}

// split splits a file, whose first KBs say how.
func (in *input) split(text *bufio.Reader) split.Splitter {
	head, err := text.Peek(layout.SampleSize)
	return in.layout.Splitter(text, &layout.Sample{Path: in.Path, Text: head, Whole: err == io.EOF, Map: in.mapping})
}

// close closes the file that is being read.
func (c *chain) close() {
	if c.reader != nil {
		_ = c.reader.Close() // only read
		c.reader = nil
	}
}

// countPage tells the layout's tally of a page.
func (c *chain) countPage(el *split.Element) {
	l := c.inputs[c.at].layout
	if l.Tally == nil {
		return
	}
	members, _, err := object.Read(el.Data)
	if err != nil {
		members = object.Object("{}")
	}
	c.tally(l).Page(slices.Clone(members), c.page)
	c.page = 0
}

func (c *chain) tally(l *layout.Layout) layout.Tally {
	for _, t := range c.tallies {
		if t.layout == l {
			return t.Tally
		}
	}
	c.tallies = append(c.tallies, tally{l, l.Tally()})
	return c.tallies[len(c.tallies)-1].Tally
}

// notes are what is to be said about the whole export.
func (c *chain) notes() []Note {
	var notes []Note
	for _, path := range c.cut {
		notes = append(notes, Note{Code: "export_incomplete", Detail: fmt.Sprintf("%s ends in the middle", filepath.Base(path))})
	}
	for _, t := range c.tallies {
		notes = append(notes, t.Notes()...)
	}
	return notes
}
