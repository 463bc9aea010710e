package migrator

import (
	"cmp"
	"context"
	"hash/maphash"
	"slices"
)

// verifyByPages reads everybody in the project, page by page, and compares
// those who are ours. Who was on no page is then asked for by id.
type verifyByPages struct {
	lister    Lister
	everybody int // users of the project
	seed      maphash.Seed
	index     []pageEntry
	seen      ordinals
}

// pageEntry finds an ordinal by a user_id: 16 bytes a user.
type pageEntry struct {
	id      uint64 // hash of the user_id
	ordinal uint64
}

// pagesAtOnce are compared together, with one pass over the export.
const pagesAtOnce = 20

func (w *verifyByPages) String() string { return "all users of the project, 1,000 a page" }

func (w *verifyByPages) requests() int { return w.everybody/pageOfAll + 1 }

func (w *verifyByPages) read(ctx context.Context, v *Verification) error {
	if err := w.prepare(v); err != nil {
		return err
	}
	for cursor, last := v.progress.Cursor, false; !last; {
		found, next, err := w.pages(ctx, v, cursor)
		if err != nil || stopped(ctx) {
			return err
		}
		if err := w.compare(ctx, v, found); err != nil || stopped(ctx) {
			return err
		}
		last, cursor = next == "", next
		if err := w.save(v, cursor); err != nil {
			return err
		}
	}
	unseen := func(ordinal uint64) bool { return !w.seen.has(ordinal) }
	return v.readByID(ctx, unseen, func(done []checkee) error {
		for _, c := range done {
			w.seen.add(c.outcome.Ordinal)
		}
		return w.save(v, "")
	})
}

func (w *verifyByPages) save(v *Verification, cursor string) error {
	v.mu.Lock()
	v.progress.Cursor, v.progress.Seen = cursor, w.seen.bitmap()
	v.mu.Unlock()
	return v.save(false)
}

// prepare makes the index and takes up who was seen before.
func (w *verifyByPages) prepare(v *Verification) error {
	w.seed = maphash.MakeSeed()
	w.index = make([]pageEntry, 0, v.total)
	for o, err := range v.wanted(func(uint64) bool { return true }) {
		if err != nil {
			return &FatalError{Op: "read checkpoint", Err: err, Hint: checkpointHint}
		}
		w.index = append(w.index, pageEntry{maphash.String(w.seed, o.UserID), o.Ordinal})
	}
	slices.SortFunc(w.index, func(a, b pageEntry) int { return cmp.Compare(a.id, b.id) })
	w.seen = ordinalsOf(v.progress.Seen)
	return nil
}

// pages reads some pages and keeps who may be ours. A cursor that Stytch does
// not take any more, or one that repeats, is an end: who was not seen by then
// is asked for by id.
func (w *verifyByPages) pages(ctx context.Context, v *Verification, cursor string) (found []Found, next string, err error) {
	for range pagesAtOnce {
		reply, ok, err := ask(ctx, verifying, func() (reply Reply) {
			reply, next = w.lister.ListUsers(ctx, cursor)
			if reply.ErrorType == "user_search_invalid_cursor" {
				reply, next = Reply{Class: OK}, ""
			}
			return reply
		})
		if err != nil || !ok {
			return nil, "", err
		}
		for _, f := range reply.Users {
			if _, ours := w.find(f.UserID); ours {
				found = append(found, f)
			}
		}
		if next == "" || next == cursor {
			return found, "", nil
		}
		cursor = next
	}
	return found, next, nil
}

func (w *verifyByPages) find(userID string) (ordinal uint64, ours bool) {
	i, ours := slices.BinarySearchFunc(w.index, maphash.String(w.seed, userID), func(e pageEntry, id uint64) int {
		return cmp.Compare(e.id, id)
	})
	if !ours {
		return 0, false
	}
	return w.index[i].ordinal, true
}

// compare compares those who were found with their records.
func (w *verifyByPages) compare(ctx context.Context, v *Verification, found []Found) error {
	var here ordinals
	byID := make(map[string]*Found, len(found))
	for i := range found {
		ordinal, _ := w.find(found[i].UserID)
		if !w.seen.has(ordinal) {
			byID[found[i].UserID] = &found[i]
		}
	}
	order := make([]uint64, 0, len(byID))
	for id := range byID {
		ordinal, _ := w.find(id)
		order = append(order, ordinal)
	}
	slices.Sort(order)
	for _, ordinal := range order {
		here.add(ordinal)
	}
	_, err := v.each(ctx, here.has, func(c checkee) (bool, error) {
		f := byID[c.outcome.UserID]
		if f == nil {
			return true, nil // another id with the same hash; asked for by id later
		}
		verdict, ok, err := v.compare(ctx, c, f)
		if ok && err == nil {
			w.seen.add(c.outcome.Ordinal)
			verdict()
		}
		return ok, err
	})
	return err
}
