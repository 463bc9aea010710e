package layout

import (
	"io"

	"example.com/usher/sources/hashes"
	"example.com/usher/sources/join"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
	"example.com/usher/sources/split"
)

// Kind says what an input holds.
type Kind string

// Kinds of inputs.
const (
	Users          Kind = "users"
	PasswordHashes Kind = "password hashes"
	// Settings are files that a provider writes beside the users and that no
	// user needs. They are recognised, and not read.
	Settings Kind = "settings"
)

// Layout is one way in which a provider writes files.
type Layout struct {
	Provider Provider
	Name     string // for people: "bulk export", "CSV of the bulk export"
	Kind     Kind
	// Flat: the layout reads tables and objects of any kind. It is asked only
	// when the file is not known for something else, and always when there is
	// a mapping file.
	Flat bool

	// Detect says whether a file has this layout, from the first KBs of it.
	Detect func(*Sample) bool

	// Containers are the objects around the records in JSON text.
	Containers split.Containers
	// Split replaces the splitting of lines and JSON text; nil = NDJSON or
	// JSON of any shape, whichever the sample is. The sample's text is valid
	// during the call only.
	Split func(io.Reader, *Sample) split.Splitter

	// Open prepares to decode the records of one file (Kind Users). The
	// error refuses the file; it is a sentence for people.
	Open func(File) (Decode, error)

	// Parts, where it is set, prepares to find in a record what a mapping says of
	// its password hash, and the columns beside it; nil = there is no hash.
	Parts func(File) (func(record.Raw) *hashes.Parts, error)

	// Keys gives the keys under which a record is joined to users (Kind
	// PasswordHashes), the best first; none = the record is passed over, an
	// error = it is counted as unreadable. It is called from many goroutines.
	Keys func(record.Raw) ([]string, error)
	// Rewrite, where it is set, makes JSON objects of the text before it is
	// split (Kind PasswordHashes): records of a table can be joined only
	// together with its header.
	Rewrite func(io.Reader) io.Reader
	// Rows: the records are no hashes, but rows that say more about users
	// (Kind PasswordHashes).
	Rows bool
	// Beside is a layout of kind PasswordHashes that reads the same file: one
	// that holds users and, elsewhere in it, their password hashes.
	Beside *Layout

	// Tally counts one pass over all files of this layout; nil = there is
	// nothing to count.
	Tally func() Tally
}

// Decode reads one record into u, which is zero but for Ordinal, Place and
// Raw. The error is a record.Problem.
type Decode func(raw record.Raw, u *record.User) error

// File is what Open may use.
type File struct {
	Path   string
	Sample *Sample
	// Hashes are the records of the hash files by their keys. They are there
	// when Decode is called, not yet in Open; without hash files nothing is
	// found.
	Hashes *join.Index
}

// Tally gathers what is to be said about a whole export. Its methods are
// called from one goroutine in the order of the export.
type Tally interface {
	// Page takes the other members of an object around records
	// ({"total":61,"NextToken":"..."}) and how many records it held.
	Page(members object.Object, records int)
	// Notes are the notes after the last record.
	Notes() []record.Note
}
