package field

import (
	"bytes"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

// Text is a JSON string's text without outer space. Numbers and flags give
// their digits and letters; null, objects and arrays nothing.
func Text(v jsontext.Value) string {
	switch v.Kind() {
	case '"':
		if len(v) >= 2 && bytes.IndexByte(v, '\\') < 0 {
			return string(bytes.TrimSpace(v[1 : len(v)-1]))
		}
		text, err := jsontext.AppendUnquote(nil, v)
		if err != nil {
			return ""
		}
		return strings.TrimSpace(string(text))
	case '0', 't', 'f':
		return string(v)
	}
	return ""
}

// Names are texts that come again and again (providers, connections); they
// need no memory of their own.
type Names map[string]string

// Known makes Names of a list.
func Known(list ...string) Names {
	m := make(Names, len(list))
	for _, s := range list {
		m[s] = s
	}
	return m
}

// Text is field.Text.
func (n Names) Text(v jsontext.Value) string {
	if len(v) > 2 && v[0] == '"' {
		if s, ok := n[string(v[1:len(v)-1])]; ok {
			return s
		}
	}
	return Text(v)
}

// Flag reads true, "true", "TRUE", 1, "yes" and the like; anything else is
// false.
func Flag(v jsontext.Value) bool {
	switch v.Kind() {
	case 't':
		return true
	case 'f', 'n':
		return false
	}
	return ParseFlag(Text(v))
}

// Time reads a time in any form of ParseTime; a number counts seconds or,
// from 100,000,000,000 on, milliseconds.
func Time(v jsontext.Value) time.Time {
	switch v.Kind() {
	case '"':
		if len(v) > 21 { // RFC 3339, without a copy
			if t, ok := InUTC(string(v[1 : len(v)-1])); ok {
				return t
			}
			var t time.Time
			if t.UnmarshalText(v[1:len(v)-1]) == nil {
				return plausible(t.UTC())
			}
		}
		return ParseTime(Text(v))
	case '0':
		return ParseTime(string(v))
	}
	return time.Time{}
}

// Absent reports whether a value says nothing: null, "", {}, [], or no value
// at all.
func Absent(v jsontext.Value) bool {
	switch string(v) {
	case "", "null", `""`, "{}", "[]":
		return true
	}
	return false
}
