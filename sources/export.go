package sources

import (
	"context"
	"errors"
	"iter"
)

// Options say what to open.
type Options struct {
	// Paths are the files of one export; their order is the order of the
	// records. A hash file may be among them: it is recognised by content.
	Paths []string
	// Provider is the expected provider; empty means to detect it.
	Provider Provider
	// Hashes are files of password hashes beside the users.
	Hashes []string
	// Map is the mapping file of a flat export, "" = guessed.
	Map string
}

// InputKind says what an input holds.
type InputKind string

// Kinds of inputs.
const (
	Users          InputKind = "users"
	PasswordHashes InputKind = "password hashes"
)

// Input is one file of an export.
type Input struct {
	Path string
	Kind InputKind
	Size int64 // bytes on disk
}

// Identity is what the first bytes of a file show.
type Identity struct {
	Provider Provider
	Kind     InputKind
	Size     int64 // bytes on disk
}

// Export is an opened export.
type Export struct {
	provider Provider
	inputs   []Input
}

var errNotYet = errors.New("layout is not known")

// Open recognises the inputs by content.
func Open(ctx context.Context, o Options) (*Export, error) {
	path := ""
	if len(o.Paths) > 0 {
		path = o.Paths[0]
	}
	return nil, &Error{Path: path, Op: "open export", Err: errNotYet, Hint: "Name a file that was exported from a known provider."}
}

// Identify looks at the first KBs of the file.
func Identify(path string) (Identity, error) {
	return Identity{}, &Error{Path: path, Op: "detect provider", Err: errNotYet, Hint: "Name a file that was exported from a known provider."}
}

// Provider is the provider of all inputs.
func (e *Export) Provider() Provider { return e.provider }

// Inputs are the files in their order.
func (e *Export) Inputs() []Input { return e.inputs }

// Users reads all records from the start.
func (e *Export) Users(ctx context.Context) iter.Seq2[User, error] {
	return func(yield func(User, error) bool) {}
}

// Select reads the records for which want says yes, in their order; want is
// asked for every ordinal once, rising. The others are found but not decoded,
// which is several times as fast. A nil want takes all.
func (e *Export) Select(ctx context.Context, want func(ordinal uint64) bool) iter.Seq2[User, error] {
	return func(yield func(User, error) bool) {}
}

// Progress is how many bytes on disk the last pass has read, and of how many.
func (e *Export) Progress() (read, total int64) { return 0, 0 }

// Fingerprint is the hex SHA-256 over the inputs' contents.
func (e *Export) Fingerprint(ctx context.Context) (string, error) { return "", errNotYet }

// Notes are about the whole export, known after a complete pass.
func (e *Export) Notes() []Note { return nil }

// Record reads one record again.
func (e *Export) Record(ctx context.Context, ordinal uint64) (User, error) {
	return User{}, errNotYet
}

// Close removes temporary files.
func (e *Export) Close() error { return nil }
