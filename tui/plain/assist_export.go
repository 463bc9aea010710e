package plain

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"example.com/usher/migrator"
	"example.com/usher/sources"
	"example.com/usher/tui/paths"
	"example.com/usher/tui/say"
)

const exportHelp = "A file that your provider handed out, or several, separated by spaces; quotes hold a path with spaces together.\n" +
	"usher recognises it by its content. Nothing typed lists the exports in this folder; then the number of one is enough."

// askExport asks where the export is.
func (a *assistant) askExport(ctx context.Context) (step, error) {
	var listed []string
	for {
		answer, err := a.ask(ctx, "Where is the export? ", exportHelp)
		if err != nil {
			return nil, err
		}
		there := func(p string) bool { return paths.Exist(a.absolute(p)) }
		paths := paths.In(answer, a.Getenv, there)
		if len(paths) == 0 {
			listed = a.listExports()
			continue
		}
		if n, err := strconv.Atoi(answer); err == nil && n >= 1 && n <= len(listed) && !there(answer) {
			paths = []string{listed[n-1]}
		}
		for i, p := range paths {
			paths[i] = a.absolute(p)
		}
		hashes, err := a.offerHashes(ctx, paths)
		if err != nil {
			return nil, err
		}
		next, err := a.open(ctx, paths, hashes)
		if next != nil || err != nil {
			return next, err
		}
	}
}

func (a *assistant) absolute(path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(a.Folder, path)
}

// open opens and reads an export; a nil step means that it was not to be.
func (a *assistant) open(ctx context.Context, paths, hashes []string) (step, error) {
	if err := a.closeExport(); err != nil {
		return nil, err
	}
	export, err := a.openExport(ctx, sources.Options{Paths: paths, Hashes: hashes, Key: a.Ports.Key})
	if errors.Is(err, errBack) || errors.Is(err, errLeave) || errors.Is(err, ErrNoAnswer) {
		return nil, err
	}
	if err != nil {
		a.failed(err)
		return nil, ctx.Err()
	}
	a.export, a.roster = export, nil
	a.say("This is " + export.Provider().Title() + ", " + say.Plural(len(export.Inputs()), "file") + ". Reading it; nothing is sent.")
	if err := a.read(ctx); err != nil {
		a.failed(err)
		return nil, ctx.Err()
	}
	a.say("")
	a.say(Preview(a.result, a.Now())...)
	return a.look, nil
}

// read makes the preview with the options of now.
func (a *assistant) read(ctx context.Context) error {
	a.preview = migrator.NewPreview(a.export, a.options)
	if a.roster != nil {
		a.preview.Against(a.roster)
	}
	result, err := a.preview.Run(ctx)
	if err != nil {
		return err
	}
	a.result = result
	return nil
}

// foundExport is a file that is an export by its content.
type foundExport struct {
	name string
	id   sources.Identity
}

// listExports names the exports of the folder, those of users first, and gives
// them in the order of their numbers.
func (a *assistant) listExports() (found []string) {
	entries, err := os.ReadDir(a.Folder)
	if err != nil {
		a.failed(err)
		return nil
	}
	var users, others []foundExport
	var sealed []string
	for _, entry := range entries {
		if entry.IsDir() {
			continue
		}
		id, err := sources.Identify(filepath.Join(a.Folder, entry.Name()), a.Ports.Key)
		switch {
		case errors.Is(err, sources.ErrEncrypted):
			sealed = append(sealed, entry.Name())
		case err != nil: // it is no export
		case id.Kind == sources.Users:
			users = append(users, foundExport{entry.Name(), id})
		default:
			others = append(others, foundExport{entry.Name(), id})
		}
	}
	for _, e := range append(users, others...) {
		found = append(found, e.name)
		a.say("  " + strconv.Itoa(len(found)) + "  " + say.Word(e.name) + "  " + e.id.Provider.Title() + ", " + e.id.What() + ", " + say.Size(e.id.Size))
	}
	for _, name := range sealed {
		a.say("  " + say.Sealed(name))
	}
	if len(found) == 0 {
		a.say("There is no export in " + a.Folder + ".")
	}
	return found
}

// offerHashes looks beside a file of users for the password hashes, or second
// tables, of the same provider.
func (a *assistant) offerHashes(ctx context.Context, paths []string) ([]string, error) {
	if len(paths) != 1 {
		return nil, nil
	}
	users, err := sources.Identify(paths[0], a.Ports.Key)
	if err != nil || users.Kind != sources.Users {
		return nil, nil // opening it says what is wrong
	}
	found, sealed, err := hashesBeside(paths[0], users.Provider, a.Ports.Key)
	for _, name := range sealed {
		a.say(say.Sealed(name))
	}
	if err != nil || len(found) == 0 {
		return nil, nil // a folder that cannot be listed has nothing to offer
	}
	why := "Without the hashes everybody moves without a password."
	var beside []string
	for _, file := range found {
		a.say("Found beside it: " + filepath.Base(file.path) + ", " + file.id.What() + ".")
		if file.id.Rows {
			why = "It says more about the users: emails and whether they are verified, logins, names."
		}
		beside = append(beside, file.path)
	}
	use, err := a.yes(ctx, "Use them?", why)
	if err != nil || !use {
		return nil, err
	}
	return beside, nil
}

// besideFile is a file that belongs to one of users.
type besideFile struct {
	path string
	id   sources.Identity
}

// hashesBeside finds the files that belong to one of users, and the names of
// encrypted ones, which may.
func hashesBeside(path string, provider sources.Provider, key *sources.Key) (out []besideFile, sealed []string, err error) {
	folder := filepath.Dir(path)
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, nil, err
	}
	entries = slices.DeleteFunc(entries, func(e os.DirEntry) bool { return e.IsDir() })
	for _, entry := range entries {
		id, err := sources.Identify(filepath.Join(folder, entry.Name()), key)
		var unknown *sources.Error
		switch {
		case errors.Is(err, sources.ErrEncrypted):
			sealed = append(sealed, entry.Name())
		case errors.As(err, &unknown):
		case err != nil:
			return nil, nil, err
		case id.Kind == sources.PasswordHashes && id.Provider == provider:
			out = append(out, besideFile{filepath.Join(folder, entry.Name()), id})
		}
	}
	return out, sealed, nil
}
