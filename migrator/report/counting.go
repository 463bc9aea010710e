package report

import (
	"cmp"
	"maps"
	"slices"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

// counting sums up the entries for the summary.
type counting struct {
	users    int
	pending  int
	delta    migrator.DeltaCounts
	reasons  map[reasonKey]int
	findings map[string]int
	factors  map[sources.FactorKind]int
}

type reasonKey struct {
	kind   migrator.Kind
	reason string
}

func newCounting() *counting {
	return &counting{reasons: map[reasonKey]int{}, findings: map[string]int{}, factors: map[sources.FactorKind]int{}}
}

func (c *counting) add(e *entry) {
	if e.bad != nil {
		return
	}
	c.users++
	if e.outcome.Kind == 0 {
		c.pending++
	}
	c.delta.Add(e.outcome)
	if reason := reasonOf(e.outcome); reason != "" {
		c.reasons[reasonKey{e.outcome.Kind, reason}]++
	}
	for _, f := range e.findings {
		c.findings[f.Code]++
	}
	if e.inStytch() {
		for _, f := range e.user.Factors {
			c.factors[f.Kind]++
		}
	}
}

// reasonCount is how many users have an outcome for a reason.
type reasonCount struct {
	Outcome  string `json:"outcome"`
	Reason   string `json:"reason"`
	Users    int    `json:"users"`
	Sentence string `json:"sentence"`
	Hint     string `json:"hint"`
}

// byReason lists the reasons, those with most users first within an outcome.
func (c *counting) byReason() []reasonCount {
	keys := slices.SortedFunc(maps.Keys(c.reasons), func(a, b reasonKey) int {
		return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(c.reasons[b], c.reasons[a]), cmp.Compare(a.reason, b.reason))
	})
	list := make([]reasonCount, 0, len(keys))
	for _, k := range keys {
		list = append(list, reasonCount{
			Outcome: k.kind.String(), Reason: k.reason, Users: c.reasons[k],
			Sentence: sentenceFor(k.reason), Hint: hintFor(k.reason),
		})
	}
	return list
}

// byCode lists the findings in the order of migrator.Findings.
func (c *counting) byCode(notes []sources.Note) []migrator.FindingCount {
	order := map[string]int{}
	for i, about := range migrator.Findings() {
		order[about.Code] = i + 1
	}
	rank := func(code string) int { return cmp.Or(order[code], len(order)+1) }
	list := make([]migrator.FindingCount, 0, len(c.findings)+len(notes))
	for code, users := range c.findings {
		list = append(list, findingCount(code, "", users))
	}
	for _, n := range notes {
		list = append(list, findingCount(n.Code, n.Detail, 0))
	}
	slices.SortStableFunc(list, func(a, b migrator.FindingCount) int {
		return cmp.Or(cmp.Compare(rank(a.Code), rank(b.Code)), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Detail, b.Detail))
	})
	return list
}

func findingCount(code, detail string, users int) migrator.FindingCount {
	a := migrator.Describe(code)
	return migrator.FindingCount{Code: code, Severity: a.Severity, Users: users, Hint: a.Hint, Sentence: a.Sentence, Detail: detail}
}

// factorCount is how many times a factor has to be enrolled again.
type factorCount struct {
	Factor string `json:"factor"`
	Times  int    `json:"times"`
	How    string `json:"how"`
}

func (c *counting) byFactor() []factorCount {
	list := make([]factorCount, 0, len(c.factors))
	for _, kind := range slices.Sorted(maps.Keys(c.factors)) {
		list = append(list, factorCount{Factor: string(kind), Times: c.factors[kind], How: howToEnrol(kind)})
	}
	return list
}
