package tui

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/charmbracelet/bubbletea"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

// How often what runs is looked at: on this machine, at the end of a line, and
// where the operator asked for quiet.
const (
	pollEvery     = 100 * time.Millisecond
	pollOverLine  = 500 * time.Millisecond
	pollWhenQuiet = 5 * time.Second
)

// mostLookedAt bounds how many files of a folder are looked into.
const mostLookedAt = 300

func pollCmd(after time.Duration) tea.Cmd {
	return tea.Tick(after, func(t time.Time) tea.Msg { return polledMsg{at: t} })
}

func listCmd(e engine, folder string) tea.Cmd {
	return func() tea.Msg { return listedMsg{migrations: e.list(folder)} }
}

// readFolderCmd looks for exports in a folder, by content.
func readFolderCmd(e engine, folder string) tea.Cmd {
	return func() tea.Msg {
		entries, err := os.ReadDir(orHere(folder))
		if err != nil {
			return folderReadMsg{folder: folder, err: err}
		}
		var files []foundFile
		var sealed []string
		looked, ours := 0, reportsAmong(entries)
		for _, entry := range entries {
			path := filepath.Join(folder, entry.Name())
			if strings.HasPrefix(entry.Name(), ".") || ours[entry.Name()] {
				continue
			}
			info, err := os.Stat(path)
			if err != nil {
				continue // a dangling link is no export
			}
			if info.IsDir() {
				files = append(files, foundFile{name: entry.Name(), path: path, folder: true})
				continue
			}
			if !info.Mode().IsRegular() || looked >= mostLookedAt {
				continue
			}
			looked++
			id, err := e.identify(path)
			switch {
			case err == nil:
				files = append(files, foundFile{name: entry.Name(), path: path, id: id})
			case errors.Is(err, sources.ErrEncrypted):
				sealed = append(sealed, entry.Name())
			}
		}
		return folderReadMsg{folder: folder, files: files, sealed: sealed}
	}
}

// reportsAmong are the folders of usher's own reports, which hold no export.
func reportsAmong(entries []os.DirEntry) map[string]bool {
	ours := map[string]bool{}
	for _, entry := range entries {
		if strings.HasSuffix(entry.Name(), ".usher") {
			ours[filepath.Base(migrator.PathsOf(entry.Name()).Report)] = true
		}
	}
	return ours
}

func orHere(folder string) string {
	if folder == "" {
		return "."
	}
	return folder
}

func openCmd(ctx context.Context, e engine, request int, what func() sources.Options) tea.Cmd {
	return func() tea.Msg {
		o := what()
		export, columns, err := openMapped(ctx, e, o)
		msg := openedMsg{request: request, export: export, mapped: columns, err: err}
		var at *sources.Error
		if len(o.Paths) > 0 && errors.As(err, &at) && at.Op == "detect provider" {
			msg.first = firstLine(failedPath(err, o.Paths[0]))
		}
		return msg
	}
}

// discard closes an export that was opened for a question that is over.
func discard(msg openedMsg) tea.Cmd {
	if msg.export == nil || msg.export.close == nil {
		return nil
	}
	return func() tea.Msg {
		// Nothing was read from it: there is nothing to lose in closing it.
		_ = msg.export.close()
		return nil
	}
}

// openSampleCmd writes the bundled sample into a folder of its own and opens
// it.
func openSampleCmd(ctx context.Context, e engine, request int, write func(string) ([]string, error), folder string) tea.Cmd {
	return func() tea.Msg {
		paths, err := write(folder)
		if err != nil {
			return openedMsg{request: request, sample: true, err: err}
		}
		export, err := e.open(ctx, sources.Options{Paths: paths})
		return openedMsg{request: request, export: export, sample: true, err: err}
	}
}

func failedPath(err error, otherwise string) string {
	var e *sources.Error
	if errors.As(err, &e) && e.Path != "" {
		return e.Path
	}
	return otherwise
}

// firstLine gives the beginning of a file, "" where there is none to show.
func firstLine(path string) string {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return ""
	}
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close()
	line, err := bufio.NewReader(io.LimitReader(f, 512)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return ""
	}
	return strings.TrimSpace(line)
}

func previewCmd(ctx context.Context, request int, p previewer) tea.Cmd {
	return func() tea.Msg {
		result, err := p.Run(ctx)
		return previewedMsg{request: request, result: result, err: err}
	}
}

func usersCmd(ctx context.Context, request int, p previewer, code string, offset, limit int) tea.Cmd {
	return func() tea.Msg {
		users, err := p.Users(ctx, code, offset, limit)
		return usersReadMsg{request: request, users: users, err: err}
	}
}

func checkCmd(ctx context.Context, e engine, request int, o *opened, t migrator.Target, secret string) tea.Cmd {
	return func() tea.Msg {
		name, err := e.check(ctx, t, secret)
		msg := checkedMsg{request: request, name: name, err: err}
		if err == nil {
			msg.rehearsed = e.rehearsed(ctx, o)
		}
		return msg
	}
}

func beginCmd(ctx context.Context, request int, begin beginFunc) tea.Cmd {
	return func() tea.Msg {
		m, err := begin(ctx)
		return begunMsg{request: request, migration: m, err: err}
	}
}

func statusCmd(e engine, request int, checkpoint string) tea.Cmd {
	return func() tea.Msg {
		result, err := e.status(checkpoint)
		return statusReadMsg{request: request, result: result, err: err}
	}
}

var errNoDesktop = errors.New("no desktop here")

// openPathCmd asks the desktop to show a file; over ssh and on servers there
// is none, and the path is what the operator gets.
func openPathCmd(path string, getenv func(string) string) tea.Cmd {
	return func() tea.Msg {
		var name string
		switch {
		case getenv("SSH_CONNECTION") != "":
		case runtime.GOOS == "darwin":
			name = "open"
		case runtime.GOOS == "windows":
			name = "explorer"
		case getenv("DISPLAY") != "" || getenv("WAYLAND_DISPLAY") != "":
			name = "xdg-open"
		}
		if name == "" {
			return pathOpenedMsg{path: path, err: errNoDesktop}
		}
		c := exec.Command(name, path)
		err := c.Start()
		if err == nil {
			go c.Wait() // only reaps the process: what it shows is not ours
		}
		return pathOpenedMsg{path: path, err: err}
	}
}

// closeCmd closes a migration that was begun for a question that is over.
func closeCmd(m migration) tea.Cmd {
	return func() tea.Msg {
		// It never ran: closing only gives its locks back.
		_ = m.Close()
		return nil
	}
}
