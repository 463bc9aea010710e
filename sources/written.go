package sources

import "bytes"

// dumpSize is how much of a dump tells that it is one.
const dumpSize = 4 << 10 // bytes

// statements begin lines of a database's dump.
var statements = []string{"CREATE TABLE", "DROP TABLE", "INSERT INTO", "COPY PUBLIC.", "SET NAMES", "SET STATEMENT_TIMEOUT", "PRAGMA FOREIGN_KEYS"}

// written knows files in a form that usher does not read, and says how to get
// the same users in one that it does.
func written(text []byte) (reason, hint string, ok bool) {
	text = text[:min(len(text), dumpSize)]
	const asTable = "Export the table of users as CSV with a header, or as JSON."
	switch {
	case bytes.HasPrefix(text, []byte("PGDMP")), bytes.HasPrefix(text, []byte("SQLite format 3\x00")):
		return "a database, not a table of users", asTable, true
	case bytes.HasPrefix(bytes.TrimSpace(text), []byte("<django-objects")), bytes.Contains(text, []byte("\n<django-objects")):
		return "a dump of Django in XML", "Dump it as JSON: manage.py dumpdata --format json.", true
	case webPage(bytes.TrimSpace(text)):
		return "a web page, not an export", "Open it in a browser to see what it says, and download the export again.", true
	case bytes.HasPrefix(bytes.TrimSpace(text), []byte("<?xml")):
		return "XML, which usher does not read", asTable, true
	}
	for line := range bytes.Lines(text) {
		for _, s := range statements {
			if len(line) > len(s) && bytes.EqualFold(line[:len(s)], []byte(s)) {
				return "a dump of a database in SQL, not a table of users", asTable, true
			}
		}
	}
	return "", "", false
}

func webPage(text []byte) bool {
	for _, begin := range []string{"<!doctype html", "<html"} {
		if len(text) >= len(begin) && bytes.EqualFold(text[:len(begin)], []byte(begin)) {
			return true
		}
	}
	return false
}
