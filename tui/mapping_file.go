package tui

import (
	"context"
	"path/filepath"

	tea "github.com/charmbracelet/bubbletea"

	"example.com/usher/sources"
	"example.com/usher/tui/mapfile"
)

func absoluteIn(folder, path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(folder, path)
}

// openMapped opens an export, by the mapping that was saved for it earlier
// where there is one.
func openMapped(ctx context.Context, e engine, o sources.Options) (*opened, *mapped, error) {
	door := mapfile.Door[*opened]{Open: e.open, Guess: e.guess, Read: e.readMapping}
	export, columns, err := mapfile.Open(ctx, door, o)
	if columns == nil {
		return export, nil, err
	}
	return export, &mapped{Columns: *columns, open: err == nil}, err
}

// saveMappingCmd writes a mapping file, unless text is nil, and opens the export
// by it.
func saveMappingCmd(ctx context.Context, e engine, request int, o sources.Options, text []byte) tea.Cmd {
	return func() tea.Msg {
		msg := mappingSavedMsg{request: request, path: o.Map}
		if text != nil {
			msg.err = mapfile.Write(o.Map, text)
		}
		if msg.err == nil {
			msg.export, msg.err = e.open(ctx, o)
		}
		return msg
	}
}
