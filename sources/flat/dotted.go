package flat

import "time"

// dotted are the layouts of dates with dots, which have the day first wherever
// they are written.
var dotted = []string{"2.1.2006", "2.1.2006 15:04", "2.1.2006 15:04:05"}

// parseDotted reads 29.2.2024 and 29.02.2024 13:45.
func parseDotted(s string) time.Time {
	if len(s) < len("1.2.2006") || s[1] != '.' && s[2] != '.' {
		return time.Time{}
	}
	for _, l := range dotted {
		if t, err := time.Parse(l, s); err == nil {
			return t
		}
	}
	return time.Time{}
}
