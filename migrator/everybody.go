package migrator

import (
	"cmp"
	"context"
	"hash/maphash"
	"iter"
	"slices"
)

// everybody reads all users of a project by pages and finds among them those
// of this migration.
type everybody struct {
	lister Lister
	op     string // what a fatal error says was being done
	seed   maphash.Seed
	index  []pageEntry
}

// pageEntry finds an ordinal by a user_id: 16 bytes a user.
type pageEntry struct {
	id      uint64 // hash of the user_id
	ordinal uint64
}

// pagesAtOnce are looked at together, with one pass over the outcomes.
const pagesAtOnce = 20

// newEverybody indexes those who are looked for.
func newEverybody(lister Lister, op string, total int, ours iter.Seq2[Outcome, error]) (*everybody, error) {
	e := &everybody{lister: lister, op: op, seed: maphash.MakeSeed(), index: make([]pageEntry, 0, total)}
	for o, err := range ours {
		if err != nil {
			return nil, &FatalError{Op: "read checkpoint", Err: err, Hint: checkpointHint}
		}
		e.index = append(e.index, pageEntry{maphash.String(e.seed, o.UserID), o.Ordinal})
	}
	slices.SortFunc(e.index, func(a, b pageEntry) int { return cmp.Compare(a.id, b.id) })
	return e, nil
}

// pages reads some pages and keeps who may be ours. A cursor that Stytch does
// not take any more, or one that repeats, is an end: who was not seen by then
// is asked for by id.
func (e *everybody) pages(ctx context.Context, cursor string) (found []Found, next string, err error) {
	for range pagesAtOnce {
		reply, ok, err := ask(ctx, e.op, func() (reply Reply) {
			reply, next = e.lister.ListUsers(ctx, cursor)
			if reply.ErrorType == "user_search_invalid_cursor" {
				reply, next = Reply{Class: OK}, ""
			}
			return reply
		})
		if err != nil || !ok {
			return nil, "", err
		}
		for _, f := range reply.Users {
			if _, ours := e.find(f.UserID); ours {
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

func (e *everybody) find(userID string) (ordinal uint64, ours bool) {
	i, ours := slices.BinarySearchFunc(e.index, maphash.String(e.seed, userID), func(p pageEntry, id uint64) int {
		return cmp.Compare(p.id, id)
	})
	if !ours {
		return 0, false
	}
	return e.index[i].ordinal, true
}

// unseen are those who were found and are not in seen, by their user_ids, and
// the set of their ordinals.
func (e *everybody) unseen(found []Found, seen *ordinals) (byID map[string]*Found, here ordinals) {
	byID = make(map[string]*Found, len(found))
	order := make([]uint64, 0, len(found))
	for i := range found {
		ordinal, _ := e.find(found[i].UserID)
		if _, twice := byID[found[i].UserID]; !seen.has(ordinal) && !twice {
			byID[found[i].UserID] = &found[i]
			order = append(order, ordinal)
		}
	}
	slices.Sort(order)
	for _, ordinal := range order {
		here.add(ordinal)
	}
	return byID, here
}

// cheaperByPages reports whether reading everybody of the project takes fewer
// requests than asking for a hundred by id at once, and how many users that
// are.
func cheaperByPages(ctx context.Context, d Destination, wanted int) (lister Lister, users int, cheaper bool) {
	lister, lists := d.(Lister)
	counter, counts := d.(Counter)
	if !lists || !counts || wanted <= pageOfAll {
		return nil, 0, false
	}
	users, reply := counter.CountUsers(ctx)
	return lister, users, reply.Class == OK && users/pageOfAll+1 < (wanted+perSearch-1)/perSearch
}
