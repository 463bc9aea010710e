package migrator

import (
	"fmt"
	"iter"
)

// ListFile is a list of users for people to act on: a CSV file of its own in
// the report's folder. Unlike the report it is not made again from checkpoint
// and export, because only the command that wrote it has looked at Stytch.
type ListFile struct {
	Folder  string
	Name    string // verify.csv
	Columns []string
	Rows    iter.Seq[[]string]
}

// The lists, and their columns.
const (
	verifyList = "verify.csv"
	undoList   = "undo-kept.csv"
)

var (
	verifyColumns = []string{"source_id", "problem"}
	undoColumns   = []string{"record", "stytch_user_id", "reason"}
)

// missingProblem stands in verify.csv where a user is not at Stytch; otherwise
// there is the name of the field that differs.
const missingProblem = "missing"

// problems are the rows of verify.csv.
func (r VerifyResult) problems(yield func([]string) bool) {
	for _, id := range r.Missing {
		if !yield([]string{id, missingProblem}) {
			return
		}
	}
	for _, d := range r.Differing {
		if !yield([]string{d.SourceID, d.Field}) {
			return
		}
	}
}

// kept are the rows of undo-kept.csv.
func (r UndoResult) kept(yield func([]string) bool) {
	for _, list := range [][]Kept{r.KeptUsers, r.LeftUsers} {
		for _, k := range list {
			if !yield([]string{fmt.Sprint(k.Record), k.UserID, k.Reason}) {
				return
			}
		}
	}
}

// writeList gives the path of the list, or "" where nobody is on it: then one
// of before is taken away.
func (m *migrationState) writeList(name string, columns []string, rows iter.Seq[[]string]) (string, error) {
	if m.ports.List == nil {
		return "", nil
	}
	return m.ports.List(ListFile{Folder: m.paths.Report, Name: name, Columns: columns, Rows: rows})
}
