package migrator

import "iter"

// PreviewOf previews anything that reads like an export.
func PreviewOf(export reader, o Options) *Preview { return newPreview(export, o) }

// WithHash makes the first look at duplicates use another hash.
func (p *Preview) WithHash(hash func(string) uint64) *Preview {
	p.newKeys = func() *keyIndex { return &keyIndex{hash: hash} }
	return p
}

// Verdict is a verdict that tests can read.
type Verdict = verdict

// Verdicts are those of a finished preview.
func (p *Preview) Verdicts() iter.Seq[Verdict] { return p.verdicts() }
