package sources

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"example.com/usher/sources/layout"
	"example.com/usher/sources/split"
	"example.com/usher/sources/stream"
)

var (
	errUnknown   = errors.New("not an export that usher knows")
	errNotHashes = errors.New("not a file of password hashes")
	errNotFlat   = errors.New("not an export that a mapping file is for; it is for tables and JSON of any kind")
	errLongFirst = fmt.Errorf("its first record is longer than %d KiB, too long to recognise it by", layout.SampleSize>>10)
	errOnlyOnce  = errors.New("standard input can be read only once")
)

const nameExport = "Name a file that was exported from a provider in the README's table, or a CSV or JSON file of users."

// Identity is what the first bytes of a file show.
type Identity struct {
	Provider Provider
	Kind     InputKind
	// Rows: of kind PasswordHashes, and yet a table that says more about the
	// users: their emails, logins, names, and only at some providers hashes.
	Rows bool
	Size int64 // bytes on disk
}

// What is the kind in words for people.
func (i Identity) What() string {
	if i.Rows {
		return "second table"
	}
	return string(i.Kind)
}

// Identify looks at the first KBs of the file, or at those of the first file
// with users in a folder or an archive. The key opens what is encrypted; it may
// be nil.
func Identify(path string, key *Key) (Identity, error) {
	if path == stream.Stdin {
		return Identity{}, &Error{Path: path, Op: "detect provider", Err: errOnlyOnce, Hint: "Open it instead."}
	}
	set, err := stream.Expand(path)
	if err != nil {
		return Identity{}, wrap("open export", path, err)
	}
	defer func() { _ = set.Close() }() // only read
	set.Unlock(key)
	var found Identity
	for _, f := range set.Files {
		in, _, failed := wanted{}.identify(f)
		if failed != nil {
			err = failed
			continue
		}
		if found.Provider == "" || in.Kind == Users && found.Kind != Users {
			found.Provider, found.Kind, found.Rows = in.layout.Provider, in.Kind, in.layout.Rows
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

// wanted is what a file is expected to be; empty fields expect nothing.
type wanted struct {
	provider Provider
	kind     InputKind
	mapping  *layout.Map
	key      *Key
	several  bool // it is one of several, of which some may be something else
}

// identify finds the layout of a file.
func (w wanted) identify(f stream.File) (*input, *layout.Sample, error) {
	sample, err := sampleOf(f)
	if err != nil {
		return nil, nil, wrap("open export", f.Name, err)
	}
	sample.Map = w.mapping
	for _, l := range layouts {
		if w.fits(l) && w.knows(l, sample) {
			return &input{Input: Input{Path: f.Name, Kind: l.Kind, Size: f.Size}, file: f, layout: l, mapping: w.mapping}, sample, nil
		}
	}
	return nil, nil, w.unknown(sample)
}

func (w wanted) fits(l *layout.Layout) bool {
	return (w.provider == "" || l.Provider == w.provider) && (w.kind == "" || l.Kind == w.kind) &&
		(l.Flat || w.mapping == nil || l.Kind != Users)
}

// knows asks the layout. Flat ones, when they are asked for, read whatever has
// their form, unless it was only found in a folder; otherwise they take no log,
// in which emails stand as well.
func (w wanted) knows(l *layout.Layout, s *layout.Sample) bool {
	if !l.Flat {
		return l.Detect(s) && (s.JSON() || !isLog(s))
	}
	if w.provider != "" && !w.several || w.mapping != nil {
		return s.JSON() == (l.Provider == JSON)
	}
	return !isLog(s) && l.Detect(s)
}

// unknown says as well as it can what the file is instead.
func (w wanted) unknown(s *layout.Sample) error {
	if s.Broken != nil { // what is there may be too little to tell
		return wrap("open export", s.Path, s.Broken)
	}
	e := &Error{Path: s.Path, Op: "detect provider", Err: errUnknown, Hint: nameExport}
	if reason, hint, ok := mistaken(s); ok {
		e.Err, e.Hint = errors.New(reason), hint
		return e
	}
	switch {
	case w.kind == PasswordHashes:
		e.Err, e.Hint = errNotHashes, "Name the provider's export of password hashes, or leave it out."
	case w.mapping != nil:
		e.Err, e.Hint = errNotFlat, "Leave the mapping out, or the provider."
	case w.provider != "" && w.provider != JSON:
		e.Err, e.Hint = fmt.Errorf("not an export from %s", w.provider.Title()), "Leave the provider out to have it detected."
	default:
		if reason, hint, ok := deeper(s); ok {
			e.Err, e.Hint = errors.New(reason), hint
		} else if beginsLong(s) {
			e.Err = errLongFirst
			e.Hint = "Put a shorter record first, or take large values (pictures) out of it."
		}
	}
	return e
}

// beginsLong: the first record of JSON is longer than what is looked at.
func beginsLong(s *layout.Sample) bool {
	if s.Whole || !s.JSON() {
		return false
	}
	in := s.Split(bytes.NewReader(s.Text), split.Containers{})
	for {
		el, err := in.Next()
		switch {
		case err != nil:
			return true
		case !el.Page && el.Problem == "":
			return false
		}
	}
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
			return &layout.Sample{Path: f.Name, Text: text[:n], Broken: err}, nil
		}
	}
	return &layout.Sample{Path: f.Name, Text: text[:n], Whole: whole}, nil
}
