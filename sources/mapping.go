package sources

import (
	"context"
	"errors"
	"fmt"

	"example.com/usher/sources/flat"
	"example.com/usher/sources/layout"
	"example.com/usher/sources/stream"
)

// Mapping says which column, or which path into a JSON object, goes into which
// field; its Text is a mapping file, which package flat describes. About has
// what is to be shown of a guess.
type Mapping = flat.Mapping

// ColumnGuess is what was guessed of one column: where it goes, why, and three
// of its values made safe to show.
type ColumnGuess = flat.Guess

// MappingOrigin says where the value of a field comes from.
type MappingOrigin = flat.Origin

// What a column goes into besides fields, for Mapping.Give.
const (
	TrustedMetadata   = flat.TrustedMetadata
	UntrustedMetadata = flat.UntrustedMetadata
)

// ReadMapping reads a mapping file and checks it, as Options.Map is read.
func ReadMapping(path string) (*Mapping, error) {
	m, err := flat.ReadMap(path)
	if err != nil {
		return nil, wrap("open export", path, err)
	}
	return flat.ParseMapping(m.Text)
}

var errNotFlatItself = errors.New("it needs no mapping")

// GuessMapping guesses a mapping from the first file with users: from the
// names of its columns, or members, and from what is in them. A mapping file
// among the options is not looked at.
func GuessMapping(ctx context.Context, o Options) (*Mapping, error) {
	var last error = &Error{Op: "open export", Err: errNoFile, Hint: nameExport}
	for _, path := range o.Paths {
		m, err := guessIn(ctx, path, wanted{provider: o.Provider, kind: Users, key: o.Key})
		if m != nil || errors.Is(err, errNotFlatItself) {
			return m, err
		}
		last = err
	}
	return nil, last
}

// guessIn guesses from the first file of users in what a path stands for.
func guessIn(ctx context.Context, path string, w wanted) (*Mapping, error) {
	if path == stream.Stdin {
		return nil, &Error{Path: path, Op: "guess mapping", Err: errOnlyOnce, Hint: "Save it in a file first."}
	}
	set, err := stream.Expand(path)
	if err != nil {
		return nil, wrap("open export", path, err)
	}
	defer func() { _ = set.Close() }() // only read
	set.Unlock(w.key)
	err = &Error{Path: path, Op: "detect provider", Err: errNoneInIt, Hint: nameExport}
	for _, f := range set.Files {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		var sample *layout.Sample
		if sample, err = w.flatSample(f); err == nil {
			return flat.GuessOf(sample), nil
		}
		if errors.Is(err, errNotFlatItself) {
			return nil, err
		}
	}
	return nil, err
}

// flatSample is the beginning of a file that is a table or JSON of any kind,
// also where nothing in it looks like an identifier: then a mapping says it.
func (w wanted) flatSample(f stream.File) (*layout.Sample, error) {
	in, sample, err := w.identify(f)
	if err == nil && !in.layout.Flat {
		return nil, &Error{
			Path: f.Name, Op: "guess mapping", Hint: "Leave the mapping out, or name the provider csv or json to read it as any other table or JSON.",
			Err: fmt.Errorf("an export from %s: %w", in.layout.Provider.Title(), errNotFlatItself),
		}
	}
	if err == nil || !errors.Is(err, errUnknown) {
		return sample, err
	}
	return sampleOf(f)
}
