package field

import (
	"strings"
	"unicode"

	"example.com/usher/sources/record"
)

// Name gives a name from its parts or else, guessed, from the full name: the
// first word and the last, what is between them in the middle. A full name
// that only repeats an identifier (an email, a phone number, the user name)
// is none. Names without spaces and "Last, First" go into First as they are.
func Name(given, middle, family, full string, identifiers ...string) (n record.Name, guessed bool) {
	n = record.Name{First: Trim(given), Middle: Trim(middle), Last: Trim(family)}
	if n.First != "" || n.Last != "" {
		return n, false
	}
	full = strings.TrimSpace(full)
	if full == "" || repeats(full, identifiers) {
		return n, false
	}
	return split(full)
}

func repeats(full string, identifiers []string) bool {
	if strings.Contains(full, "@") && !strings.Contains(full, " ") {
		return true
	}
	if strings.Trim(full, "+0123456789 ()-./") == "" {
		return true
	}
	for _, id := range identifiers {
		if id != "" && strings.EqualFold(full, id) {
			return true
		}
	}
	return false
}

func split(full string) (record.Name, bool) {
	words := strings.FieldsFunc(full, unicode.IsSpace)
	if len(words) == 1 || strings.Contains(full, ",") {
		return record.Name{First: full}, false
	}
	last := len(words) - 1
	return record.Name{First: words[0], Middle: strings.Join(words[1:last], " "), Last: words[last]}, true
}
