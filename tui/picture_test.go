package tui

import (
	"path/filepath"
	"testing"
	"time"

	"example.com/usher/tui/picture"
)

// The pictures of the README are golden files like the views: after a change
// of a screen, `go test ./tui -run Picture -update` draws them anew.

// inColour is the environment of a picture: that of a test, with colours.
func inColour(env map[string]string) map[string]string {
	out := map[string]string{"NO_COLOR": ""}
	for name, value := range env {
		out[name] = value
	}
	return out
}

var pictured = map[string]string{
	"start": "start ready", "preview": "preview ready", "user": "user ready", "destination": "destination live rehearsed",
	"canary": "canary differs", "import": "import ready", "proof": "proof works", "verify": "verify ready", "mapping": "mapping ready", "undo": "undo question",
}

func TestPictures(t *testing.T) {
	byName := map[string]scene{}
	for _, sc := range allScenes() {
		byName[sc.name] = sc
	}
	for name, of := range pictured {
		t.Run(name, func(t *testing.T) {
			sc, known := byName[of]
			if !known {
				t.Fatalf("there is no scene %q", of)
			}
			m := open(t, sc.engine(), inColour(sc.env), 80, 24)
			sc.play(m)
			golden(t, filepath.Join("pictures", name+".svg"), picture.Still(m.View(), 80, 24))
		})
	}
}

// TestPictureOfAWalk records a first rehearsal, key by key.
func TestPictureOfAWalk(t *testing.T) {
	e := &fakeEngine{migration: newFakeMigration()}
	m := open(t, e, inColour(nil), 80, 24)
	var frames []picture.Frame
	frame := func(stays time.Duration) { frames = append(frames, picture.Frame{View: m.View(), Stays: stays}) }
	frame(2 * time.Second)
	m.toPreview(true)
	frame(3 * time.Second)
	for _, keys := range [][]string{{"down"}, {"right"}, {"right"}, {"esc", "esc"}, {"enter"}, {"enter"}} {
		press(m, keys...)
		frame(1500 * time.Millisecond)
	}
	press(m, "enter")
	total := e.migration.snap.Total
	for _, percent := range []int{12, 38, 61, 84, 99} {
		e.migration.snap.Counts.Created = total * percent / 100
		feed(m, polledMsg{})
		frame(700 * time.Millisecond)
	}
	ends(m, e, doneResult(), nil)
	frame(4 * time.Second)
	golden(t, filepath.Join("pictures", "walk.svg"), picture.Walk(frames, 80, 24))
}
