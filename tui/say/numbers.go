package say

import (
	"fmt"
	"strconv"

	"github.com/dustin/go-humanize"
)

// Count writes a number with thousands separators: 400,012.
func Count(n int) string { return humanize.Comma(int64(n)) }

// Users writes "1 user" or "412 users".
func Users(n int) string { return Plural(n, "user") }

func Plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return Count(n) + " " + one + "s"
}

// Size writes bytes as people read them: 118 MB.
func Size(n int64) string { return humanize.Bytes(uint64(max(n, 0))) }

// Percent is floored to one decimal. It says 100.0 % only when complete is
// true: what is not done never looks done.
func Percent(part, whole int64, complete bool) string {
	tenths := tenthsOf(part, whole, complete)
	return fmt.Sprintf("%d.%d %%", tenths/10, tenths%10)
}

// tenthsOf gives tenths of a percent, 0 to 1000.
func tenthsOf(part, whole int64, complete bool) int64 {
	if complete {
		return 1000
	}
	if whole <= 0 || part <= 0 {
		return 0
	}
	// Floating point is only for sizes that would overflow; below it is exact.
	tenths := part * 1000 / whole
	if part > 1<<50 {
		tenths = int64(float64(part) / float64(whole) * 1000)
	}
	return min(tenths, 999)
}

// WholePercent is the floored share without decimals, for facts that are
// final.
func WholePercent(part, whole int) string {
	if whole <= 0 {
		return "0 %"
	}
	return strconv.Itoa(part*100/whole) + " %"
}

// Rate writes requests a second with one decimal, floored.
func Rate(r float64) string {
	return strconv.FormatFloat(float64(int64(max(r, 0)*10))/10, 'f', 1, 64)
}
