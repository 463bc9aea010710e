package wordpress

import (
	"io"

	"example.com/usher/sources/join"
	"example.com/usher/sources/layout"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
	"example.com/usher/sources/split"
	"example.com/usher/sources/table"
)

// around are the rows of a table in phpMyAdmin's JSON, which begins with an
// object that names the program.
var around = split.Containers{Arrays: []string{"data"}}

// Users is the table of users, or WP-CLI's list, as JSON.
var Users = layout.Layout{
	Provider: layout.WordPress,
	Name:     "users as JSON",
	Kind:     layout.Users,
	Detect:   func(s *layout.Sample) bool { return s.AnyObject(isUser) },
	Open:     layout.Members(decode).Objects,
}

// Tables is phpMyAdmin's JSON of the table of users, with or without others.
var Tables = layout.Layout{
	Provider:   layout.WordPress,
	Name:       "tables as JSON of phpMyAdmin",
	Kind:       layout.Users,
	Detect:     func(s *layout.Sample) bool { return s.PHPMyAdmin() && s.AnyIn(around, isUser) },
	Containers: around,
	Split: func(r io.Reader, s *layout.Sample) split.Splitter {
		return split.Only(split.JSON(r, around, split.Limits{}), isNoOtherRow)
	},
	Open: layout.Members(decode).Objects,
	Beside: &layout.Layout{
		Provider:   layout.WordPress,
		Name:       "metadata of users in phpMyAdmin's JSON",
		Kind:       layout.PasswordHashes,
		Rows:       true,
		Containers: around,
		Keys:       metadata.Keys,
	},
}

// Table is the table of users, or WP-CLI's list, as CSV.
var Table = layout.Layout{
	Provider: layout.WordPress,
	Name:     "users as CSV",
	Kind:     layout.Users,
	Detect:   func(s *layout.Sample) bool { return s.HasColumns("ID", "user_login", "user_email") },
	Split:    layout.SplitRows,
	Open:     openTable,
}

// Metadata is the table of metadata as JSON.
var Metadata = layout.Layout{
	Provider:   layout.WordPress,
	Name:       "metadata of users as JSON",
	Kind:       layout.PasswordHashes,
	Rows:       true,
	Detect:     func(s *layout.Sample) bool { return s.AnyIn(around, isMetadata) },
	Containers: around,
	Keys:       metadata.Keys,
}

// MetadataTable is the table of metadata as CSV.
var MetadataTable = layout.Layout{
	Provider: layout.WordPress,
	Name:     "metadata of users as CSV",
	Kind:     layout.PasswordHashes,
	Rows:     true,
	Detect:   func(s *layout.Sample) bool { return s.HasColumns("user_id", "meta_key", "meta_value") },
	Rewrite:  table.NDJSON,
	Keys:     metadata.Keys,
}

// openTable reads rows, in which an empty cell is as absent as a column that
// is not there: the header tells which.
func openTable(f layout.File) (layout.Decode, error) {
	withPass := f.Sample.HasColumns("user_pass")
	return layout.Members(func(o object.Object, index *join.Index, u *record.User) error {
		return decodeUser(o, index, u, withPass)
	}).Rows(f)
}

func isUser(o object.Object) bool { return o.Has("ID", "user_login", "user_email") }

func isMetadata(o object.Object) bool { return o.Has("user_id", "meta_key", "meta_value") }

// isNoOtherRow passes over what stands around the tables, and the rows of
// others.
func isNoOtherRow(data []byte) bool {
	o, _, err := object.Read(data)
	if err != nil || isUser(o) {
		return true
	}
	return o.Has("user_login") || o.Has("user_pass") || len(o.Keys()) == 0
}
