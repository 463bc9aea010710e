package tui

import (
	"maps"
	"slices"

	"example.com/usher/sources/flat"
	"example.com/usher/tui/say"
)

// keptMetadata is what a mapping had in the metadata before all of it was left
// out, to be put back as it was.
type keptMetadata struct {
	trusted, untrusted map[string]flat.Origins
	ignored            []string
	rest               string
	about              []flat.Guess
}

// cloned shares nothing with metadata whose columns are taken away.
func cloned(metadata map[string]flat.Origins) map[string]flat.Origins {
	out := maps.Clone(metadata)
	for key, list := range out {
		out[key] = slices.Clone(list)
	}
	return out
}

// dropOrKeep leaves all out that is kept as metadata only, or puts it back.
func (s *mappingScreen) dropOrKeep(f *flow) {
	m := s.Mapping
	if was := s.dropped; was != nil {
		m.Trusted, m.Untrusted, m.Ignored, m.Rest, m.About = was.trusted, was.untrusted, was.ignored, was.rest, was.about
		s.corrected()
		f.notice = "kept as metadata again"
		return
	}
	before := &keptMetadata{
		trusted: cloned(m.Trusted), untrusted: cloned(m.Untrusted),
		ignored: slices.Clone(m.Ignored), rest: m.Rest, about: slices.Clone(m.About),
	}
	n := 0
	for _, c := range before.about {
		if field := fieldOf(c.Field); field != flat.TrustedMetadata && field != flat.UntrustedMetadata {
			continue
		}
		if _, err := m.Give(flat.Origin{Column: c.Column}, ""); err != nil {
			f.notice = err.Error()
			return
		}
		n++
	}
	if n == 0 {
		f.notice = "no column is kept as metadata"
		return
	}
	m.Rest = ""
	s.corrected()
	s.dropped = before
	f.notice = say.Plural(n, "column") + " left out; x keeps what was kept again"
}
