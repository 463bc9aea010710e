package sources

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"example.com/usher/sources/flat"
	"example.com/usher/sources/join"
	"example.com/usher/sources/layout"
	"example.com/usher/sources/stream"
)

var (
	errNoRecord   = errors.New("there is no such record")
	errNoFile     = errors.New("no file was named")
	errTwice      = errors.New("the file is named twice")
	errOnlyHashes = errors.New("only password hashes, no users")
	errNoJoin     = errors.New("password hashes of another provider than the users")
	errNoneInIt   = errors.New("no export is in it")
)

// Open recognises the inputs by content. It reads the first KBs of each.
func Open(ctx context.Context, o Options) (*Export, error) {
	e := &Export{hashes: join.New(), now: time.Now}
	if err := e.open(ctx, o); err != nil {
		if failed := e.Close(); failed != nil {
			err = errors.Join(err, failed)
		}
		return nil, err
	}
	return e, nil
}

func (e *Export) open(ctx context.Context, o Options) error {
	w := wanted{provider: o.Provider, key: o.Key}
	if err := e.readMap(o.Map, &w); err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, path := range o.Paths {
		if err := e.add(ctx, path, w, seen); err != nil {
			return err
		}
	}
	w.kind = PasswordHashes
	for _, path := range o.Hashes {
		if err := e.add(ctx, path, w, seen); err != nil {
			return err
		}
	}
	return e.check()
}

// readMap reads the mapping file, whose content is part of the fingerprint.
func (e *Export) readMap(path string, w *wanted) error {
	if path == "" {
		return nil
	}
	m, err := flat.ReadMap(path)
	if err != nil {
		return wrap("open export", path, err)
	}
	w.mapping = m
	e.mapping = &input{Input: Input{Path: path}, sum: &stream.Sum{SHA256: sha256.Sum256(m.Text), Length: int64(len(m.Text))}}
	return nil
}

// add takes the files that a path stands for.
func (e *Export) add(ctx context.Context, path string, w wanted, seen map[string]bool) error {
	set, err := stream.Expand(path)
	if err != nil {
		return wrap("open export", path, err)
	}
	set.Unlock(w.key)
	e.sets = append(e.sets, set)
	w.several = set.Several
	for _, l := range set.Left {
		e.leave(l.Name, l.Reason)
	}
	var left []error
	before := len(e.inputs)
	for _, f := range set.Files {
		if err := ctx.Err(); err != nil {
			return err
		}
		if name := identity(f); seen[name] {
			return &Error{Path: f.Name, Op: "open export", Err: errTwice, Hint: "Name each file once."}
		} else {
			seen[name] = true
		}
		no, err := e.addFile(f, w)
		if err != nil {
			return err
		}
		if no != nil {
			left = append(left, no)
		}
	}
	switch {
	case len(e.inputs) == before && len(left) == 1 && len(set.Left) == 0: // all that is in it
		return left[0]
	case len(e.inputs) == before:
		return &Error{Path: path, Op: "detect provider", Err: errNoneInIt, Hint: nameExport}
	}
	return nil
}

// identity tells files apart, whatever the path that leads to them.
func identity(f stream.File) string {
	if f.Path() == "" {
		return f.Name
	}
	if real, err := filepath.EvalSymlinks(f.Path()); err == nil {
		if full, err := filepath.Abs(real); err == nil {
			return full
		}
	}
	return f.Name
}

// leave notes what is left out.
func (e *Export) leave(name string, why any) {
	e.left = append(e.left, Note{Code: "file_left_out", Detail: fmt.Sprintf("%s: %v", filepath.Base(name), why)})
}

// addFile takes one file. Among several, one that is no export is left out
// and noted; left says why.
func (e *Export) addFile(f stream.File, w wanted) (left, err error) {
	in, sample, err := w.identify(f)
	if err == nil && in.Kind == Users {
		if in.decode, err = in.layout.Open(layout.File{Path: f.Name, Sample: sample, Hashes: e.hashes}); err != nil {
			err = wrap("open export", f.Name, err)
		}
	}
	var no *Error
	if w.several && errors.As(err, &no) {
		e.leave(f.Name, no.Err)
		return err, nil
	}
	if err != nil {
		return nil, err
	}
	e.inputs = append(e.inputs, in)
	return nil, nil
}

// onlyWhat says what is there instead of users.
func onlyWhat(in *input) error {
	if in.Kind == PasswordHashes && !in.layout.Rows {
		return errOnlyHashes
	}
	return fmt.Errorf("only %s of %s, no users", in.layout.Name, in.layout.Provider.Title())
}

// ofProvider names files by where they come from, as far as that is known.
func ofProvider(l *layout.Layout, from, files string) string {
	if l.Flat {
		return files + " of no provider that usher knows (" + l.Provider.Title() + ")"
	}
	return from + l.Provider.Title()
}

// check sees that the inputs belong together.
func (e *Export) check() error {
	users := e.of(Users)
	if len(users) == 0 {
		if len(e.inputs) == 0 {
			return &Error{Op: "open export", Err: errNoFile, Hint: nameExport}
		}
		return &Error{Path: e.inputs[0].Path, Op: "open export", Err: onlyWhat(e.inputs[0]), Hint: "Name the export of the users as well."}
	}
	e.provider = users[0].layout.Provider
	for _, in := range e.inputs {
		switch {
		case in.layout.Provider == e.provider:
		case in.layout.Rows:
			return &Error{
				Path: in.Path, Op: "open export",
				Err:  fmt.Errorf("%s of %s among files from %s", in.layout.Name, in.layout.Provider.Title(), e.provider.Title()),
				Hint: "Name the users that it belongs to, or leave it out.",
			}
		case in.Kind == PasswordHashes:
			return &Error{Path: in.Path, Op: "open export", Err: errNoJoin, Hint: "Name the hash file that belongs to the users."}
		default:
			return &Error{
				Path: in.Path, Op: "open export",
				Err:  fmt.Errorf("%s among %s", ofProvider(in.layout, "an export from ", "a file"), ofProvider(users[0].layout, "files from ", "files")),
				Hint: "Import the exports of different providers one after the other.",
			}
		}
	}
	return nil
}
