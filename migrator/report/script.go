package report

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode"

	"example.com/usher/migrator"
)

// Script writes the id map as SQL that fills a column of the app's database
// with the Stytch user_ids:
//
//	s := report.Script{Dialect: report.Postgres, Table: "users", Key: "old_id", Column: "stytch_user_id"}
//	err := s.Write(w, pairs)
//
// Write of this package makes one where its input asks for it.
//
// The script updates some hundred rows at a time, each time in a transaction
// of its own. It may be stopped and run again, and run twice. It compares keys
// byte for byte, and touches no row whose key is not in the id map. An index
// on the key makes it fast.
type Script struct {
	Dialect Dialect
	// Table may have a schema before a dot. Key is the column that holds the
	// provider's user id, Column the one to be filled. Names are quoted, so
	// they are as the database has them, capitals included.
	Table, Key, Column string
}

// scriptFile is a script that is written beside the lists; nil where none is
// asked for.
type scriptFile struct{ *statements }

func scriptOf(c *migrator.ScriptConfig) Script {
	return Script{Dialect: Dialect(c.Dialect), Table: c.Table, Key: c.Key, Column: c.Column}
}

func checkScript(c *migrator.ScriptConfig) error {
	if c == nil {
		return nil
	}
	return scriptOf(c).Check()
}

func newScriptFile(f *folder, c *migrator.ScriptConfig) (*scriptFile, error) {
	if c == nil {
		return nil, nil
	}
	w, err := f.create(idMapScript)
	if err != nil {
		return nil, err
	}
	return &scriptFile{scriptOf(c).begin(w.Writer)}, nil
}

// add adds an entry of the id map. Without an old id there is no row to find.
func (s *scriptFile) add(e *entry) {
	if s != nil && e.inStytch() && e.user.SourceID != "" {
		s.statements.add(Pair{e.user.SourceID, e.outcome.UserID})
	}
}

// finish ends the script and gives its path.
func (s *scriptFile) finish(f *folder) string {
	if s == nil {
		return ""
	}
	s.end()
	return f.path(idMapScript)
}

// Pair is a line of the id map.
type Pair struct{ SourceID, UserID string }

// A statement updates at most this many rows, and is not much longer than
// this many bytes.
const (
	batchRows  = 500
	batchBytes = 1 << 18
)

// Check says whether a script can be written, with a *migrator.FatalError
// that names what is wrong.
func (s Script) Check() error {
	if _, known := grammars[s.Dialect]; !known {
		return scriptError(fmt.Errorf("%q is no database that usher knows", s.Dialect), "Use postgres, mysql or sqlite.")
	}
	for _, n := range []struct{ what, name string }{{"table", s.Table}, {"key", s.Key}, {"column", s.Column}} {
		if n.name == "" || strings.ContainsFunc(n.name, unicode.IsControl) || strings.HasPrefix(n.name, ".") || strings.HasSuffix(n.name, ".") {
			return scriptError(fmt.Errorf("%q is no name of a %s", n.name, n.what), "Name table, key and column as the database has them.")
		}
	}
	if s.Key == s.Column {
		return scriptError(errors.New("key and column are the same"), "The key holds the old id, the column is to hold the Stytch user_id.")
	}
	return nil
}

func scriptError(err error, hint string) error {
	return &migrator.FatalError{Op: "write SQL", Err: err, Hint: hint}
}

// Write writes the script.
func (s Script) Write(w io.Writer, pairs iter.Seq2[Pair, error]) error {
	if err := s.Check(); err != nil {
		return err
	}
	out := s.begin(bufio.NewWriter(w))
	for p, err := range pairs {
		if err != nil {
			return err
		}
		out.add(p)
	}
	out.end()
	if err := out.w.Flush(); err != nil {
		return scriptError(err, "Make room where the script is written, then again.")
	}
	return nil
}

func (s Script) begin(w *bufio.Writer) *statements {
	out := &statements{Script: s, grammar: grammars[s.Dialect], w: w}
	out.head()
	return out
}

// statements are a script under way. The writer keeps its first error.
type statements struct {
	Script
	grammar grammar
	w       *bufio.Writer
	arms    strings.Builder // WHEN ... THEN ...
	keys    strings.Builder
	rows    int
	left    int // pairs whose id the database can't hold
}

func (s *statements) line(format string, args ...any) { fmt.Fprintf(s.w, format+"\n", args...) }

func (s *statements) head() {
	s.line("-- usher: Stytch user_ids into %s, column %s, by %s.", s.Table, s.Column, s.Key)
	s.line("-- Run it with: %s", s.grammar.run)
	s.line("-- It may be run again. An index on %s makes it fast.", s.Key)
	for _, line := range s.grammar.before {
		s.line("%s", line)
	}
}

func (s *statements) add(p Pair) {
	key, ok := s.grammar.literal(p.SourceID)
	id, fits := s.grammar.literal(p.UserID)
	if !ok || !fits {
		s.left++
		return
	}
	fmt.Fprintf(&s.arms, "  WHEN %s THEN %s\n", key, id)
	if s.rows > 0 {
		s.keys.WriteString(", ")
	}
	s.keys.WriteString(key)
	if s.rows++; s.rows == batchRows || s.arms.Len() > batchBytes {
		s.flush()
	}
}

// flush writes the rows gathered so far as one transaction.
func (s *statements) flush() {
	if s.rows == 0 {
		return
	}
	g := s.grammar
	key, column := g.name(s.Key), g.name(s.Column)
	s.line("\n%s", g.begin)
	s.line("UPDATE %s SET %s = CASE %s", g.name(s.Table), column, fmt.Sprintf(g.exact, key))
	s.line("%s  ELSE %s END", s.arms.String(), column)
	s.line("WHERE %s IN (%s);", key, s.keys.String())
	s.line("COMMIT;")
	s.arms.Reset()
	s.keys.Reset()
	s.rows = 0
}

// end writes what is left, and how to see what the script has not reached.
func (s *statements) end() {
	s.flush()
	if s.left > 0 {
		s.line("\n-- %s left out: this database can't hold their old ids, so no row has them.", plural(s.left, "user"))
	}
	g := s.grammar
	s.line("\nSELECT COUNT(*) AS rows_without_user_id FROM %s WHERE %s IS NULL;", g.name(s.Table), g.name(s.Column))
}
