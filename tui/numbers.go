package tui

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/dustin/go-humanize"
)

// count writes a number with thousands separators: 400,012.
func count(n int) string { return humanize.Comma(int64(n)) }

// users writes "1 user" or "412 users".
func users(n int) string { return plural(n, "user") }

func plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return count(n) + " " + one + "s"
}

// size writes bytes as people read them: 118 MB.
func size(n int64) string { return humanize.Bytes(uint64(max(n, 0))) }

// percent is floored to one decimal. It says 100.0 % only when complete is
// true: what is not done never looks done.
func percent(part, whole int64, complete bool) string {
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

// wholePercent is the floored share without decimals, for facts that are
// final.
func wholePercent(part, whole int) string {
	if whole <= 0 {
		return "0 %"
	}
	return strconv.Itoa(part*100/whole) + " %"
}

// rate writes requests a second with one decimal, floored.
func rate(r float64) string {
	return strconv.FormatFloat(float64(int64(max(r, 0)*10))/10, 'f', 1, 64)
}

// span writes a duration in its two largest units: "1 h 44 min", "40 min",
// "35 s".
func span(d time.Duration) string {
	d = max(d, 0).Round(time.Second)
	days, hours := int(d.Hours())/24, int(d.Hours())%24
	minutes, seconds := int(d.Minutes())%60, int(d.Seconds())%60
	switch {
	case days > 0:
		return plural(days, "day") + " " + strconv.Itoa(hours) + " h"
	case hours > 0:
		return fmt.Sprintf("%d h %d min", hours, minutes)
	case minutes >= 10 || (minutes > 0 && seconds == 0):
		return fmt.Sprintf("%d min", minutes)
	case minutes > 0:
		return fmt.Sprintf("%d min %d s", minutes, seconds)
	}
	return fmt.Sprintf("%d s", seconds)
}

// exact writes every unit of a finished run: "1 h 44 min 12 s".
func exact(d time.Duration) string {
	d = max(d, 0)
	if d < time.Minute {
		return fmt.Sprintf("%d.%d s", d.Milliseconds()/1000, d.Milliseconds()%1000/100)
	}
	hours, minutes, seconds := int(d.Hours()), int(d.Minutes())%60, int(d.Seconds())%60
	if hours > 0 {
		return fmt.Sprintf("%d h %d min %d s", hours, minutes, seconds)
	}
	return fmt.Sprintf("%d min %d s", minutes, seconds)
}

// stopwatch writes 1:03:10.
func stopwatch(d time.Duration) string {
	d = max(d, 0)
	return fmt.Sprintf("%d:%02d:%02d", int(d.Hours()), int(d.Minutes())%60, int(d.Seconds())%60)
}

// ago says how long before now a moment was.
func ago(t, now time.Time) string {
	d := now.Sub(t)
	switch {
	case t.IsZero():
		return ""
	case d < time.Minute:
		return "just now"
	case d < time.Hour:
		return strconv.Itoa(int(d.Minutes())) + " min ago"
	case d < 24*time.Hour:
		return strconv.Itoa(int(d.Hours())) + " h ago"
	}
	return plural(int(d.Hours())/24, "day") + " ago"
}

// moment writes a time as near as it is: "today, 21:30", "3 Nov, 21:30",
// "3 Nov 2024".
func moment(t, now time.Time) string {
	t = t.In(now.Location())
	switch {
	case t.IsZero():
		return "unknown"
	case t.Year() == now.Year() && t.YearDay() == now.YearDay():
		return "today, " + t.Format("15:04")
	case t.Year() == now.Year():
		return t.Format("2 Jan, 15:04")
	}
	return t.Format("2 Jan 2006")
}

// latency writes milliseconds below ten seconds, seconds above.
func latency(d time.Duration) string {
	if d >= 10*time.Second {
		return fmt.Sprintf("%d s", int(d.Seconds()))
	}
	return fmt.Sprintf("%d ms", d.Milliseconds())
}

// shortID keeps both ends of a project id: project-test-…41c7.
func shortID(id string) string {
	for _, prefix := range []string{"project-test-", "project-live-"} {
		if rest, ok := strings.CutPrefix(id, prefix); ok && len(rest) > 8 {
			return prefix + "…" + rest[len(rest)-4:]
		}
	}
	return id
}

// seconds makes a duration of whole seconds.
func seconds(n int) time.Duration { return time.Duration(n) * time.Second }
