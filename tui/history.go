package tui

import (
	"strconv"
	"time"
)

// history keeps how many requests left in each of the last minutes: who comes
// back after an hour sees how that went. Its size is fixed.
type history struct {
	since   time.Time // the minute that is not over began then; zero = nothing was seen
	base    int       // requests until then
	minutes [keptMinutes]int
	n       int // so many of the minutes, from the end, are known
}

const keptMinutes = 180

// see takes in how many requests have left until now.
func (h *history) see(requests int, now time.Time) {
	if h.since.IsZero() {
		h.since, h.base = now, requests
		return
	}
	over := int(now.Sub(h.since) / time.Minute)
	if over < 1 {
		return
	}
	// Nobody looked for several minutes: their requests are spread over them.
	each, rest := (requests-h.base)/over, (requests-h.base)%over
	for i := range min(over, keptMinutes) {
		copy(h.minutes[:], h.minutes[1:])
		h.minutes[keptMinutes-1] = each
		if i == 0 {
			h.minutes[keptMinutes-1] += rest
		}
	}
	h.n = min(keptMinutes, h.n+over)
	h.since, h.base = h.since.Add(time.Duration(over)*time.Minute), requests
}

// fewestMinutes is how many have to be known before they say something.
const fewestMinutes = 2

// lines draw the minutes, nothing where there is no room or nothing to see.
func (h *history) lines(f *flow, width, height int) []string {
	rows := 4
	if h.n < fewestMinutes || width < 120 || height < rows+3 {
		return nil
	}
	known := h.minutes[keptMinutes-h.n:]
	top := 0
	for _, n := range known {
		top = max(top, n)
	}
	c := chart{values: known, top: max(top, 1), rows: rows}
	return c.lines(f.look, width-1, func(n int) string { return "last " + strconv.Itoa(n) + " min" }, "requests in a minute")
}
