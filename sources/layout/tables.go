package layout

import (
	"bytes"
	"io"
	"maps"
	"slices"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/object"
	"example.com/usher/sources/split"
)

// PHPMyAdmin: the text is phpMyAdmin's JSON, which begins with an object that
// names the program; each table has its rows under "data".
func (s *Sample) PHPMyAdmin() bool {
	keys := s.Keys()
	return s.JSON() && keys["type"] && keys["version"] && keys["comment"]
}

// Tables are the rows in JSON that a program for databases has written:
// phpMyAdmin, or DBeaver, which puts them under the name of the table or the
// text of the query. Without such a program there is nothing around them.
func (s *Sample) Tables() split.Containers {
	if s.PHPMyAdmin() {
		return split.Containers{Arrays: []string{"data"}}
	}
	return split.Containers{Arrays: s.onlyList()}
}

// onlyList is the name of the only member of the first object, where it is a
// list of objects: as it is written, which is how the splitter compares, and
// as it reads.
func (s *Sample) onlyList() []string {
	keys := s.Keys()
	if !bytes.HasPrefix(bytes.TrimSpace(s.Text), []byte("{")) || len(keys) != 1 {
		return nil
	}
	d := jsontext.NewDecoder(bytes.NewReader(s.Text), lax...)
	if _, err := d.ReadToken(); err != nil {
		return nil
	}
	written, err := d.ReadValue()
	if err != nil {
		return nil
	}
	names := []string{string(written[1 : len(written)-1])}
	if t, err := d.ReadToken(); err != nil || t.Kind() != '[' || d.PeekKind() != '{' {
		return nil
	}
	if !keys[names[0]] {
		names = slices.AppendSeq(names, maps.Keys(keys))
	}
	return names
}

// SplitTables is the Split of a layout of rows in Tables. phpMyAdmin may have
// written other tables too, whose rows are passed over.
func SplitTables(isRow func(object.Object) bool) func(io.Reader, *Sample) split.Splitter {
	return func(r io.Reader, s *Sample) split.Splitter {
		in := s.Split(r, s.Tables())
		if !s.PHPMyAdmin() {
			return in
		}
		return split.Only(in, func(data []byte) bool {
			o, _, err := object.Read(data)
			return err != nil || isRow(o)
		})
	}
}
