package migrator

import "fmt"

const reportIt = "Please report it, with what usher --version says."

// mistake makes a fatal error of a panic in a goroutine of the engine's own,
// where it would end the process, with the terminal left as it is. The error
// names no content: what a panic says may hold somebody's data.
func mistake(panicked any) error {
	return &FatalError{
		Op: "import", Err: fmt.Errorf("usher made a mistake (%T)", panicked),
		Hint: "Everything up to here is kept, and resume goes on. " + reportIt,
	}
}
