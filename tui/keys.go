package tui

import "github.com/charmbracelet/bubbles/key"

// The keys, the same everywhere. Arrows have vi twins.
var keys = struct {
	up, down, left, right, pageUp, pageDown, top, bottom key.Binding
	enter, back, space, tab, toggle                      key.Binding
	help, leave, quit, retry, findings, all, edit, fresh key.Binding
	provider, search, export, path, login, there, slow   key.Binding
	columns, drop, byHand, also                          key.Binding
}{
	up:       bind("↑", "up", "k"),
	down:     bind("↓", "down", "j"),
	left:     bind("←", "left", "h"),
	right:    bind("→", "right", "l"),
	pageUp:   bind("page up", "pgup", "ctrl+b"),
	pageDown: bind("page down", "pgdown", "ctrl+f"),
	top:      bind("home", "home", "g"),
	bottom:   bind("end", "end", "G"),
	enter:    bind("enter", "enter"),
	back:     bind("esc", "esc"),
	space:    bind("space", " "),
	tab:      bind("tab", "tab"),
	toggle:   bind("ctrl+t", "ctrl+t"),
	help:     bind("?", "?", "f1"),
	leave:    bind("ctrl+c", "ctrl+c"),
	quit:     bind("q", "q"),
	retry:    bind("r", "r"),
	findings: bind("f", "f"),
	all:      bind("u", "u"),
	edit:     bind("e", "e"),
	fresh:    bind("n", "n"),
	provider: bind("ctrl+p", "ctrl+p"),
	search:   bind("/", "/"),
	export:   bind("e", "e"),
	path:     bind("p", "p"),
	login:    bind("c", "c"),
	there:    bind("a", "a"),
	slow:     bind("s", "s"),
	columns:  bind("ctrl+o", "ctrl+o"),
	drop:     bind("x", "x"),
	byHand:   bind("o", "o"),
	also:     bind("a", "a"),
}

func bind(shown string, names ...string) key.Binding {
	return key.NewBinding(key.WithKeys(names...), key.WithHelp(shown, ""))
}

// hint is a key that a screen understands now. With a reason in why it is
// shown but does nothing except say the reason.
type hint struct {
	key   key.Binding
	label string
	why   string
}
