package owner

import (
	"bytes"
	"io"
	"slices"

	"example.com/usher/sources/layout"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
	"example.com/usher/sources/split"
	"example.com/usher/sources/table"
)

// Pair is a provider with two tables.
type Pair struct {
	Provider layout.Provider
	// Users and Rows are what the tables are called, in the singular: "user".
	Users, Rows   string
	IsUser, IsRow func(object.Object) bool
	// HasUsers and HasRows know the tables as CSV.
	HasUsers, HasRows func(*layout.Sample) bool
	// Open is called for each file of users.
	Open func() layout.Members
	Keys func(record.Raw) ([]string, error) // of Rows
}

func named(table string) split.Containers {
	return split.Containers{Arrays: []string{table, table + "s"}}
}

// Dump is one JSON object that holds both tables.
func (p Pair) Dump() layout.Layout {
	both := split.Containers{Arrays: slices.Concat(named(p.Users).Arrays, named(p.Rows).Arrays)}
	return layout.Layout{
		Provider:   p.Provider,
		Name:       "tables in one file",
		Kind:       layout.Users,
		Detect:     p.isDump,
		Containers: named(p.Users),
		Open:       p.objects,
		Beside: &layout.Layout{
			Provider:   p.Provider,
			Name:       "the table " + p.Rows + " of a dump",
			Kind:       layout.PasswordHashes,
			Rows:       true,
			Containers: both, // so that a dump without rows is not one long record
			Keys:       p.Keys,
		},
	}
}

// UsersJSON is the first table as JSON, or a collection of MongoDB. Rows may
// stand inside of the users.
func (p Pair) UsersJSON() layout.Layout {
	return layout.Layout{
		Provider: p.Provider,
		Name:     "the table " + p.Users + " as JSON",
		Kind:     layout.Users,
		Detect:   func(s *layout.Sample) bool { return s.AnyIn(s.Tables(), p.IsUser) },
		Split:    layout.SplitTables(p.IsUser),
		Open:     p.objects,
	}
}

// UsersTable is the first table as CSV.
func (p Pair) UsersTable() layout.Layout {
	return layout.Layout{
		Provider: p.Provider,
		Name:     "the table " + p.Users + " as CSV",
		Kind:     layout.Users,
		Detect:   p.HasUsers,
		Split:    layout.SplitRows,
		Open:     func(f layout.File) (layout.Decode, error) { return p.Open().Rows(f) },
	}
}

// RowsJSON is the second table as JSON.
func (p Pair) RowsJSON() layout.Layout {
	around := func(s *layout.Sample) split.Containers {
		return split.Containers{Arrays: append(named(p.Rows).Arrays, s.Tables().Arrays...)}
	}
	return layout.Layout{
		Provider: p.Provider,
		Name:     "the table " + p.Rows + " as JSON",
		Kind:     layout.PasswordHashes,
		Rows:     true,
		Detect:   func(s *layout.Sample) bool { return s.AnyIn(around(s), p.IsRow) },
		Split:    func(r io.Reader, s *layout.Sample) split.Splitter { return s.Split(r, around(s)) },
		Keys:     p.Keys,
	}
}

// RowsTable is the second table as CSV.
func (p Pair) RowsTable() layout.Layout {
	return layout.Layout{
		Provider: p.Provider,
		Name:     "the table " + p.Rows + " as CSV",
		Kind:     layout.PasswordHashes,
		Rows:     true,
		Detect:   p.HasRows,
		Rewrite:  table.NDJSON,
		Keys:     p.Keys,
	}
}

func (p Pair) objects(f layout.File) (layout.Decode, error) { return p.Open().Objects(f) }

// isDump: one object with a list of users, or a list of rows and the users
// behind the sample. A user may have such a list too.
func (p Pair) isDump(s *layout.Sample) bool {
	keys := s.Keys()
	switch {
	case keys["email"] || !bytes.HasPrefix(bytes.TrimSpace(s.Text), []byte("{")):
		return false
	case keys[p.Users] || keys[p.Users+"s"]:
		return s.AnyIn(named(p.Users), p.IsUser)
	case keys[p.Rows] || keys[p.Rows+"s"]:
		return !s.Whole && s.AnyIn(named(p.Rows), p.IsRow)
	}
	return false
}
