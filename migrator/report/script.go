package report

import (
	"bufio"
	"context"
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
//	err := s.Write(w, report.Pairs(ctx, in))
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

// Pair is a line of the id map.
type Pair struct{ SourceID, UserID string }

// Pairs are the users of a migration who are in Stytch and have an id of
// their old provider, in the order of the export. An error is the last pair.
func Pairs(ctx context.Context, in migrator.ReportInput) iter.Seq2[Pair, error] {
	return func(yield func(Pair, error) bool) {
		for e, err := range entries(ctx, in) {
			switch {
			case err != nil:
				yield(Pair{}, err)
				return
			case !e.inStytch() || e.user.SourceID == "":
				continue
			}
			if !yield(Pair{e.user.SourceID, e.outcome.UserID}, nil) {
				return
			}
		}
	}
}

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
	out := &statements{Script: s, grammar: grammars[s.Dialect], w: bufio.NewWriter(w)}
	out.head()
	for p, err := range pairs {
		if err != nil {
			return err
		}
		out.add(p)
	}
	out.flush()
	out.foot()
	if err := out.w.Flush(); err != nil {
		return scriptError(err, "Make room where the script is written, then again.")
	}
	return nil
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

func (s *statements) foot() {
	if s.left > 0 {
		s.line("\n-- %s left out: this database can't hold their old ids, so no row has them.", plural(s.left, "user"))
	}
	g := s.grammar
	s.line("\nSELECT COUNT(*) AS rows_without_user_id FROM %s WHERE %s IS NULL;", g.name(s.Table), g.name(s.Column))
}
