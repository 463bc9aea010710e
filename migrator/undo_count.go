package migrator

import (
	"context"
	"iter"
)

// countAll decides about everybody without changing anything. It reads pages
// of the project or searches for a hundred at once, because a look at each
// user by themselves would take as long as the undo. What a search shows may
// be a moment old; the undo itself looks at each user again.
func (u *Undo) countAll(ctx context.Context) error {
	var seen ordinals
	if lister, _, cheaper := cheaperByPages(ctx, u.m.dest, u.total); cheaper {
		if err := u.countByPages(ctx, lister, &seen); err != nil || stopped(ctx) {
			return err
		}
	}
	return u.countByID(ctx, &seen)
}

// takenBack yields the outcomes that are to be looked at.
func (u *Undo) takenBack() iter.Seq2[Outcome, error] {
	return func(yield func(Outcome, error) bool) {
		for o, err := range u.m.store.Outcomes() {
			if err != nil {
				yield(o, &FatalError{Op: "read checkpoint", Err: err, Hint: checkpointHint})
				return
			}
			if takesBack(o, u.config) && !yield(o, nil) {
				return
			}
		}
	}
}

func (u *Undo) countByPages(ctx context.Context, lister Lister, seen *ordinals) error {
	all, err := newEverybody(lister, undoing, u.total, u.takenBack())
	if err != nil {
		return err
	}
	for cursor, last := "", false; !last; {
		found, next, err := all.pages(ctx, cursor)
		if err != nil || stopped(ctx) {
			return err
		}
		byID, here := all.unseen(found, seen)
		for o, err := range u.takenBack() {
			if err != nil {
				return err
			}
			if f := byID[o.UserID]; f != nil && here.has(o.Ordinal) {
				seen.add(o.Ordinal)
				u.decide(ctx, o, f)
			}
		}
		last, cursor = next == "", next
	}
	return nil
}

// countByID looks at those who are on no page.
func (u *Undo) countByID(ctx context.Context, seen *ordinals) error {
	batch := make([]Outcome, 0, perSearch)
	for o, err := range u.takenBack() {
		if err != nil || stopped(ctx) {
			return err
		}
		if seen.has(o.Ordinal) {
			continue
		}
		if batch = append(batch, o); len(batch) == perSearch {
			if err := u.countBatch(ctx, batch); err != nil {
				return err
			}
			batch = batch[:0]
		}
	}
	return u.countBatch(ctx, batch)
}

func (u *Undo) countBatch(ctx context.Context, batch []Outcome) error {
	if len(batch) == 0 || stopped(ctx) {
		return nil
	}
	ids := make([]string, len(batch))
	for i, o := range batch {
		ids[i] = o.UserID
	}
	reply, ok, err := ask(ctx, undoing, func() Reply { return u.m.dest.Search(ctx, "user_id", ids) })
	if err != nil || !ok {
		return err
	}
	found := make(map[string]*Found, len(reply.Users))
	for i := range reply.Users {
		found[reply.Users[i].UserID] = &reply.Users[i]
	}
	for _, o := range batch {
		if f := found[o.UserID]; f != nil {
			u.decide(ctx, o, f)
		} else if _, ok := u.look(ctx, o); !ok { // the index may lag behind
			return nil
		}
	}
	return nil
}
