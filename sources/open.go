package sources

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"example.com/usher/sources/join"
	"example.com/usher/sources/layout"
	"example.com/usher/sources/stream"
)

var (
	errNoRecord   = errors.New("there is no such record")
	errUnknown    = errors.New("not an export that usher knows")
	errTwice      = errors.New("the file is named twice")
	errOnlyHashes = errors.New("only password hashes, no users")
	errNotHashes  = errors.New("not a file of password hashes")
	errNoJoin     = errors.New("password hashes of another provider than the users")
)

const nameExport = "Name a file that was exported from Auth0, Firebase, AWS Cognito, or a CSV or JSON file of users."

// Open recognises the inputs by content. It reads the first KBs of each.
func Open(ctx context.Context, o Options) (*Export, error) {
	e := &Export{}
	for _, path := range o.Paths {
		if err := e.add(ctx, path, o.Provider, ""); err != nil {
			return nil, err
		}
	}
	for _, path := range o.Hashes {
		if err := e.add(ctx, path, o.Provider, PasswordHashes); err != nil {
			return nil, err
		}
	}
	if err := e.check(); err != nil {
		return nil, err
	}
	return e, e.prepare(o.Map)
}

// Identify looks at the first KBs of the file.
func Identify(path string) (Identity, error) {
	in, err := identify(path, "", "")
	if err != nil {
		return Identity{}, err
	}
	return Identity{Provider: in.layout.Provider, Kind: in.Kind, Size: in.Size}, nil
}

// Identity is what the first bytes of a file show.
type Identity struct {
	Provider Provider
	Kind     InputKind
	Size     int64 // bytes on disk
}

func (e *Export) add(ctx context.Context, path string, p Provider, k InputKind) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	in, err := identify(path, p, k)
	if err != nil {
		return err
	}
	for _, other := range e.inputs {
		if sameFile(other.Path, path) {
			return &Error{Path: path, Op: "open export", Err: errTwice, Hint: "Name each file once."}
		}
	}
	e.inputs = append(e.inputs, in)
	return nil
}

func sameFile(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}

// identify finds the layout of a file, among those of a provider and of a
// kind where they are given.
func identify(path string, p Provider, k InputKind) (*input, error) {
	sample, size, err := sampleOf(path)
	if err != nil {
		return nil, wrap("open export", path, err)
	}
	for _, l := range layouts {
		if p != "" && l.Provider != p || k != "" && l.Kind != k || !l.Detect(sample) {
			continue
		}
		return &input{Input: Input{Path: path, Kind: l.Kind, Size: size}, layout: l, sample: sample}, nil
	}
	return nil, unknown(path, p, k)
}

func unknown(path string, p Provider, k InputKind) error {
	e := &Error{Path: path, Op: "detect provider", Err: errUnknown, Hint: nameExport}
	switch {
	case k == PasswordHashes:
		e.Err, e.Hint = errNotHashes, "Name the provider's export of password hashes, or leave it out."
	case p != "":
		e.Err, e.Hint = fmt.Errorf("not an export from %s", p.Title()), "Leave the provider out to have it detected."
	}
	return e
}

func sampleOf(path string) (*layout.Sample, int64, error) {
	info, err := os.Stat(path)
	if err != nil {
		info = nil // Open says why
	}
	r, err := stream.Open(path, nil)
	if err != nil {
		return nil, 0, err
	}
	defer func() { _ = r.Close() }() // only read
	text := make([]byte, layout.SampleSize)
	n, err := io.ReadFull(r, text)
	whole := err == io.EOF || err == io.ErrUnexpectedEOF
	if err != nil && !whole && n == 0 {
		return nil, 0, err
	}
	return &layout.Sample{Path: path, Text: text[:n], Whole: whole}, info.Size(), nil
}

// check sees that the inputs belong together.
func (e *Export) check() error {
	users := e.of(Users)
	if len(users) == 0 {
		if len(e.inputs) == 0 {
			return &Error{Op: "open export", Err: errors.New("no file was named"), Hint: nameExport}
		}
		return &Error{Path: e.inputs[0].Path, Op: "open export", Err: errOnlyHashes, Hint: "Name the export of the users as well."}
	}
	e.provider = users[0].layout.Provider
	for _, in := range e.inputs {
		switch {
		case in.layout.Provider == e.provider:
		case in.Kind == PasswordHashes:
			return &Error{Path: in.Path, Op: "open export", Err: errNoJoin, Hint: "Name the hash file that belongs to the users."}
		default:
			return &Error{
				Path: in.Path, Op: "open export",
				Err:  fmt.Errorf("an export from %s among files from %s", in.layout.Provider.Title(), e.provider.Title()),
				Hint: "Import the exports of different providers one after the other.",
			}
		}
	}
	return nil
}

// prepare gets the files ready to be decoded.
func (e *Export) prepare(mapFile string) error {
	if len(e.of(PasswordHashes)) > 0 {
		e.hashes = join.New()
	}
	for _, in := range e.of(Users) {
		decode, err := in.layout.Open(layout.File{Path: in.Path, Sample: in.sample, Hashes: e.hashes, Map: mapFile})
		if err != nil {
			return wrap("open export", in.Path, err)
		}
		in.decode = decode
	}
	return nil
}
