package migrator

import "time"

// chart gathers what happened in each minute of a run.
type chart struct {
	point               Point
	requests, throttled int // at the last commit, all runs
}

// newChart goes on with the point of the same minute of an earlier run.
func newChart(now time.Time, s RunState, history []Point) chart {
	c := chart{requests: s.Requests, throttled: s.Throttled}
	if n := len(history); n > 0 && history[n-1].Minute.Equal(minuteOf(now)) {
		c.point = history[n-1]
	}
	return c
}

// points are what a commit writes: the minute that is under way.
func (c *chart) points(s RunState, settled int) []Point {
	if minute := minuteOf(s.Updated); !c.point.Minute.Equal(minute) {
		c.point = Point{Minute: minute}
	}
	c.point.Requests += s.Requests - c.requests
	c.point.Throttled += s.Throttled - c.throttled
	c.point.Settled += settled
	c.requests, c.throttled = s.Requests, s.Throttled
	return []Point{c.point}
}

func minuteOf(t time.Time) time.Time { return t.UTC().Truncate(time.Minute) }
