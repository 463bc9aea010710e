package migrator

import "example.com/usher/sources"

// part is what a preview takes in of one batch of records: it plans them, on
// one of many goroutines, and keeps of each no more than the tally and the
// index of keys need. It is a sources.Folder.
type part struct {
	planner *Planner
	roster  *Roster // nil = not known
	hash    func(string) uint64
	draft   draft

	counts
	codes, skips []coded
	joins        []uint64
	bad          []*sources.RecordError
	keys         [keyKinds][]hashedKey
}

// coded are those who have one finding code, rising.
type coded struct {
	code     string
	ordinals []uint64
}

// hashedKey is a key of one user.
type hashedKey struct{ ordinal, hash uint64 }

// User plans a user.
func (p *part) User(u *sources.User) {
	plan := p.draft.plan(p.planner, u)
	p.counts.user(u)
	for i := range plan.Findings {
		p.codes = note(p.codes, plan.Findings[i].Code, u.Ordinal)
	}
	share := shareOf(plan)
	p.shares.add(share, 1)
	if len(plan.Calls) == 0 {
		p.skips = note(p.skips, plan.Skip, u.Ordinal)
		return
	}
	for kind := range keyKinds {
		if key := keyOf(&plan.Calls[0], kind); key != "" {
			p.keys[kind] = append(p.keys[kind], hashedKey{u.Ordinal, p.hash(key)})
		}
	}
	if p.roster.knows(plan) {
		p.codes = note(p.codes, alreadyThere, u.Ordinal)
		p.spared.add(share, 1)
		if p.roster.joins(plan) {
			p.joins = append(p.joins, u.Ordinal)
		}
	}
}

// Unreadable counts a record that can't be read.
func (p *part) Unreadable(bad *sources.RecordError) {
	p.records = max(p.records, bad.Ordinal+1)
	p.bad = append(p.bad, bad)
}

func note(list []coded, code string, ordinal uint64) []coded {
	for i := range list {
		if list[i].code == code {
			list[i].ordinals = append(list[i].ordinals, ordinal)
			return list
		}
	}
	return append(list, coded{code, []uint64{ordinal}})
}

// empty makes the part ready for other records.
func (p *part) empty() {
	p.counts.empty()
	for _, list := range [...][]coded{p.codes, p.skips} {
		for i := range list {
			list[i].ordinals = list[i].ordinals[:0]
		}
	}
	p.joins, p.bad = p.joins[:0], p.bad[:0]
	for kind := range p.keys {
		p.keys[kind] = p.keys[kind][:0]
	}
}
