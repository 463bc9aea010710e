package command

import (
	"errors"
	"strings"

	"example.com/usher/migrator"
	"example.com/usher/tui/plain"
	"example.com/usher/tui/say"
)

// usageError is a command that was refused before anything was done.
type usageError struct{ problem, hint string }

func (e *usageError) Error() string { return e.problem }

// refuse makes a *usageError.
func refuse(problem, hint string) error { return &usageError{problem, hint} }

// asUsage gives the *usageError in a chain, or nil.
func asUsage(err error) *usageError {
	var refused *usageError
	if errors.As(err, &refused) {
		return refused
	}
	return nil
}

// notConfirmed turns the end of input into a refusal: nobody said yes.
func notConfirmed(err error) error {
	if errors.Is(err, plain.ErrNoAnswer) {
		return refuse("the input ended before it was confirmed", "Nothing was sent.")
	}
	return err
}

// failureLines are an error for a person at a terminal without screens. An
// error that names no place is about the destination, where there is one.
func failureLines(err error, destination string) []string {
	f := say.Describe(err)
	var fatal *migrator.FatalError
	if f.Where == "" && errors.As(err, &fatal) {
		f.Where = destination
	}
	lines := []string{"usher: " + lowerFirst(f.What)}
	add := func(label, text string) {
		if text != "" {
			lines = append(lines, "  "+label+text)
		}
	}
	add("where:    ", f.Where)
	for _, m := range f.More {
		add("differs:  ", m)
	}
	add("safe:     ", f.Safe)
	add("what now: ", f.Now)
	for i, line := range lines {
		lines[i] = say.Clean(line)
	}
	return lines
}

// lowerFirst lets a sentence follow "usher: ".
func lowerFirst(s string) string {
	if len(s) < 2 || s[1] < 'a' || s[1] > 'z' {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}
