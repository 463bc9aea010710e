package record

import "fmt"

// Place says where a record stands: the file as the operator named it, and
// the line (from 1) where the format has lines, else the record number
// (from 1) in that file.
type Place struct {
	File   string
	Line   int // 0 where lines mean nothing
	Record int // 0 where lines are used
}

// String gives "line 12" or "record 12"; the file is left to the caller,
// because most exports have one.
func (p Place) String() string {
	if p.Line > 0 {
		return fmt.Sprintf("line %d", p.Line)
	}
	return fmt.Sprintf("record %d", p.Record)
}
