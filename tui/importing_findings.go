package tui

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"example.com/usher/migrator"
	"example.com/usher/tui/say"
)

// exportReopenedMsg: the export of the import that runs was opened once more.
type exportReopenedMsg struct {
	request int
	export  *opened
	options migrator.Options
	err     error
}

// findings shows what the preview found. An import that was taken up again has
// none yet: its export is read for that, beside the import.
func (s *importing) findings(f *flow) tea.Cmd {
	switch {
	case f.reading.previewer != nil:
		f.visit(atPreview)
		return nil
	case s.reopening != 0:
		f.notice = "the export is being opened"
		return nil
	}
	s.reopening = f.next()
	f.notice = "opening the export for its findings"
	ctx, e, request, of := f.ctx, f.engine, s.reopening, s.work
	return func() tea.Msg { return reopenExport(ctx, e, request, of) }
}

func reopenExport(ctx context.Context, e engine, request int, of migration) exportReopenedMsg {
	export, options, err := e.exportOf(ctx, of)
	return exportReopenedMsg{request: request, export: export, options: options, err: err}
}

func (s *importing) exportReopened(f *flow, msg exportReopenedMsg) tea.Cmd {
	if msg.request != s.reopening || s.reopening == 0 {
		return discard(openedMsg{export: msg.export})
	}
	s.reopening, f.notice = 0, ""
	if msg.err != nil {
		f.notice = "no findings: " + say.Describe(msg.err).What
		return nil
	}
	if f.at == atImport {
		f.visit(atPreview)
	}
	return f.opensWith(msg.export, false, msg.options)
}
