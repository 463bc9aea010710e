package checkpoint

import (
	"fmt"
	"runtime/debug"
)

// damagedError says what in a file does not hold together. It never holds
// content of the file.
type damagedError struct{ what string }

func (e *damagedError) Error() string { return "damaged: " + e.what }

func damaged(format string, args ...any) error {
	return &damagedError{fmt.Sprintf(format, args...)}
}

// guarded runs work on bbolt. On a damaged file bbolt panics, or reads beyond
// its mapping; both become a *damagedError.
func guarded(work func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = damaged("%v", p)
		}
	}()
	return work()
}
