package stream

import (
	"os"
	"time"
)

// State is what the file system knows of a file beside its content. Two equal
// ones mean the same content, when the first was Steady: whoever writes into a
// file changes the time of its last change, which nobody can set, and another
// file in its place is another inode.
type State struct {
	device, inode           uint64
	size, modified, changed int64 // bytes; nanoseconds since 1970
}

// StateOf is the state of an open file. ok is false where the system does not
// say when a file was changed.
func StateOf(f *os.File) (s State, ok bool) {
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return State{}, false
	}
	s = State{size: info.Size(), modified: info.ModTime().UnixNano()}
	s.device, s.inode, s.changed, ok = changeOf(info)
	return s, ok
}

// File systems stamp changes with a clock that ticks: some hundred times a
// second where they keep nanoseconds, else as rarely as every two seconds.
const (
	fineTicks   = 100 * time.Millisecond
	coarseTicks = 3 * time.Second
)

// Steady reports whether a state that was asked for at some time would be
// another one after any change since: the last change has to be older than a
// tick of the file system's clock.
func (s State) Steady(asked time.Time) bool {
	ticks := fineTicks
	if s.changed%int64(time.Millisecond) == 0 {
		ticks = coarseTicks
	}
	return asked.UnixNano()-s.changed > int64(ticks)
}
