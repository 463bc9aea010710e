package migrator

import (
	"context"
	"slices"
	"strings"

	"example.com/usher/sources"
)

// Find searches the export for users by email, id, username or phone, case
// and the punctuation of phones left aside, and reads it again for that.
// Those who match exactly come first, then those of whom the query is a part,
// each in the order of the export, limit at most. After Run only.
func (p *Preview) Find(ctx context.Context, query string, limit int) ([]UserView, error) {
	x, err := p.finished()
	if err != nil {
		return nil, err
	}
	n := needleOf(query)
	if n.text == "" || limit <= 0 {
		return nil, nil
	}
	var exact, partly []UserView
	for u, err := range p.export.Users(ctx) {
		switch {
		case err != nil && asRecordError(err) != nil:
			continue
		case err != nil:
			return nil, err
		case n.is(&u):
			exact = append(exact, p.view(x, u))
		case len(partly) < limit && n.isIn(&u):
			partly = append(partly, p.view(x, u))
		}
		if len(exact) == limit {
			break
		}
	}
	views := append(exact, partly[:min(len(partly), limit-len(exact))]...)
	if err := p.nameWinners(ctx, x, views); err != nil {
		return nil, err
	}
	addParts(p.export, views)
	return views, ctx.Err()
}

// nameWinners reads where those stand who are imported instead of the
// duplicates among views.
func (p *Preview) nameWinners(ctx context.Context, x *index, views []UserView) error {
	var winners []uint64
	for _, v := range views {
		if winner, lost := x.winner(v.User.Ordinal); lost {
			winners = append(winners, winner)
		}
	}
	places, err := p.places(ctx, winners)
	for i := range views {
		x.nameWinner(&views[i], places)
	}
	return err
}

// places reads where some records stand.
func (p *Preview) places(ctx context.Context, of []uint64) (map[uint64]sources.Place, error) {
	if len(of) == 0 {
		return nil, nil
	}
	slices.Sort(of)
	places := map[uint64]sources.Place{}
	for u, err := range p.picked(ctx, slices.Compact(of)) {
		if err != nil {
			return nil, err
		}
		places[u.Ordinal] = u.Place
	}
	return places, nil
}

// needle is what is searched for, folded as the fields are.
type needle struct{ text, digits string }

// leastDigits is how many digits tell a phone from a number by chance.
const leastDigits = 4

func needleOf(query string) needle {
	n := needle{text: foldEmail(query)}
	if strings.Trim(n.text, "+0123456789 -().") == "" {
		if n.digits = digitsOf(n.text); len(n.digits) < leastDigits {
			n.digits = ""
		}
	}
	return n
}

func (n needle) is(u *sources.User) bool {
	return foldEmail(u.Email) == n.text || foldEmail(u.SourceID) == n.text || foldEmail(u.Username) == n.text ||
		n.digits != "" && digitsOf(u.Phone) == n.digits
}

func (n needle) isIn(u *sources.User) bool {
	return strings.Contains(foldEmail(u.Email), n.text) || strings.Contains(foldEmail(u.SourceID), n.text) ||
		strings.Contains(foldEmail(u.Username), n.text) ||
		n.digits != "" && strings.Contains(digitsOf(u.Phone), n.digits)
}

func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}
