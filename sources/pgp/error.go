package pgp

// Error is a key or a message that cannot be used. It never holds a
// passphrase.
type Error struct {
	Reason string // goes into a sentence, lower case
	Hint   string // what the operator can do
	Err    error  // the cause, may be nil
}

func (e *Error) Error() string { return e.Reason }

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }
