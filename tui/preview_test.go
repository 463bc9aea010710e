package tui

import (
	"testing"
)

func TestTheReasonWhyNothingCanBeDoneYetGoesWithIt(t *testing.T) {
	m := open(t, &fakeEngine{}, nil, 80, 24)
	m.toPreview(false)
	press(m, "enter")
	if m.place() != atPreview || m.flow.notice != stillReading {
		t.Fatalf("at %v, notice %q", m.place(), m.flow.notice)
	}
	feed(m, previewedMsg{request: m.flow.reading.request, result: aPreview()})
	if m.flow.notice != "" {
		t.Errorf("all is read, and still %q", m.flow.notice)
	}
	press(m, "enter")
	if m.place() != atOptions {
		t.Errorf("at %v", m.place())
	}
}
