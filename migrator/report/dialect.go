package report

import (
	"encoding/hex"
	"strings"
	"unicode/utf8"
)

// Dialect is a database that Script writes for.
type Dialect string

// The dialects. MySQL stands for MariaDB too.
const (
	Postgres Dialect = "postgres"
	MySQL    Dialect = "mysql"
	SQLite   Dialect = "sqlite"
)

// grammar is how a database writes what Script needs.
type grammar struct {
	quote  string // around names; twice inside them
	before []string
	begin  string
	// exact compares the key byte for byte, whatever the column's type and
	// collation; %s is the key.
	exact   string
	literal func(text string) (string, bool)
	run     string
}

var grammars = map[Dialect]grammar{
	Postgres: {
		quote: `"`, begin: "BEGIN;", exact: "CAST(%s AS text)", literal: quoted,
		before: []string{"SET standard_conforming_strings = on;", "SET client_encoding = 'UTF8';"},
		run:    "psql -v ON_ERROR_STOP=1 -f FILE DATABASE",
	},
	MySQL: {
		quote: "`", begin: "START TRANSACTION;", exact: "CAST(CONVERT(%s USING utf8mb4) AS BINARY)", literal: hexForMySQL,
		before: []string{"SET NAMES utf8mb4;"},
		run:    "mysql DATABASE < FILE",
	},
	// SQLite takes a name in double quotes that is no column for a text, so
	// names stand in backticks.
	SQLite: {
		quote: "`", begin: "BEGIN;", exact: "CAST(%s AS TEXT) COLLATE BINARY", literal: hexForSQLite,
		run: "sqlite3 -bail DATABASE < FILE",
	},
}

// name quotes the name of a table or column; a dot parts schema and table.
func (g grammar) name(name string) string {
	parts := strings.Split(name, ".")
	for i, p := range parts {
		parts[i] = g.quote + strings.ReplaceAll(p, g.quote, g.quote+g.quote) + g.quote
	}
	return strings.Join(parts, ".")
}

// quoted is a text in single quotes. It is false for what a Postgres text
// can't hold.
func quoted(text string) (string, bool) {
	if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
		return "", false
	}
	return "'" + strings.ReplaceAll(text, "'", "''") + "'", true
}

// hexForMySQL writes what is not plain as hex digits: whether a backslash
// escapes depends on the server's settings.
func hexForMySQL(text string) (string, bool) {
	if isPlain(text) {
		return "'" + text + "'", true
	}
	return "_utf8mb4 X'" + hex.EncodeToString([]byte(text)) + "'", utf8.ValidString(text)
}

func hexForSQLite(text string) (string, bool) {
	if isPlain(text) {
		return "'" + text + "'", true
	}
	return "CAST(X'" + hex.EncodeToString([]byte(text)) + "' AS TEXT)", utf8.ValidString(text)
}

// isPlain: nothing in the text means anything to any database.
func isPlain(text string) bool {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' || c == '\'' || c == '\\' {
			return false
		}
	}
	return true
}
