package field

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// layouts of times in exports, the usual ones first. Where none has a zone
// the time is UTC.
var layouts = []string{
	time.RFC3339Nano,
	"2006-01-02 15:04:05.999999999-07:00", // Python
	"2006-01-02 15:04:05.999999999Z07:00",
	"2006-01-02 15:04:05.999999999-07",     // PostgreSQL
	"2006-01-02 15:04:05.999999999 -07:00", // SQL Server
	"2006-01-02 15:04:05.999999999 -0700 MST",
	"2006-01-02 15:04:05.999999999 MST",
	"2006-01-02T15:04:05.999999999-0700",
	"2006-01-02T15:04:05.999999999",
	"2006-01-02 15:04:05.999999999",
	time.RFC1123,  // Firebase Admin SDK
	time.RFC1123Z, // mail
	"2006-01-02",
}

// ParseTime reads a time as providers write it: RFC 3339, SQL, RFC 1123, or a
// number of seconds or milliseconds since 1970. The zero time means that
// there is none.
func ParseTime(s string) time.Time {
	s = strings.TrimSpace(s)
	if s == "" || s == "0" {
		return time.Time{}
	}
	if len(s) <= 20 && isNumber(s) {
		if n, err := strconv.ParseFloat(s, 64); err == nil {
			return fromEpoch(n)
		}
	}
	if t, ok := withSpace(s); ok {
		return plausible(t)
	}
	for _, l := range layouts {
		if t, err := time.Parse(l, s); err == nil {
			return plausible(t.UTC())
		}
	}
	return time.Time{}
}

// isNumber: digits and dots only.
func isNumber(s string) bool {
	for i := 0; i < len(s); i++ {
		if (s[i] < '0' || s[i] > '9') && s[i] != '.' {
			return false
		}
	}
	return true
}

// withSpace reads RFC 3339 with a space for the T, as databases and Python
// write it, without trying layout after layout.
func withSpace(s string) (time.Time, bool) {
	var room [40]byte
	if len(s) < len("2006-01-02 15:04:05Z") || len(s) > len(room) || s[10] != ' ' {
		return time.Time{}, false
	}
	b := append(room[:0], s...)
	b[10] = 'T'
	var t time.Time
	err := t.UnmarshalText(b)
	return t.UTC(), err == nil
}

// milliseconds begin where seconds would be the year 5138.
const milliseconds = 1e11

func fromEpoch(n float64) time.Time {
	if !(n > 0 && n < 1e15) {
		return time.Time{}
	}
	if n < milliseconds {
		n *= 1000
	}
	return time.UnixMicro(int64(math.Round(n * 1000))).UTC()
}

// plausible drops the placeholders of databases: year 1, year 9999.
func plausible(t time.Time) time.Time {
	if t.Before(earliest) || !t.Before(latest) {
		return time.Time{}
	}
	return t
}

var (
	earliest = time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC)
	latest   = time.Date(2201, 1, 1, 0, 0, 0, 0, time.UTC)
)
