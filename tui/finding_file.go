package tui

import (
	"context"
	"path/filepath"

	"github.com/charmbracelet/bubbletea"

	"example.com/usher/tui/listfile"
	"example.com/usher/tui/paths"
	"example.com/usher/tui/say"
)

// writeList writes the users of a finding into a file beside the checkpoint;
// code "" means all findings.
func (f *flow) writeList(code string) tea.Cmd {
	if f.writing {
		f.notice = "a list is being written already"
		return nil
	}
	f.writing = true
	f.notice = "writing the list"
	return writeListCmd(f.ctx, f.reading.previewer, code, f.listPath(code))
}

// listPath is beside the checkpoint.
func (f *flow) listPath(code string) string {
	return listfile.Path(f.checkpointPath(kindOr(f.target.Kind)), code)
}

// listWritten says where the list is.
func (f *flow) listWritten(msg listWrittenMsg) {
	f.writing = false
	if msg.err != nil {
		f.notice = "not written: " + say.Cause(msg.err) + " (" + filepath.Base(msg.path) + ")"
		return
	}
	f.notice = "written: " + cutLeft(say.Clean(paths.Shorten(msg.path, f.config.Getenv)), max(8, f.width-12))
}

func writeListCmd(ctx context.Context, p previewer, code, path string) tea.Cmd {
	return func() tea.Msg {
		return listWrittenMsg{path: path, err: listfile.Write(ctx, p, code, path)}
	}
}
