package record

import "fmt"

// Error is a record that cannot be read. It never holds the record's
// content.
type Error struct {
	Ordinal uint64
	Place   Place
	Reason  string // "not a JSON object", "invalid UTF-8", ...
}

func (e *Error) Error() string {
	return fmt.Sprintf("%s: %s: %s", e.Place.File, e.Place, e.Reason)
}

// Problem is why a record cannot be read, in words for people and without
// anything of its content. Decoders return it; the reader of the export adds
// ordinal and place.
type Problem string

func (p Problem) Error() string { return string(p) }
