package migrator

import (
	"context"
	"errors"
	"iter"
	"slices"

	"example.com/usher/sources"
)

var errNotFinished = errors.New("list users: the export has not been read to its end")

// finished is the index of a preview that has run.
func (p *Preview) finished() (*index, error) {
	if x := p.latest.Load().index; x != nil {
		return x, nil
	}
	return nil, errNotFinished
}

func (p *Preview) users(ctx context.Context, code string, offset, limit int) ([]UserView, error) {
	x, err := p.finished()
	if err != nil {
		return nil, err
	}
	wanted := take(x.having(code, max(offset, 0)), limit)
	return p.views(ctx, x, wanted)
}

// having yields the ordinals of the users with a finding ("" = all users),
// without the first n.
func (x *index) having(code string, n int) iter.Seq[uint64] {
	if code != "" {
		set := x.codes[code]
		if set == nil {
			set = new(ordinals)
		}
		return set.from(n)
	}
	return func(yield func(uint64) bool) {
		for ordinal := range x.records {
			switch {
			case x.unreadable.has(ordinal):
			case n > 0:
				n--
			case !yield(ordinal):
				return
			}
		}
	}
}

func take(all iter.Seq[uint64], limit int) []uint64 {
	var taken []uint64
	for ordinal := range all {
		if len(taken) >= limit {
			break
		}
		taken = append(taken, ordinal)
	}
	return taken
}

// views reads the wanted records again, rising, and in the same go
// brings the places of those who stand for duplicates among them.
func (p *Preview) views(ctx context.Context, x *index, wanted []uint64) ([]UserView, error) {
	if len(wanted) == 0 {
		return nil, nil
	}
	read := slices.Clone(wanted)
	for _, ordinal := range wanted {
		if winner, lost := x.winner(ordinal); lost {
			read = append(read, winner)
		}
	}
	slices.Sort(read)
	read = slices.Compact(read)

	views := make([]UserView, 0, len(wanted))
	places := map[uint64]sources.Place{}
	for u, err := range p.picked(ctx, read) {
		if err != nil {
			return nil, err
		}
		places[u.Ordinal] = u.Place
		if _, want := slices.BinarySearch(wanted, u.Ordinal); want {
			views = append(views, p.view(x, u))
		}
	}
	for i := range views {
		x.nameWinner(&views[i], places)
	}
	addParts(p.export, views)
	return views, nil
}

// addParts looks up the columns of hashes, which an export of a table or of
// JSON has.
func addParts(export reader, views []UserView) {
	inColumns, ok := export.(interface {
		Parts(*sources.User) *sources.HashParts
	})
	if !ok {
		return
	}
	for i := range views {
		views[i].Parts = inColumns.Parts(&views[i].User)
	}
}

// picked reads some records, given in rising order; those that cannot be read
// are left out.
func (p *Preview) picked(ctx context.Context, wanted []uint64) iter.Seq2[sources.User, error] {
	return func(yield func(sources.User, error) bool) {
		for u, err := range p.export.Pick(ctx, slices.Values(wanted)) {
			if err != nil && asRecordError(err) != nil {
				continue
			}
			if !yield(u, err) {
				return
			}
		}
	}
}

// view is a user with its plan, duplicates included; it can be kept.
func (p *Preview) view(x *index, u sources.User) UserView {
	plan := p.planner.Plan(u)
	if _, lost := x.winner(u.Ordinal); lost {
		plan = plan.lost(x.lostBy(u.Ordinal))
	}
	return viewOf(u, plan)
}

// viewOf can be kept, unlike the user, whose record is read over.
func viewOf(u sources.User, plan Plan) UserView {
	u.Raw = slices.Clone(u.Raw)
	return UserView{User: u, Plan: plan, Findings: plan.Findings}
}

// nameWinner writes into the finding of a duplicate where the user stands who
// is imported instead.
func (x *index) nameWinner(v *UserView, places map[uint64]sources.Place) {
	winner, lost := x.winner(v.User.Ordinal)
	if !lost {
		return
	}
	place, known := places[winner]
	if !known {
		return
	}
	for i, f := range v.Findings {
		if f.Code == v.Plan.Skip {
			v.Findings[i].Detail = "imported: " + placeFrom(v.User.Place.File, place)
		}
	}
}

// placeFrom names a place to somebody who stands in a file.
func placeFrom(file string, p sources.Place) string {
	if p.File == file {
		return p.String()
	}
	return p.File + ": " + p.String()
}
