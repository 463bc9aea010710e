package flat

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.com/usher/sources/field"
)

const (
	maxSamples = 3
	maxSample  = 40 // characters
)

// samples are some values to show.
func (c *candidate) samples() []string {
	var list []string
	for _, v := range c.values {
		if field.Absent(v.json) && v.cell == "" {
			continue
		}
		s := v.text()
		if v.json != nil && s == "" {
			s = string(v.json)
		}
		if s = c.safe(s); s != "" && !slices.Contains(list, s) {
			list = append(list, s)
		}
		if len(list) == maxSamples {
			break
		}
	}
	return list
}

// safe makes a value harmless on a terminal and hides what is secret.
func (c *candidate) safe(s string) string {
	if c.secret {
		return hidden(s)
	}
	return shorten(s, maxSample)
}

// hidden shows of a hash how it begins ("$2b$10$..."), of other secrets their
// length.
func hidden(s string) string {
	if scheme := strings.Split(s, "$"); s[0] == '$' && len(scheme) > 3 && len(scheme[1]) < 12 && len(scheme[2]) < 12 {
		return "$" + shorten(scheme[1], 12) + "$" + shorten(scheme[2], 12) + "$..."
	}
	return fmt.Sprintf("(%d characters, hidden)", utf8.RuneCountInString(s))
}

// shorten cuts a text and takes out what a terminal would obey.
func shorten(s string, most int) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsPrint(r):
			return -1 // U+FFFD would say that the file is not UTF-8
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most-3]) + "..."
	}
	return s
}
