package migrator

import (
	"context"
	"encoding/binary"
	"iter"
	"math"
	"slices"
)

const (
	// searchesPerMinute is Stytch's limit for searches (docs: rate limits).
	searchesPerMinute = 150
	// pageOfAll is how many users a page of everybody holds, and perSearch how
	// many are asked for by id at once.
	pageOfAll = 1000
	perSearch = 100

	checkpointHint = "The checkpoint may be damaged; nothing was changed at Stytch."
)

// hasUserID reports whether an outcome names a user at Stytch.
func hasUserID(o Outcome) bool {
	return o.UserID != "" && (o.Kind == Created || o.Kind == PasswordAdded || o.Kind == Present)
}

// prepare counts whom to check and chooses the cheaper way: by pages of
// everybody, unless the project has many more users than we look for.
func (v *Verification) prepare(ctx context.Context) error {
	if err := v.draw(); err != nil {
		return &FatalError{Op: "read checkpoint", Err: err, Hint: checkpointHint}
	}
	v.way = &verifyByID{total: v.total}
	if v.sample == 0 {
		if lister, users, cheaper := cheaperByPages(ctx, v.m.dest, v.total); cheaper {
			v.way = &verifyByPages{lister: lister, users: users}
		}
	}
	return v.load()
}

// draw counts the users, and finds the bound below which as many digests of
// source ids lie as the sample wants: nobody can choose them, and they are the
// same in every run.
func (v *Verification) draw() error {
	v.below = math.MaxUint64
	var digests []uint64
	for o, err := range v.m.store.Outcomes() {
		if err != nil {
			return err
		}
		if hasUserID(o) {
			v.users++
			if v.sample > 0 {
				digests = append(digests, drawDigest(o))
			}
		}
	}
	if v.sample >= v.users {
		v.sample = 0
	}
	v.total = v.users
	if v.sample > 0 {
		slices.Sort(digests)
		v.total, v.below = v.sample, digests[v.sample-1]
	}
	return nil
}

func drawDigest(o Outcome) uint64 { return binary.BigEndian.Uint64(o.SourceDigest[:]) }

// wanted yields those to check whom keep lets through, in the order of
// ordinals.
func (v *Verification) wanted(keep func(ordinal uint64) bool) iter.Seq2[Outcome, error] {
	return func(yield func(Outcome, error) bool) {
		for o, err := range v.m.store.Outcomes() {
			if err == nil && (!hasUserID(o) || drawDigest(o) > v.below || !keep(o.Ordinal)) {
				continue
			}
			if !yield(o, err) || err != nil {
				return
			}
		}
	}
}
