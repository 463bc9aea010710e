package report

import (
	"strconv"
	"time"

	"example.com/usher/migrator"
)

// outcomeBar is a part of the bar of outcomes; X and Width are in thousandths
// of it.
type outcomeBar struct {
	Class, Label, Note string
	Users              int
	X, Width           float64
}

// outcomeBars splits the users by what became of them.
func (s *summary) outcomeBars() []outcomeBar {
	r := s.Result
	bars := []outcomeBar{
		{Class: "created", Label: "created", Users: r.Created, Note: "by this migration"},
		{Class: "added", Label: "password added", Users: r.PasswordAdded, Note: "they were there; the password was added"},
		{Class: "present", Label: "already there", Users: r.Present, Note: "nothing to do"},
		{Class: "refused", Label: "refused", Users: r.Refused, Note: "Stytch said no; refused.csv says why"},
		{Class: "skipped", Label: "skipped", Users: r.Skipped, Note: "not sent, as planned; skipped.csv says why"},
		{Class: "undone", Label: "undone", Users: r.Undone, Note: "taken back by usher undo"},
		{Class: "unknown", Label: "unresolved", Users: r.Unknown, Note: "the answer was lost; usher resume looks them up"},
		{Class: "pending", Label: "not sent yet", Users: r.Remaining, Note: "usher resume goes on"},
	}
	total := 0
	for _, b := range bars {
		total += b.Users
	}
	at := 0.0
	for i := range bars {
		bars[i].X = at
		if total > 0 {
			bars[i].Width = thousandths(bars[i].Users, total)
		}
		at += bars[i].Width
	}
	return bars
}

func thousandths(part, whole int) float64 { return round(float64(part) * 1000 / float64(whole)) }

// round keeps two digits, so that the page has no endless fractions.
func round(f float64) float64 {
	r, _ := strconv.ParseFloat(strconv.FormatFloat(f, 'f', 2, 64), 64)
	return r
}

// widest is the most users that one finding has, at least 1.
func widest(findings []migrator.FindingCount) int {
	most := 1
	for _, f := range findings {
		most = max(most, f.Users)
	}
	return most
}

// The drawing of requests over time, in its own units.
const (
	chartWidth  = 720.0
	chartHeight = 160.0
	mostColumns = 240
	// fewestMinutes make a drawing; the first and the last minute are partial.
	fewestMinutes = 3
	// pauseAfter is how long nothing must happen to be drawn as a pause.
	pauseAfter = 2 * time.Minute
)

// timeline is the requests over time: the minutes in which a run was under
// way, side by side.
type timeline struct {
	Columns       []column
	Pauses        []pause
	Cap           float64 // y of the rate's line, 0 = none
	CapLabel      string
	Most          string // label of the top
	From, To      time.Time
	Width, Height float64
	Minutes       int
	HasThrottled  bool
}

// column is some minutes; Y and Height are those of the requests, of which
// ThrottledHeight, from the bottom, were answered by 429.
type column struct {
	X, Width, Y, Height         float64
	ThrottledY, ThrottledHeight float64
	Title                       string
}

// pause is a place where the run stood still.
type pause struct {
	X     float64
	Title string
}

// timelineOf draws a history; nil where there is too little of it.
func timelineOf(history []migrator.Point, rate int) *timeline {
	merged := condense(history)
	minutes := 0
	for _, p := range merged {
		minutes += minutesOf(p)
	}
	if minutes < fewestMinutes {
		return nil
	}
	t := &timeline{Width: chartWidth, Height: chartHeight, Minutes: minutes, From: merged[0].Minute, To: endOf(merged[len(merged)-1])}
	top := float64(rate)
	for _, p := range merged {
		top = max(top, perSecond(p.Requests, p))
	}
	top = max(top, 1)
	t.Most = strconv.FormatFloat(round(top), 'f', -1, 64)
	if rate > 0 {
		t.Cap = round(chartHeight * (1 - float64(rate)/top))
		t.CapLabel = "rate: " + strconv.Itoa(rate) + " a second"
	}
	t.draw(merged, top)
	return t
}

func (t *timeline) draw(points []migrator.Point, top float64) {
	at := 0.0
	for i, p := range points {
		if i > 0 && p.Minute.Sub(endOf(points[i-1])) > pauseAfter {
			t.Pauses = append(t.Pauses, pause{round(at), "paused for " + spell(p.Minute.Sub(endOf(points[i-1])).Seconds())})
		}
		c := column{X: round(at), Width: round(chartWidth * float64(minutesOf(p)) / float64(t.Minutes))}
		c.Height = round(chartHeight * perSecond(p.Requests, p) / top)
		c.Y = round(chartHeight - c.Height)
		c.ThrottledHeight = round(chartHeight * perSecond(p.Throttled, p) / top)
		c.ThrottledY = round(chartHeight - c.ThrottledHeight)
		c.Title = titleOf(p)
		t.HasThrottled = t.HasThrottled || p.Throttled > 0
		t.Columns = append(t.Columns, c)
		at += chartWidth * float64(minutesOf(p)) / float64(t.Minutes)
	}
}

func titleOf(p migrator.Point) string {
	title := p.Minute.UTC().Format("2006-01-02 15:04")
	if n := minutesOf(p); n > 1 {
		title += ", " + plural(n, "minute")
	}
	title += ": " + plural(p.Requests, "request") + ", " + plural(p.Settled, "user")
	if p.Throttled > 0 {
		title += ", " + plural(p.Throttled, "answer") + " of 429"
	}
	return title
}

func minutesOf(p migrator.Point) int { return max(p.Minutes, 1) }

func endOf(p migrator.Point) time.Time {
	return p.Minute.Add(time.Duration(minutesOf(p)) * time.Minute)
}

func perSecond(n int, p migrator.Point) float64 { return float64(n) / float64(60*minutesOf(p)) }

// condense merges neighbours until there are few enough to be drawn. It does
// not merge across a pause.
func condense(points []migrator.Point) []migrator.Point {
	total := 0
	for _, p := range points {
		total += minutesOf(p)
	}
	width := (total + mostColumns - 1) / mostColumns
	var merged []migrator.Point
	for _, p := range points {
		if n := len(merged) - 1; n >= 0 && minutesOf(merged[n])+minutesOf(p) <= width && endOf(merged[n]).Equal(p.Minute) {
			last := &merged[n]
			last.Minutes = minutesOf(*last) + minutesOf(p)
			last.Requests += p.Requests
			last.Throttled += p.Throttled
			last.Settled += p.Settled
			continue
		}
		merged = append(merged, p)
	}
	return merged
}
