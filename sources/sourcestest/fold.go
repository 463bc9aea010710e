package sourcestest

import (
	"context"
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
	spoils  bool
}

func (w *written) User(u *sources.User) {
	text, err := json.Marshal(u, json.Deterministic(true))
	if err != nil {
		w.t.Error(err)
	}
	w.records = append(w.records, string(text))
	if w.spoils {
		Spoil(u)
	}
}

func (w *written) Unreadable(bad *sources.RecordError) {
	w.records = append(w.records, bad.Error())
}

// Spoil writes over what a folded user lends, as records do that come later:
// whoever keeps any of it is found out. Each digit becomes the next, so that
// texts turn into those of other records.
func Spoil(u *sources.User) {
	for i, c := range u.Raw {
		if '0' <= c && c <= '9' {
			u.Raw[i] = '0' + (c-'0'+1)%10
		}
	}
	clear(u.Trusted)
	clear(u.Untrusted)
	if u.Hash != nil {
		*u.Hash = sources.Hash{Type: "spoilt", Value: "~", Scheme: "spoilt"}
	}
	*u = sources.User{Email: "~"}
}

// Records are those of an export as text, in their order, and what ended the
// pass early: by Users, and by Fold, whose users are spoilt when they have been
// written down.
func Records(ctx context.Context, t *testing.T, e *sources.Export) (used, folded []string, usedErr, foldedErr error) {
	w := written{t: t}
	for u, err := range e.Users(ctx) {
		if bad, is := errors.AsType[*sources.RecordError](err); is {
			w.Unreadable(bad)
		} else if err == nil {
			w.User(&u)
		} else {
			usedErr = err
		}
	}
	for f, err := range e.Fold(ctx, func() sources.Folder { return &written{t: t, spoils: true} }) {
		if err != nil {
			foldedErr = err
			continue
		}
		part := f.(*written)
		folded = append(folded, part.records...)
		part.records = part.records[:0]
	}
	return w.records, folded, usedErr, foldedErr
}

func folded(t *testing.T, s Sample) {
	want, got, err, foldErr := Records(t.Context(), t, s.open(t, s.Path))
	if err != nil || foldErr != nil {
		t.Fatal(err, foldErr)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
