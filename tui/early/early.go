// Package early answers a question before it is asked.
//
// Importing bubbletea v1 makes the process ask its terminal for the background
// colour, in an init, before main: escape bytes come out of every command,
// also of `usher --version`, and where nothing answers it waits five seconds.
// Once lipgloss has been told the background it does not ask. Go initialises
// packages in the order of their import paths as far as their imports allow,
// and this path sorts before github.com/charmbracelet/bubbletea, so that
// importing this package from main is enough:
//
//	import _ "example.com/usher/tui/early"
//
// "Dark" is no statement about the terminal: package tui uses only colours
// that can be read on both backgrounds.
package early

import "github.com/charmbracelet/lipgloss"

func init() { lipgloss.SetHasDarkBackground(true) }
