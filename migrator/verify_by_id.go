package migrator

import "context"

// verifyByID asks for the users by their user_ids, a hundred at a time, in the
// order of the export. It costs as many requests as there are hundreds of
// users, however many others the project has.
type verifyByID struct{ total int }

func (w *verifyByID) String() string { return "by user id, 100 a search" }

func (w *verifyByID) requests() int { return (w.total + perSearch - 1) / perSearch }

func (w *verifyByID) read(ctx context.Context, v *Verification) error {
	from := v.progress.Next
	return v.readByID(ctx, func(ordinal uint64) bool { return ordinal >= from }, func(done []checkee) error {
		v.mu.Lock()
		v.progress.Next = done[len(done)-1].outcome.Ordinal + 1
		v.mu.Unlock()
		return v.save(false)
	})
}

// readByID compares the users whom keep lets through. After each search
// checked is told who is done.
func (v *Verification) readByID(ctx context.Context, keep func(uint64) bool, checked func([]checkee) error) error {
	batch := make([]checkee, 0, perSearch)
	flush := func() (bool, error) {
		ok, err := v.check(ctx, batch)
		if ok && err == nil && len(batch) > 0 {
			err = checked(batch)
		}
		batch = batch[:0]
		return ok, err
	}
	complete, err := v.each(ctx, keep, func(c checkee) (bool, error) {
		if batch = append(batch, c); len(batch) < perSearch {
			return true, nil
		}
		return flush()
	})
	if complete && err == nil {
		_, err = flush()
	}
	return err
}

// check looks one batch up and compares it. ok is false when the run ends
// before that.
func (v *Verification) check(ctx context.Context, batch []checkee) (ok bool, err error) {
	if len(batch) == 0 {
		return true, nil
	}
	ids := make([]string, len(batch))
	for i, c := range batch {
		ids[i] = c.outcome.UserID
	}
	reply, ok, err := ask(ctx, verifying, func() Reply { return v.m.dest.Search(ctx, "user_id", ids) })
	if err != nil || !ok {
		return false, err
	}
	found := make(map[string]*Found, len(reply.Users))
	for i := range reply.Users {
		found[reply.Users[i].UserID] = &reply.Users[i]
	}
	verdicts := make([]func(), 0, len(batch))
	for _, c := range batch {
		verdict, ok, err := v.compare(ctx, c, found[c.outcome.UserID])
		if err != nil || !ok {
			return false, err
		}
		verdicts = append(verdicts, verdict)
	}
	for _, note := range verdicts {
		note()
	}
	return true, nil
}

// compare compares one user. What a search does not show, or shows to differ,
// is read once more by itself: the search index may lag behind. The verdict is
// noted by the caller, when the whole batch has one.
func (v *Verification) compare(ctx context.Context, c checkee, f *Found) (verdict func(), ok bool, err error) {
	plan := v.planner.Plan(c.user)
	if c.outcome.RecordDigest != v.digests.plan(plan) && c.outcome.Kind == Created {
		// A retry has sent them otherwise than the export has them: what ties
		// them to the record is compared, and no more.
		c.outcome.Kind = Present
	}
	var fields []string
	if f != nil {
		fields = fieldsThatDiffer(f, plan, c.outcome)
	}
	if f == nil || len(fields) > 0 {
		reply, ok, err := ask(ctx, verifying, func() Reply { return v.m.dest.Get(ctx, c.outcome.UserID) })
		if err != nil || !ok {
			return nil, ok, err
		}
		if f = nil; reply.Class == OK && len(reply.Users) == 1 {
			f = &reply.Users[0]
			fields = fieldsThatDiffer(f, plan, c.outcome)
		}
	}
	return func() { v.note(c.outcome.Ordinal, fields, f == nil) }, true, nil
}
