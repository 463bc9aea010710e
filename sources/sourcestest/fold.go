package sourcestest

import (
	"errors"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"

	"example.com/usher/sources"
)

// written is what a Folder was given, as text: a folded user is valid for a
// moment only.
type written struct {
	t       *testing.T
	records []string
}

func (w *written) User(u *sources.User) {
	text, err := json.Marshal(u, json.Deterministic(true))
	if err != nil {
		w.t.Error(err)
	}
	w.records = append(w.records, string(text))
}

func (w *written) Unreadable(bad *sources.RecordError) {
	w.records = append(w.records, bad.Error())
}

func folded(t *testing.T, s Sample) {
	e := s.open(t, s.Path)
	want, got := written{t: t}, written{t: t}
	for u, err := range e.Users(t.Context()) {
		if bad, is := errors.AsType[*sources.RecordError](err); is {
			want.Unreadable(bad)
		} else if err == nil {
			want.User(&u)
		}
	}
	for f, err := range e.Fold(t.Context(), func() sources.Folder { return &written{t: t} }) {
		if err != nil {
			t.Fatal(err)
		}
		part := f.(*written)
		got.records = append(got.records, part.records...)
		part.records = part.records[:0]
	}
	if diff := cmp.Diff(want.records, got.records); diff != "" {
		t.Error(diff)
	}
}
