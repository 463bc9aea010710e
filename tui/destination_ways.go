package tui

import (
	"context"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"example.com/usher/migrator"
	"example.com/usher/tui/say"
)

// way is one thing to do with a destination whose credentials were checked.
type way struct {
	title, note string
	take        func(*flow) tea.Cmd
}

// ways are offered with the most careful one first where users are real.
func (s *destinationScreen) ways(f *flow) []way {
	list := say.Ways(s.kind(), s.rehearsed != nil)
	out := make([]way, len(list))
	for i, w := range list {
		out[i] = way{title: w.Title, note: w.Note}
		switch w.ID {
		case say.SendAll:
			out[i].note = f.timeHere(f.rateOf(s.kind()))
			out[i].take = func(f *flow) tea.Cmd { return s.send(f, 0) }
		case say.SendFew:
			out[i].take = s.askCanary
		case say.Rehearse:
			out[i].take = s.rehearse
		case say.SeeThere:
			out[i].take = s.readRoster
			if f.roster != nil {
				out[i].note = say.Users(f.roster.Users) + " there; read again"
			}
		}
	}
	return out
}

func (s *destinationScreen) wayKey(f *flow, msg tea.KeyMsg) tea.Cmd {
	ways := s.ways(f)
	switch {
	case s.way.move(msg, len(ways), len(ways)):
	case key.Matches(msg, keys.enter), key.Matches(msg, keys.right):
		s.failed = nil
		return ways[min(s.way.at, len(ways)-1)].take(f)
	case key.Matches(msg, keys.there):
		return s.readRoster(f)
	}
	return nil
}

// send has a live project confirmed, and begins.
func (s *destinationScreen) send(f *flow, canary int) tea.Cmd {
	s.canary = canary
	if s.kind() == migrator.Live {
		s.stage, s.confirm = confirming, input{}
		return nil
	}
	return s.begin(f)
}

func (s *destinationScreen) askCanary(*flow) tea.Cmd {
	s.stage = askFew
	if s.few.value() == "" {
		s.few = proposing(say.DefaultCanary)
	}
	return nil
}

func (s *destinationScreen) fewTyped(f *flow) tea.Cmd {
	n, err := strconv.Atoi(strings.TrimSpace(s.few.value()))
	if err != nil || n < 1 {
		f.notice = "type how many users go first: 1 or more"
		return nil
	}
	return s.send(f, n)
}

// rehearse begins an import into a sandbox of its own; the proof leads back
// here.
func (s *destinationScreen) rehearse(f *flow) tea.Cmd {
	s.after, s.at = s.at, 0
	return s.begin(f)
}

// rosterReading is the project being read. Its counter is written by the
// command that reads.
type rosterReading struct {
	request int // 0 = none
	cancel  context.CancelFunc
	users   *atomic.Int64
	shown   int
}

func (s *destinationScreen) readRoster(f *flow) tea.Cmd {
	ctx, cancel := context.WithCancel(f.ctx)
	r := &s.reading
	*r = rosterReading{request: f.next(), cancel: cancel, users: &atomic.Int64{}}
	s.stage, s.failed = readingThere, nil
	e, request, target, secret, users := f.engine, r.request, s.toRead(f), f.secret, r.users
	return func() tea.Msg {
		roster, err := e.roster(ctx, target, secret, func(n int) { users.Store(int64(n)) })
		return rosterReadMsg{request: request, roster: roster, err: err}
	}
}

// watches says that the project is being read.
func (s *destinationScreen) watches() bool { return s.stage == readingThere }

// rosterRead takes the project over; the export is read again against it.
func (s *destinationScreen) rosterRead(f *flow, msg rosterReadMsg) tea.Cmd {
	if msg.request != s.reading.request {
		return nil
	}
	s.reading = rosterReading{}
	s.stage = ready
	if msg.err != nil {
		failed := describe(msg.err)
		failed.Safe = say.NothingSent
		s.failed = &failed
		return nil
	}
	f.roster = msg.roster
	return f.read()
}

// rehearsedLine remembers the rehearsal of this very export.
func (s *destinationScreen) rehearsedLine(f *flow) string {
	r := s.rehearsed
	if r == nil {
		return f.look.warn.Render("!") + " This very export was not rehearsed."
	}
	was, is := r.Meta.Options, f.options
	was.Rate, is.Rate = 0, 0
	options := "same options"
	if was != is {
		options = "with other options than now"
	}
	return f.look.good.Render("✓") + " Rehearsed " + say.Ago(r.Modified, f.now) + ": " + say.Count(r.Counts.Refused) + " refused, same export, " + options + "."
}

// thereLine is who is at the destination already, once that was read.
func thereLine(f *flow) string {
	a := f.reading.result.Against
	switch {
	case f.roster == nil:
		return ""
	case a == nil || !f.reading.done:
		return "Comparing the export with the " + say.Users(f.roster.Users) + " of the project."
	}
	return say.There(*a)
}
