package python

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// The forms of a datetime's arguments and of its zone: dateutil's, which boto3
// uses, and those of the standard library.
var (
	arguments7 = regexp.MustCompile(`^\((\d{1,4}), (\d{1,2}), (\d{1,2})(?:, (\d{1,2}))?(?:, (\d{1,2}))?(?:, (\d{1,2}))?(?:, (\d{1,6}))?(?:, fold=\d)?(?:, tzinfo=(.+?))?(?:, fold=\d)?\)$`)
	offset     = regexp.MustCompile(`^tzoffset\((?:None|'[^']*'), (-?\d{1,6})\)$`)
	delta      = regexp.MustCompile(`^datetime\.timezone\(datetime\.timedelta\((?:days=(-?\d{1,2}))?(?:, )?(?:seconds=(\d{1,6}))?\)(?:, '[^']*')?\)$`)
)

// written gives the arguments of a datetime as RFC 3339.
func written(text []byte) (string, bool) {
	m := arguments7.FindStringSubmatch(strings.Join(strings.Fields(string(text)), " "))
	if m == nil {
		return "", false
	}
	zone, ok := zoneOf(m[8])
	if !ok {
		return "", false
	}
	n := func(i int) int { v, _ := strconv.Atoi(m[i]); return v } // digits, or "" for 0
	t := time.Date(n(1), time.Month(n(2)), n(3), n(4), n(5), n(6), n(7)*1000, zone)
	return t.Format(time.RFC3339Nano), true
}

func zoneOf(text string) (*time.Location, bool) {
	switch text {
	case "", "tzlocal()", "tzutc()", "datetime.timezone.utc":
		return time.UTC, true
	}
	if m := offset.FindStringSubmatch(text); m != nil {
		return fixed(m[1], "")
	}
	if m := delta.FindStringSubmatch(text); m != nil {
		return fixed(m[2], m[1])
	}
	return nil, false
}

// fixed is a zone of a number of seconds and one of days.
func fixed(seconds, days string) (*time.Location, bool) {
	s, _ := strconv.Atoi(seconds) // digits, or "" for 0
	d, _ := strconv.Atoi(days)
	if s += d * 86400; s <= -86400 || s >= 86400 {
		return nil, false
	}
	return time.FixedZone("", s), true
}
