package command

import (
	"example.com/usher/tui/plain"
)

// canAsk says whether somebody sits there: questions go to stderr, answers
// come from stdin.
func (a *app) canAsk() bool {
	return plain.Terminal(a.Stdin) != nil && plain.Terminal(a.Stderr) != nil
}

// onScreens says whether the full screen can be used: a terminal that can
// draw, and nobody who asked for lines.
func (a *app) onScreens() bool {
	lines := a.plain || a.json || a.Getenv("ACCESSIBLE") != "" || a.Getenv("TERM") == "dumb" || a.Getenv("TERM") == ""
	return !lines && plain.Terminal(a.Stdin) != nil && plain.Terminal(a.Stdout) != nil
}

// console asks where somebody sits.
func (a *app) console() *plain.Console {
	if a.asks == nil {
		a.asks = plain.NewConsole(a.Stdin, a.Stderr)
	}
	return a.asks
}
