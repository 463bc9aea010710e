package flat

import (
	"strconv"
	"strings"
	"time"

	"example.com/usher/sources/field"
)

// isDate: a time, and no small number.
func isDate(s string) bool {
	return len(s) >= 8 && !parseTime(s, unknownOrder).IsZero()
}

// parseTime reads what field.ParseTime does and what spreadsheets make of
// dates.
func parseTime(s string, o order) time.Time {
	if t, ok := field.InUTC(s); ok { // most
		return t
	}
	if strings.IndexByte(s, '/') > 0 {
		return parseSlashed(s, o)
	}
	if t := parseDotted(s); !t.IsZero() {
		return t
	}
	if len(s) >= 5 && (len(s) == 5 || s[5] == '.') && strings.Trim(s, "0123456789.") == "" {
		if d, ok := sheetDays(s); ok {
			return sheetEpoch.Add(time.Duration(d * float64(24*time.Hour))).Truncate(time.Second)
		}
	}
	return field.ParseTime(s)
}

// Days of spreadsheets are counted from the end of 1899; these are 1954 to
// 2118.
const (
	firstSheetDay = 20_000
	lastSheetDay  = 80_000
)

var sheetEpoch = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)

// sheetDays are the days in a cell that a spreadsheet wrote without a format.
func sheetDays(s string) (float64, bool) {
	d, err := strconv.ParseFloat(s, 64)
	return d, err == nil && d >= firstSheetDay && d < lastSheetDay
}
