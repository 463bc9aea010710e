package sources

import (
	"errors"
	"fmt"
	"io"

	"example.com/usher/sources/layout"
	"example.com/usher/sources/stream"
)

var (
	errUnknown   = errors.New("not an export that usher knows")
	errNotHashes = errors.New("not a file of password hashes")
	errOnlyOnce  = errors.New("standard input can be read only once")
)

const nameExport = "Name a file that was exported from Auth0, Firebase, AWS Cognito, or a CSV or JSON file of users."

// Identity is what the first bytes of a file show.
type Identity struct {
	Provider Provider
	Kind     InputKind
	Size     int64 // bytes on disk
}

// Identify looks at the first KBs of the file, or at those of the first file
// with users in a folder or an archive.
func Identify(path string) (Identity, error) {
	if path == stream.Stdin {
		return Identity{}, &Error{Path: path, Op: "detect provider", Err: errOnlyOnce, Hint: "Open it instead."}
	}
	set, err := stream.Expand(path)
	if err != nil {
		return Identity{}, wrap("open export", path, err)
	}
	defer func() { _ = set.Close() }() // only read
	var found Identity
	for _, f := range set.Files {
		in, _, failed := identify(f, "", "")
		if failed != nil {
			err = failed
			continue
		}
		if found.Provider == "" || in.Kind == Users && found.Kind != Users {
			found.Provider, found.Kind = in.layout.Provider, in.Kind
		}
		found.Size += in.Size
	}
	if found.Provider == "" {
		if err == nil || set.Several {
			err = &Error{Path: path, Op: "detect provider", Err: errNoneInIt, Hint: nameExport}
		}
		return Identity{}, err
	}
	return found, nil
}

// identify finds the layout of a file, among those of a provider and of a
// kind where they are given.
func identify(f stream.File, p Provider, k InputKind) (*input, *layout.Sample, error) {
	sample, err := sampleOf(f)
	if err != nil {
		return nil, nil, wrap("open export", f.Name, err)
	}
	for _, l := range layouts {
		if p != "" && l.Provider != p || k != "" && l.Kind != k || !l.Detect(sample) {
			continue
		}
		return &input{Input: Input{Path: f.Name, Kind: l.Kind, Size: f.Size}, file: f, layout: l}, sample, nil
	}
	return nil, nil, unknown(sample, p, k)
}

// unknown says as well as it can what the file is instead.
func unknown(s *layout.Sample, p Provider, k InputKind) error {
	e := &Error{Path: s.Path, Op: "detect provider", Err: errUnknown, Hint: nameExport}
	if reason, hint, ok := mistaken(s); ok {
		e.Err, e.Hint = errors.New(reason), hint
		return e
	}
	switch {
	case k == PasswordHashes:
		e.Err, e.Hint = errNotHashes, "Name the provider's export of password hashes, or leave it out."
	case p != "":
		e.Err, e.Hint = fmt.Errorf("not an export from %s", p.Title()), "Leave the provider out to have it detected."
	}
	return e
}

// sampleOf reads the beginning of a file.
func sampleOf(f stream.File) (*layout.Sample, error) {
	r, err := f.Open(nil)
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }() // only read
	text := make([]byte, layout.SampleSize)
	n, whole := 0, false
	for n < len(text) && !whole {
		got, err := r.Read(text[n:])
		n += got
		switch {
		case err == io.EOF:
			whole = true
		case err != nil && n == 0:
			return nil, err
		case err != nil: // the pass says it, behind the good records
			return &layout.Sample{Path: f.Name, Text: text[:n]}, nil
		}
	}
	return &layout.Sample{Path: f.Name, Text: text[:n], Whole: whole}, nil
}
