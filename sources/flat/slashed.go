package flat

import (
	"strconv"
	"strings"
	"time"
)

// order is how dates with slashes are to be read.
type order int

const (
	unknownOrder order = iota
	monthFirst
	dayFirst
)

// slashed are the layouts of dates with slashes, the month first.
var slashed = []string{
	"1/2/2006 15:04:05", "1/2/2006 15:04", "1/2/2006 3:04:05 PM", "1/2/2006 3:04 PM", "1/2/2006",
}

// parseSlashed reads 2/29/2024 and 29/2/2024. Where both numbers may be the
// month and the file does not tell, there is no time.
func parseSlashed(s string, o order) time.Time {
	if t, err := time.Parse("2006/01/02", s[:min(len(s), 10)]); err == nil {
		return parsePlain(strings.ReplaceAll(s, "/", "-"), t)
	}
	first, rest, _ := strings.Cut(s, "/")
	second, rest, ok := strings.Cut(rest, "/")
	if !ok {
		return time.Time{}
	}
	if o == unknownOrder {
		o = orderOf(s)
	}
	if o == dayFirst {
		first, second = second, first
	}
	if o == unknownOrder && first != second {
		return time.Time{}
	}
	for _, l := range slashed {
		if t, err := time.Parse(l, first+"/"+second+"/"+rest); err == nil {
			return t
		}
	}
	return time.Time{}
}

// parsePlain reads a date whose slashes have become dashes; day is what it is
// where the time behind it makes no sense.
func parsePlain(s string, day time.Time) time.Time {
	if t := parseTime(s, unknownOrder); !t.IsZero() {
		return t
	}
	return day
}

// orderOf says what a date with slashes shows of the order.
func orderOf(s string) order {
	first, rest, _ := strings.Cut(s, "/")
	second, _, ok := strings.Cut(rest, "/")
	a, errA := strconv.Atoi(first)
	b, errB := strconv.Atoi(second)
	switch {
	case !ok || errA != nil || errB != nil:
		return unknownOrder
	case a > 12 && a <= 31:
		return dayFirst
	case b > 12 && b <= 31:
		return monthFirst
	}
	return unknownOrder
}
