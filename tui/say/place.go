package say

import (
	"regexp"
	"strconv"

	"example.com/usher/sources"
)

// Place says where a record stands, as people read numbers: line 245,001.
func Place(p sources.Place) string {
	if p.Line > 0 {
		return "line " + Count(p.Line)
	}
	return "record " + Count(p.Record)
}

// inPlace is the number of a place within a text, as files of the report have
// it; four digits or more take a separator.
var inPlace = regexp.MustCompile(`\b(line|record|row|document) (\d{4,12})\b`)

// Places writes the places that a text names as people read numbers.
func Places(text string) string {
	return inPlace.ReplaceAllStringFunc(text, func(place string) string {
		m := inPlace.FindStringSubmatch(place)
		n, err := strconv.Atoi(m[2])
		if err != nil {
			return place
		}
		return m[1] + " " + Count(n)
	})
}
