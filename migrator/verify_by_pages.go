package migrator

import "context"

// verifyByPages reads everybody in the project, page by page, and compares
// those who are ours. Who was on no page is then asked for by id.
type verifyByPages struct {
	*everybody
	lister Lister
	users  int // of the project
	seen   ordinals
}

func (w *verifyByPages) String() string { return "all users of the project, 1,000 a page" }

func (w *verifyByPages) requests() int { return w.users/pageOfAll + 1 }

func (w *verifyByPages) read(ctx context.Context, v *Verification) error {
	if err := w.prepare(v); err != nil {
		return err
	}
	for cursor, last := v.progress.Cursor, false; !last; {
		found, next, err := w.pages(ctx, cursor)
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
func (w *verifyByPages) prepare(v *Verification) (err error) {
	w.everybody, err = newEverybody(w.lister, verifying, v.total, v.wanted(func(uint64) bool { return true }))
	w.seen = ordinalsOf(v.progress.Seen)
	return err
}

// compare compares those who were found with their records.
func (w *verifyByPages) compare(ctx context.Context, v *Verification, found []Found) error {
	byID, here := w.unseen(found, &w.seen)
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
