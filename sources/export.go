package sources

import (
	"context"
	"errors"
	"iter"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"example.com/usher/sources/join"
	"example.com/usher/sources/layout"
	"example.com/usher/sources/record"
	"example.com/usher/sources/stream"
)

// Options say what to open.
type Options struct {
	// Paths are the files of one export; their order is the order of the
	// records. A hash file may be among them: it is recognised by content. A
	// folder, a zip or tar archive or a pattern (users-*.json) stands for the
	// files in it, in natural order, and "-" for standard input.
	Paths []string
	// Provider is the expected provider; empty means to detect it.
	Provider Provider
	// Hashes are files of password hashes beside the users.
	Hashes []string
	// Map is the mapping file of a flat export, "" = guessed.
	Map string
	// Key opens those of the files that are encrypted, nil = none is at hand.
	Key *Key
}

// InputKind says what an input holds.
type InputKind = layout.Kind

// Kinds of inputs.
const (
	Users          = layout.Users
	PasswordHashes = layout.PasswordHashes
	Settings       = layout.Settings
)

// Input is one file of an export.
type Input struct {
	Path string // in an archive: its path and the name inside, with a slash
	Kind InputKind
	Size int64 // bytes on disk; in an archive, after unpacking that
}

// Export is an opened export. Its methods may be called from several
// goroutines, passes included.
type Export struct {
	provider Provider
	inputs   []*input // users and hash files in the order of the options
	mapping  *input   // the mapping file, nil without one
	sets     []*stream.Set
	left     []Note      // files that were left out
	hashes   *join.Index // of the hash files, filled by the first pass

	joining  sync.Mutex // held while the hash files are read
	joined   bool
	progress atomic.Pointer[atomic.Int64] // bytes that the last pass has read

	now func() time.Time

	mu    sync.Mutex
	notes []Note
	marks *marks // of the last whole pass that made any
}

// input is one file and how it is read.
type input struct {
	Input
	file   stream.File
	layout *layout.Layout
	decode layout.Decode               // nil for hash files
	parts  func(record.Raw) *HashParts // of a flat export, nil until somebody asks
	// mapping is that of a flat export, nil where it is guessed.
	mapping *layout.Map
	sum     *stream.Sum // of the content, once it is known; guarded by Export.mu
}

// Provider is the provider of all inputs.
func (e *Export) Provider() Provider { return e.provider }

// Inputs are the files in their order.
func (e *Export) Inputs() []Input {
	list := make([]Input, len(e.inputs))
	for i, in := range e.inputs {
		list[i] = in.Input
	}
	return list
}

// Mapping is the path of the mapping file, "" without one.
func (e *Export) Mapping() string {
	if e.mapping == nil {
		return ""
	}
	return e.mapping.Path
}

// of gives the inputs of one kind, in their order.
func (e *Export) of(k InputKind) []*input {
	var list []*input
	for _, in := range e.inputs {
		if in.Kind == k {
			list = append(list, in)
		}
	}
	return list
}

// besides are the files of users that hold password hashes as well, as hash
// files.
func (e *Export) besides() []*input {
	var list []*input
	for _, in := range e.of(Users) {
		if in.layout.Beside != nil {
			list = append(list, &input{Input: in.Input, file: in.file, layout: in.layout.Beside})
		}
	}
	return list
}

// Users reads all records from the start.
func (e *Export) Users(ctx context.Context) iter.Seq2[User, error] { return e.Select(ctx, nil) }

// Record reads one record again. Where a file has changed meanwhile, that is
// the error: the record may be another user's.
func (e *Export) Record(ctx context.Context, ordinal uint64) (User, error) {
	one, failed := User{}, error(&Error{Path: e.inputs[0].Path, Op: "read export", Err: errNoRecord})
	for u, err := range e.Pick(ctx, slices.Values([]uint64{ordinal})) {
		u.Raw = append([]byte(nil), u.Raw...)
		one, failed = u, err // what comes behind the record is an error of the whole
	}
	if failed != nil {
		return User{}, failed
	}
	return one, nil
}

// Progress is how many bytes on disk the last pass has read, and of how many.
func (e *Export) Progress() (read, total int64) {
	for _, in := range e.inputs {
		total += in.Size
	}
	for _, in := range e.besides() {
		total += in.Size // read twice
	}
	if p := e.progress.Load(); p != nil {
		read = min(p.Load(), total)
	}
	return read, total
}

// Notes are about the whole export, known after a complete pass.
func (e *Export) Notes() []Note {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.notes
}

// Close removes temporary files. No pass may be going on.
func (e *Export) Close() error {
	failed := []error{e.hashes.Close()}
	for _, s := range e.sets {
		failed = append(failed, s.Close())
	}
	return errors.Join(failed...)
}
