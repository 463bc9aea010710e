package field

import (
	"math"
	"strconv"
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
	if t, ok := InUTC(s); ok {
		return t
	}
	s = Trim(s)
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

// InUTC reads what most times of exports are, 2006-01-02T15:04:05Z with up to
// three decimals or none, as ParseTime does; ok is false for whatever else.
func InUTC(s string) (t time.Time, ok bool) {
	const form = "2006-01-02T15:04:05"
	if len(s) <= len(form) || len(s) > len(form)+len(".000Z") || s[len(s)-1] != 'Z' ||
		s[4] != '-' || s[7] != '-' || s[10] != 'T' || s[13] != ':' || s[16] != ':' {
		return time.Time{}, false
	}
	wrong := false
	two := func(i int) int {
		tens, ones := s[i]-'0', s[i+1]-'0'
		wrong = wrong || tens > 9 || ones > 9
		return int(tens)*10 + int(ones)
	}
	year, month, day := two(0)*100+two(2), two(5), two(8)
	hour, minute, second := two(11), two(14), two(17)
	nanos, known := decimals(s[len(form) : len(s)-1])
	if wrong || !known || year < firstYear || year > lastYear || month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 59 {
		return time.Time{}, false
	}
	t = time.Date(year, time.Month(month), day, hour, minute, second, nanos, time.UTC)
	return t, day <= 28 || day == t.Day() // 31 April is none
}

// decimals reads those of a second, with the point before them, or "".
func decimals(s string) (nanos int, ok bool) {
	if s == "" {
		return 0, true
	}
	unit := 100_000_000
	for _, c := range []byte(s[1:]) {
		if c-'0' > 9 {
			return 0, false
		}
		nanos, unit = nanos+int(c-'0')*unit, unit/10
	}
	return nanos, s[0] == '.' && len(s) > 1
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

const firstYear, lastYear = 1970, 2200

var (
	earliest = time.Date(firstYear, 1, 1, 0, 0, 0, 0, time.UTC)
	latest   = time.Date(lastYear+1, 1, 1, 0, 0, 0, 0, time.UTC)
)
