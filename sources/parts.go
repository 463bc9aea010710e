package sources

import (
	"slices"

	"example.com/usher/sources/layout"
	"example.com/usher/sources/record"
)

// Parts are the columns of a user's password hash as the mapping names them,
// and those beside it, where a salt may stand that it forgot; nil without a hash
// and for exports that need no mapping. The user's Raw has to be valid.
func (e *Export) Parts(u *User) *HashParts {
	i := slices.IndexFunc(e.inputs, func(in *input) bool { return in.Path == u.Place.File && in.layout.Parts != nil })
	if i < 0 || u.Raw == nil {
		return nil
	}
	read := e.partsIn(e.inputs[i])
	if read == nil {
		return nil
	}
	return read(record.Raw{Data: u.Raw})
}

// partsIn prepares to read the parts in a file, nil where it cannot be read any
// more.
func (e *Export) partsIn(in *input) func(record.Raw) *HashParts {
	e.mu.Lock()
	defer e.mu.Unlock()
	if in.parts != nil {
		return in.parts
	}
	sample, err := sampleOf(in.file)
	if err != nil {
		return nil
	}
	sample.Map = in.mapping
	if in.parts, err = in.layout.Parts(layout.File{Path: in.Path, Sample: sample}); err != nil {
		return nil
	}
	return in.parts
}
