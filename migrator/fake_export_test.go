package migrator_test

import (
	"context"
	"errors"
	"iter"

	"example.com/usher/sources"
)

// fakeExport reads users from memory as a provider's reader would from a
// file; a record without a user is unreadable.
type fakeExport struct {
	records     []*sources.User
	notes       []sources.Note
	fingerprint string // "" = made of the number of records
	// end is the error of a whole pass, after the records.
	end error
	// each, when set, is called before each record of a whole pass.
	each func(ordinal int)
	// again, when set, is called at the beginning of each later look.
	again func()
	// reads counts how often a record was decoded.
	reads map[uint64]int
}

// exportOf gives users the ordinals and places of an NDJSON file.
func exportOf(users ...sources.User) *fakeExport {
	e := &fakeExport{}
	for _, u := range users {
		e.add(u)
	}
	return e
}

func (e *fakeExport) add(u sources.User) *fakeExport {
	u.Ordinal = uint64(len(e.records))
	u.Place = placeAt(len(e.records))
	e.records = append(e.records, &u)
	return e
}

func (e *fakeExport) unreadable() *fakeExport {
	e.records = append(e.records, nil)
	return e
}

func placeAt(ordinal int) sources.Place {
	return sources.Place{File: "users.ndjson", Line: ordinal + 1}
}

func (e *fakeExport) Users(ctx context.Context) iter.Seq2[sources.User, error] {
	return func(yield func(sources.User, error) bool) {
		for i := range e.records {
			if e.each != nil {
				e.each(i)
			}
			if err := ctx.Err(); err != nil {
				yield(sources.User{}, err)
				return
			}
			if !e.record(i, yield) {
				return
			}
		}
		if e.end != nil {
			yield(sources.User{}, e.end)
		}
	}
}

// Fold makes batches so small that there are several.
func (e *fakeExport) Fold(ctx context.Context, start func() sources.Folder) iter.Seq2[sources.Folder, error] {
	return foldOf(e.Users(ctx), 3, start)
}

// foldOf folds so many records in a batch, always with the same folder.
func foldOf(records iter.Seq2[sources.User, error], size int, start func() sources.Folder) iter.Seq2[sources.Folder, error] {
	return func(yield func(sources.Folder, error) bool) {
		f, n := start(), 0
		for u, err := range records {
			bad, one := errors.AsType[*sources.RecordError](err)
			switch {
			case one:
				f.Unreadable(bad)
			case err != nil:
				if n == 0 || yield(f, nil) {
					yield(nil, err)
				}
				return
			default:
				f.User(&u)
			}
			if n++; n == size {
				if !yield(f, nil) {
					return
				}
				n = 0
			}
		}
		if n > 0 {
			yield(f, nil)
		}
	}
}

func (e *fakeExport) Select(ctx context.Context, want func(uint64) bool) iter.Seq2[sources.User, error] {
	return func(yield func(sources.User, error) bool) {
		if e.again != nil {
			e.again()
		}
		for i := range e.records {
			if want(uint64(i)) && (ctx.Err() != nil || !e.record(i, yield)) {
				return
			}
		}
	}
}

func (e *fakeExport) Pick(ctx context.Context, wanted iter.Seq[uint64]) iter.Seq2[sources.User, error] {
	set := map[uint64]bool{}
	for ordinal := range wanted {
		set[ordinal] = true
	}
	return e.Select(ctx, func(ordinal uint64) bool { return set[ordinal] })
}

func (e *fakeExport) record(i int, yield func(sources.User, error) bool) bool {
	if e.reads == nil {
		e.reads = map[uint64]int{}
	}
	e.reads[uint64(i)]++
	if e.records[i] == nil {
		return yield(sources.User{}, &sources.RecordError{Ordinal: uint64(i), Place: placeAt(i), Reason: "not a JSON object"})
	}
	return yield(*e.records[i], nil)
}

func (e *fakeExport) Notes() []sources.Note      { return e.notes }
func (e *fakeExport) Provider() sources.Provider { return sources.Auth0 }
func (e *fakeExport) Inputs() []sources.Input {
	return []sources.Input{{Path: "users.ndjson", Kind: sources.Users, Size: 1}}
}
