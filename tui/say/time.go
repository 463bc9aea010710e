package say

import (
	"fmt"
	"strconv"
	"time"
)

// Span writes a duration in its two largest units: "1 h 44 min", "40 min",
// "35 s".
func Span(d time.Duration) string {
	d = max(d, 0).Round(time.Second)
	days, hours := int(d.Hours())/24, int(d.Hours())%24
	minutes, seconds := int(d.Minutes())%60, int(d.Seconds())%60
	switch {
	case days > 0:
		return Plural(days, "day") + " " + strconv.Itoa(hours) + " h"
	case hours > 0:
		return fmt.Sprintf("%d h %d min", hours, minutes)
	case minutes >= 10 || (minutes > 0 && seconds == 0):
		return fmt.Sprintf("%d min", minutes)
	case minutes > 0:
		return fmt.Sprintf("%d min %d s", minutes, seconds)
	}
	return fmt.Sprintf("%d s", seconds)
}

// Exact writes every unit of a finished run: "1 h 44 min 12 s".
func Exact(d time.Duration) string {
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

// Stopwatch writes 1:03:10.
func Stopwatch(d time.Duration) string {
	d = max(d, 0)
	return fmt.Sprintf("%d:%02d:%02d", int(d.Hours()), int(d.Minutes())%60, int(d.Seconds())%60)
}

// Ago says how long before now a moment was.
func Ago(t, now time.Time) string {
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
	return Plural(int(d.Hours())/24, "day") + " ago"
}

// Moment writes a time as near as it is: "today, 21:30", "3 Nov, 21:30",
// "3 Nov 2024".
func Moment(t, now time.Time) string {
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

// Latency writes milliseconds below ten seconds, seconds above; what is less
// than a millisecond is not nothing.
func Latency(d time.Duration) string {
	if d > 0 && d < time.Millisecond {
		return "<1 ms"
	}
	if d >= 10*time.Second {
		return fmt.Sprintf("%d s", int(d.Seconds()))
	}
	return fmt.Sprintf("%d ms", d.Milliseconds())
}

// Seconds makes a duration of whole seconds.
func Seconds(n int) time.Duration { return time.Duration(n) * time.Second }
