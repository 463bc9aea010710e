package tui

import (
	"bufio"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/charmbracelet/bubbletea"

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

// listPath is NAME-CODE.csv beside the checkpoint NAME.usher.
func (f *flow) listPath(code string) string {
	if code == "" {
		code = "findings"
	}
	return strings.TrimSuffix(f.checkpointPath(kindOr(f.target.Kind)), ".usher") + "-" + code + ".csv"
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
		return listWrittenMsg{path: path, err: writeListFile(ctx, p, code, path)}
	}
}

// writeListFile writes to a temporary name, mode 0600, and renames: readers
// see all of the list, and a link at its place is replaced, not followed.
func writeListFile(ctx context.Context, p previewer, code, path string) error {
	file, err := os.CreateTemp(filepath.Dir(path), ".usher-*")
	if err != nil {
		return err
	}
	out := bufio.NewWriter(file)
	err = p.WriteFindings(ctx, out, code)
	err = errors.Join(err, out.Flush(), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(file.Name()))
	}
	return nil
}
