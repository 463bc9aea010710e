package migrator

import (
	"cmp"
	"errors"
	"slices"

	"example.com/usher/sources"
)

// firstUnreadable is how many unreadable records a result lists.
const firstUnreadable = 20

// tally counts what one pass over an export meets.
type tally struct {
	counts
	duplicates  int
	codes       map[string]*ordinals // who has a finding
	skips       map[string]*ordinals // who gets no call, by the reason
	unreadable  ordinals
	unreadables []UnreadableView
	notes       []sources.Note // about the export

	roster *Roster  // who is at the destination already, nil = not known
	joins  ordinals // who of them gets a password
}

func newTally() *tally {
	return &tally{codes: map[string]*ordinals{}, skips: map[string]*ordinals{}}
}

// add adds what a part of the export has; parts come in their order.
func (t *tally) add(p *part) {
	t.counts.add(&p.counts)
	for i := range p.codes {
		into(t.codes, p.codes[i].code).addAll(p.codes[i].ordinals)
	}
	for i := range p.skips {
		into(t.skips, p.skips[i].code).addAll(p.skips[i].ordinals)
	}
	t.joins.addAll(p.joins)
	for _, bad := range p.bad {
		t.unreadable.add(bad.Ordinal)
		if len(t.unreadables) < firstUnreadable {
			t.unreadables = append(t.unreadables, UnreadableView{File: bad.Place.File, Place: bad.Place.String(), Reason: bad.Reason})
		}
	}
}

// alreadyThere is the finding of those who are at the destination.
const alreadyThere = "already_there"

// lose takes back what a user adds who is skipped as a duplicate.
func (t *tally) lose(l loser) {
	ordinal, code := uint64(l.ordinal), duplicateCodes[l.kind]
	t.duplicates++
	t.shares.add(l.share, -1)
	t.shares.add(0, 1)
	if there := t.codes[alreadyThere]; there != nil && there.has(ordinal) {
		there.remove(ordinal)
		t.joins.remove(ordinal)
		t.spared.add(l.share, -1)
	}
	for _, lost := range callCodes {
		if set := t.codes[lost]; set != nil {
			set.remove(ordinal)
		}
	}
	into(t.codes, code).add(ordinal)
	into(t.skips, code).add(ordinal)
}

func into(sets map[string]*ordinals, code string) *ordinals {
	s := sets[code]
	if s == nil {
		s = new(ordinals)
		sets[code] = s
	}
	return s
}

// result is the tally as people and scripts see it.
func (t *tally) result() PreviewResult {
	r := PreviewResult{
		Records: t.users + t.unreadable.count, Users: t.users, Unreadable: t.unreadable.count,
		Calls: t.shares.calls, Requests: t.shares.calls.CreateUser + t.shares.calls.MigratePassword,
		Factors: t.factors, Unverified: t.unverified, Hashes: t.byHash(), Duplicates: t.duplicates,
		Moves: t.shares.moves, Skipped: t.shares.moves.Nothing,
		Findings: t.findings(), UnreadableFirst: slices.Clone(t.unreadables),
	}
	if !t.newest.IsZero() {
		r.NewestRecord = new(t.newest.UTC())
	}
	t.against(&r)
	r.SecondsAtCap = (r.Requests + MaxRate - 1) / MaxRate
	r.RecommendedPath, r.RecommendedReason = recommend(r)
	return r
}

// against puts look-ups in the place of calls for those who are there: one
// read each, a search for a hundred, and the password where it is added.
func (t *tally) against(r *PreviewResult) {
	if t.roster == nil {
		return
	}
	there := 0
	if set := t.codes[alreadyThere]; set != nil {
		there = set.count
	}
	r.Against = &AgainstCounts{Users: t.roster.Users, AlreadyThere: there, PasswordAdded: t.joins.count}
	r.Requests += there + (there+mostValues-1)/mostValues + t.joins.count - t.spared.calls.CreateUser - t.spared.calls.MigratePassword
}

// findings lists what was found, in the order of severity.
func (t *tally) findings() []FindingCount {
	counts := make([]FindingCount, 0, len(t.codes)+len(t.notes))
	for code, set := range t.codes {
		if set.count > 0 {
			counts = append(counts, countOf(code, "", set.count))
		}
	}
	for _, n := range t.notes {
		counts = append(counts, countOf(n.Code, n.Detail, 0))
	}
	slices.SortStableFunc(counts, func(a, b FindingCount) int {
		return cmp.Or(cmp.Compare(findingOrder(a.Code), findingOrder(b.Code)), cmp.Compare(a.Code, b.Code))
	})
	return counts
}

func countOf(code, detail string, users int) FindingCount {
	a := Describe(code)
	return FindingCount{Code: code, Severity: a.Severity, Users: users, Hint: a.Hint, Sentence: a.Sentence, Detail: detail}
}

// asRecordError tells one record's trouble from the end of the export.
func asRecordError(err error) *sources.RecordError {
	var bad *sources.RecordError
	if errors.As(err, &bad) {
		return bad
	}
	return nil
}
