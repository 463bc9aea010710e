package migrator

import "time"

// settledPace remembers how many users were settled when, over the last
// minute, for the estimate of what is left.
type settledPace struct {
	points []settledPoint
}

type settledPoint struct {
	at      time.Time
	settled int
}

const (
	paceWindow = time.Minute
	paceGap    = time.Second
)

func (s *settledPace) add(now time.Time, settled int) {
	if n := len(s.points); n > 0 && now.Sub(s.points[n-1].at) < paceGap {
		return
	}
	s.points = append(s.points, settledPoint{now, settled})
	for len(s.points) > 2 && now.Sub(s.points[0].at) > paceWindow {
		s.points = s.points[1:]
	}
}

// eta is how long the rest will take at the pace of the last minute; 0 = not
// known. Before one percent it means nothing.
func (s *settledPace) eta(settled, total, remaining int) time.Duration {
	n := len(s.points)
	if n < 2 || remaining <= 0 || settled*100 < total {
		return 0
	}
	first, last := s.points[0], s.points[n-1]
	done, took := last.settled-first.settled, last.at.Sub(first.at)
	if done <= 0 || took < paceGap {
		return 0
	}
	return (took / time.Duration(done) * time.Duration(remaining)).Round(time.Second)
}
