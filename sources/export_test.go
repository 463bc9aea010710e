package sources

import (
	"slices"
	"time"

	"example.com/usher/sources/stream"
)

// Later makes an export take its files for older than they are: those of a test
// were written just now.
func (e *Export) Later() *Export {
	e.now = func() time.Time { return time.Now().Add(time.Hour) }
	return e
}

// ByThemselves reports whether some records would be read without the rest.
func (e *Export) ByThemselves(ordinals ...uint64) bool {
	m := e.marked()
	if m == nil || m.touched() {
		return false
	}
	_, ok := m.groupsOf(gather(slices.Values(ordinals)))
	return ok
}

// Pass tells passes apart that began at the first record of the export.
func (e *Export) Pass() any { return e.progress.Load() }

// Unaware makes an export take its files for the same as before, whatever has
// become of them.
func (e *Export) Unaware() {
	m := e.marked()
	for i := range m.files {
		f := &m.files[i]
		r, err := f.in.file.Open(nil)
		if err != nil {
			panic(err)
		}
		f.state, _ = r.State()
		_ = r.Close() // only read
	}
}

// StateOf is what the file system says of a file.
func StateOf(path string) stream.State {
	r, err := stream.Open(path, nil)
	if err != nil {
		panic(err)
	}
	defer func() { _ = r.Close() }() // only read
	s, _ := r.State()
	return s
}
