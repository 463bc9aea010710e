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
	if k := v.Kind(); k != '"' && k != '0' {
		return time.Time{}
	}
	return ParseTime(Text(v))
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
