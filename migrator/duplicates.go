package migrator

import (
	"cmp"
	"hash/maphash"
	"math"
	"slices"

	"example.com/usher/sources"
)

// candidate is a user who would get a call and seems to share a key with
// another: what choosing between them needs, and no personal data.
type candidate struct {
	order   order
	ordinal uint32
	keys    [keyKinds]uint32 // numbers given by a keyRing, 0 = none
}

// order is a candidate's claim, then its rank, lower goes first, and below
// them, in the lowest bits, its share.
type order uint64

const (
	shareBits = 8
	claimBits = 2
	maxRank   = 1<<(63-claimBits-shareBits) - 1
)

func orderOf(c claim, rank int64, s share) order {
	rank = max(-maxRank, min(rank, maxRank))
	return order(c)<<(64-claimBits) | order(rank+maxRank)<<shareBits | order(s)
}

// claim comes before every rule: whoever can log in at the provider has
// their email before somebody who is blocked or deleted there.
type claim uint8

const (
	inUse claim = iota
	blocked
	deleted
)

func claimOf(p *Plan) claim {
	claimed := inUse
	for _, f := range p.Findings {
		switch f.Code {
		case "deleted":
			return deleted
		case "blocked":
			claimed = blocked
		}
	}
	return claimed
}

func (o order) share() share { return share(o & (1<<shareBits - 1)) }

func compareOrder(a, b candidate) int {
	return cmp.Or(cmp.Compare(a.order>>shareBits, b.order>>shareBits), cmp.Compare(a.ordinal, b.ordinal))
}

// loser is a candidate who is skipped, because winner has the key.
type loser struct {
	ordinal, winner uint32
	kind            keyKind
	share           share
}

// duplicates chooses, among users who share an email, phone or external id, who
// is imported: by their claim, the option's order, then the order of the
// export. Whoever shares no key with somebody chosen before is chosen; who
// loses takes no key away from anybody.
type duplicates struct {
	rule     string
	suspects suspects // whose keys are of interest; no other is shared
	rings    [keyKinds]keyRing
	waiting  []candidate // whom the order of the export does not place
	losers   []loser
}

// newDuplicates chooses among suspects, of whom there are so many.
func newDuplicates(rule string, s suspects, many int) *duplicates {
	d := &duplicates{rule: rule, suspects: s, losers: make([]loser, 0, many/2)}
	if rule != "first" {
		d.waiting = make([]candidate, 0, many)
	}
	for kind := range d.rings {
		d.rings[kind].seed = maphash.MakeSeed()
	}
	return d
}

// meet takes in a user with its plan; users come in the order of the export.
func (d *duplicates) meet(u *sources.User, p *Plan) {
	claimed := claimOf(p)
	c := candidate{ordinal: uint32(u.Ordinal), order: orderOf(claimed, rankOf(d.rule, u, p), shareOf(p))}
	for kind := range keyKinds {
		if d.suspects[kind].has(u.Ordinal) {
			c.keys[kind] = d.rings[kind].number(keyOf(&p.Calls[0], kind))
		}
	}
	if d.rule == "first" && claimed == inUse {
		d.choose(c)
		return
	}
	d.waiting = append(d.waiting, c)
}

// settle gives those who lose, in the order of the export.
func (d *duplicates) settle() []loser {
	slices.SortFunc(d.waiting, compareOrder)
	for _, c := range d.waiting {
		d.choose(c)
	}
	d.waiting = nil
	slices.SortFunc(d.losers, func(a, b loser) int { return cmp.Compare(a.ordinal, b.ordinal) })
	return d.losers
}

func (d *duplicates) choose(c candidate) {
	for kind, n := range c.keys {
		if n == 0 {
			continue
		}
		if holder := d.rings[kind].holders[n-1]; holder != 0 {
			d.losers = append(d.losers, loser{ordinal: c.ordinal, winner: holder - 1, kind: keyKind(kind), share: c.order.share()})
			return
		}
	}
	for kind, n := range c.keys {
		if n != 0 {
			d.rings[kind].holders[n-1] = c.ordinal + 1
		}
	}
}

// rankOf is a user's place in a rule's order.
func rankOf(rule string, u *sources.User, p *Plan) int64 {
	first := false
	switch c := &p.Calls[0]; rule {
	case "last-login":
		if u.LastLogin.IsZero() {
			return math.MaxInt64
		}
		return -u.LastLogin.UnixMilli()
	case "verified":
		first = c.Email != "" && u.EmailVerified || c.Email == "" && u.PhoneVerified
	case "password":
		first = p.Calls[len(p.Calls)-1].Kind == MigratePassword
	}
	if first {
		return 0
	}
	return 1
}
