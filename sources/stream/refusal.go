package stream

import "errors"

// ErrEncrypted is why a file is refused that no key at hand opens.
var ErrEncrypted = errors.New("encrypted")

// Refusal is a file that is no export, or one that cannot be read as it is.
type Refusal struct {
	Reason string // "an image (PNG)", lower case, goes into a sentence
	Hint   string // what the operator can do
	Err    error  // the cause, may be nil
}

func (r *Refusal) Error() string { return r.Reason }

// Unwrap gives the cause.
func (r *Refusal) Unwrap() error { return r.Err }
