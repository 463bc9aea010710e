package migrator

import (
	"context"
	"iter"

	"example.com/usher/sources"
)

type previewState struct{}

func newPreview(*sources.Export, Options) *Preview                { return nil }
func (p *Preview) run(context.Context) (r PreviewResult, e error) { return }
func (p *Preview) snapshot() (r PreviewResult, done bool)         { return }
func (p *Preview) users(context.Context, string, int, int) (v []UserView, err error) {
	return
}

// verdicts are those of a finished preview, in the order of ordinals.
func (p *Preview) verdicts() iter.Seq[verdict] { return func(func(verdict) bool) {} }
