package tui

import (
	"runtime"
	"testing"
	"time"

	"github.com/charmbracelet/bubbletea"

	"example.com/usher/migrator"
)

// passes lets an import run for a number of looks, one a second by the clock,
// with everything in it changing that changes.
func passes(m *model, e *fakeEngine, looks int, clock *time.Time) {
	s := &e.migration.snap
	for i := range looks {
		*clock = clock.Add(time.Second)
		s.Counts.Created += 60
		s.Requests += 65
		s.Elapsed += time.Second
		s.PerSecond[i%60] = i % 66
		s.Rate = float64(i%650) / 10
		if i%30 == 0 {
			s.Counts.Refused++
			s.Latest = append([]migrator.Refusal{{Ordinal: uint64(i), Place: "line 7", SourceID: "auth0|5f7c8d77", Reason: "duplicate_email"}}, s.Latest[:min(len(s.Latest), 19)]...)
		}
		s.Gate = ""
		if i%50 < 2 {
			s.Gate = "Stytch answered 429"
		}
		m.Update(polledMsg{})
		_ = m.View()
	}
}

// runningFor is an assistant in which an import runs, and its clock.
func runningFor(tb testing.TB, e *fakeEngine, width, height int) (*model, *time.Time) {
	tb.Helper()
	clock := now
	m := open(tb, e, map[string]string{"NO_COLOR": ""}, width, height)
	m.flow.config.Now = func() time.Time { return clock }
	m.toImport()
	if m.running.phase != importRunning {
		tb.Fatal("nothing runs")
	}
	return m, &clock
}

// held is what is in use once everything else is collected.
func held() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// TestAnHourOnTheRunScreenKeepsNothing: what is held after an hour is what was
// held after a minute.
func TestAnHourOnTheRunScreenKeepsNothing(t *testing.T) {
	e := &fakeEngine{migration: newFakeMigration()}
	m, clock := runningFor(t, e, 200, 50)
	passes(m, e, 60, clock)
	before := held()
	passes(m, e, 3540, clock)
	if grown := held() - before; grown > 64<<10 {
		t.Errorf("%d bytes more are held after an hour", grown)
	}
	if want := now.Add(time.Hour); !clock.Equal(want) {
		t.Errorf("the clock is at %v, want %v", clock, want)
	}
}

// BenchmarkFrame is a look and a frame of the run screen, ten of which are made
// in a second.
func BenchmarkFrame(b *testing.B) {
	e := &fakeEngine{migration: newFakeMigration()}
	m, clock := runningFor(b, e, 200, 50)
	b.ReportAllocs()
	for b.Loop() {
		passes(m, e, 1, clock)
	}
}

// BenchmarkFrameOfAnIdleScreen is a key press on the preview at 200x50.
func BenchmarkFrameOfAnIdleScreen(b *testing.B) {
	m := open(b, plain(), nil, 200, 50)
	m.toPreview(true)
	b.ReportAllocs()
	for b.Loop() {
		m.Update(tea.KeyMsg{Type: tea.KeyDown})
		_ = m.View()
	}
}
