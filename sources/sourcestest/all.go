package sourcestest

import (
	"path/filepath"
	"strings"
	"testing"

	"example.com/usher/sources"
)

// RunAll runs a provider's samples, whose paths are names in testdata. Those
// that say no number of records have the given one.
func RunAll(t *testing.T, p sources.Provider, records int, samples map[string]Sample) {
	for name, s := range samples {
		t.Run(name, func(t *testing.T) {
			s.Provider = p
			if s.Records == 0 {
				s.Records = records
			}
			s.Path = filepath.Join("testdata", s.Path)
			if s.Hashes != "" {
				s.Hashes = filepath.Join("testdata", s.Hashes)
			}
			Run(t, s)
		})
	}
}

// CheckSamples compares what samples in testdata hold; several names with a
// space between are one export.
func CheckSamples(t *testing.T, samples map[string]Counts) {
	for names, want := range samples {
		t.Run(names, func(t *testing.T) {
			var o sources.Options
			for name := range strings.FieldsSeq(names) {
				o.Paths = append(o.Paths, filepath.Join("testdata", name))
			}
			CheckCounts(t, o, want)
		})
	}
}
