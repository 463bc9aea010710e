package tui

import (
	"context"
	"path/filepath"

	"github.com/charmbracelet/bubbletea"

	"example.com/usher/sources"
	"example.com/usher/tui/mapfile"
)

func absoluteIn(folder, path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(folder, path)
}

// fewestColumns is what a file needs to be offered a mapping that is not
// recognised as an export: a text without columns is no table.
const fewestColumns = 2

// mapColumnsOf guesses which column of a flat export goes where, and takes
// over what was saved beside it earlier. Nil: there is nothing to map.
func mapColumnsOf(ctx context.Context, e engine, o sources.Options) *mapped {
	guess, err := e.guess(ctx, o)
	if err != nil || len(guess.About) < fewestColumns {
		return nil // it is no table, and opening it says what it is
	}
	m := &mapped{options: o, mapping: guess}
	if path := mapfile.Beside(o.Paths[0]); o.Map == "" {
		if saved, err := e.readMapping(path); err == nil {
			saved.LikeGuess(guess)
			m.mapping, m.saved, m.options.Map = saved, path, path
		}
	}
	return m
}

// openMapped opens an export, by the mapping that was saved for it earlier
// where there is one.
func openMapped(ctx context.Context, e engine, o sources.Options) (*opened, *mapped, error) {
	export, err := e.open(ctx, o)
	if len(o.Paths) == 0 || err == nil && !flatProvider(export.provider) || ctx.Err() != nil {
		return export, nil, err
	}
	m := mapColumnsOf(ctx, e, o)
	if m == nil {
		return export, nil, err
	}
	if m.saved != "" {
		if by, failed := e.open(ctx, m.options); failed == nil {
			closeOpened(export)
			export, err = by, nil
		}
	}
	m.open = err == nil
	return export, m, err
}

func flatProvider(p sources.Provider) bool { return p == sources.CSV || p == sources.JSON }

func closeOpened(o *opened) {
	if o != nil && o.close != nil {
		_ = o.close() // nothing was read from it
	}
}

// saveMappingCmd writes a mapping file and opens the export by it.
func saveMappingCmd(ctx context.Context, e engine, request int, o sources.Options, text []byte) tea.Cmd {
	return func() tea.Msg {
		msg := mappingSavedMsg{request: request, path: o.Map}
		if msg.err = mapfile.Write(o.Map, text); msg.err == nil {
			msg.export, msg.err = e.open(ctx, o)
		}
		return msg
	}
}
