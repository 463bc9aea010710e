package firebase

import (
	"bytes"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
)

// millis reads a time in milliseconds since 1970, which Firebase writes as
// text. Other forms, and what is no time, are left to package field.
func millis(v jsontext.Value) time.Time {
	digits := bytes.Trim(v, `"`)
	if !isMillis(digits) {
		return field.Time(v)
	}
	return fromMillis(digits)
}

// fromMillis reads what isMillis has found to be digits.
func fromMillis(digits []byte) time.Time {
	var n int64
	for _, c := range digits {
		n = n*10 + int64(c-'0')
	}
	return time.UnixMilli(n).UTC()
}
