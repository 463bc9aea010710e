package tui

import (
	"slices"
	"testing"
	"time"
)

func TestEveryMinuteHasItsRequests(t *testing.T) {
	var h history
	at := func(after time.Duration, requests int) { h.see(requests, now.Add(after)) }
	at(0, 1000) // those of earlier runs
	at(30*time.Second, 2000)
	at(59*time.Second, 4800)
	at(60*time.Second, 4900)
	at(90*time.Second, 5000)
	at(4*time.Minute+10*time.Second, 8800) // nobody looked for three minutes
	if got := h.minutes[keptMinutes-h.n:]; !slices.Equal(got, []int{3900, 1300, 1300, 1300}) {
		t.Errorf("minutes %v", got)
	}
}

func TestTheHistoryOfADayGrowsNoFurther(t *testing.T) {
	var h history
	for i := range 24 * 60 {
		h.see(i*10, now.Add(time.Duration(i)*time.Minute))
	}
	h.see(1<<20, now.Add(72*time.Hour)) // the machine slept
	if h.n != keptMinutes || h.since != now.Add(72*time.Hour) {
		t.Errorf("%d minutes, since %v", h.n, h.since)
	}
}
