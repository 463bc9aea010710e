// Package split finds where the records of an export begin and end, without
// decoding them: lines (Lines), the objects in JSON text of any shape (JSON)
// and the rows of tables (Rows). A damaged record is given with a Problem and
// costs only itself; memory stays within the limit for one record.
//
//	s := split.Lines(r, split.Limits{})
//	for {
//		el, err := s.Next()
//		if err != nil {
//			break // io.EOF, ErrCut or what the reader says
//		}
//		fmt.Println(el.Line, len(el.Data), el.Problem)
//	}
package split

import (
	"errors"
	"fmt"

	"example.com/usher/sources/record"
)

// Splitter gives the records of one file.
type Splitter interface {
	// Next gives the next record. It and its Data are valid until Next is
	// called again. The last error is io.EOF, ErrCut, or what the reader said.
	Next() (*Element, error)
}

// Element is one record before it is decoded.
type Element struct {
	Data   []byte // nil when there is a Problem
	Offset int64  // of its first byte in the text
	Line   int    // of its first byte, from 1; 0 where lines mean nothing
	Record int    // in this file, from 1

	// Problem is why the record cannot be decoded, "" when it can be tried.
	Problem record.Problem
	// Page: this is no record but an object around records; Data are its
	// other members as a JSON object ({"total":61}).
	Page bool
}

// ErrCut ends a file that stops in the middle of a record or of the list of
// records.
var ErrCut = errors.New("the text ends in the middle")

// Limits bound what one record may cost. Zero fields mean the defaults.
type Limits struct {
	Bytes int // of one record; default 4 MiB
	Depth int // of nesting; default 200, at most 512
}

// MostBytes is how long a record may be unless Limits say otherwise.
const MostBytes = 4 << 20

func (l Limits) withDefaults() Limits {
	if l.Bytes <= 0 {
		l.Bytes = MostBytes
	}
	if l.Depth <= 0 {
		l.Depth = 200
	}
	l.Depth = min(l.Depth, maxDepth)
	return l
}

func (l Limits) tooLong() record.Problem {
	if l.Bytes >= 1<<20 {
		return record.Problem(fmt.Sprintf("longer than %d MiB", l.Bytes>>20))
	}
	return record.Problem(fmt.Sprintf("longer than %d bytes", l.Bytes))
}

// What splitters say about records that they could not give.
const (
	tooDeep   record.Problem = "nested too deep"
	notClosed record.Problem = "the file ends in the middle of it"
	broken    record.Problem = "not valid JSON"
	stray     record.Problem = "stray text between records"
)
