package migrator_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

// history is everything that happens around an import: who is in the export,
// who is at Stytch, what goes wrong and when, and what the app does meanwhile.
// It is plain data, so that a failing one can be printed and made smaller.
type history struct {
	seed      uint64 // of latencies and clocks
	records   []recordKind
	strangers []stranger // users at Stytch before
	faults    []fault
	ends      []end // how the processes end that do not finish
	app       []appAct

	mark, mergeMark, skewed, remote bool
	lag                             time.Duration // of the search index
}

// recordKind is what the export has of a user.
type recordKind struct {
	email, phone, externalID, password, verified bool
	// refused is the call that Stytch always refuses for this record, 0 = none.
	refused migrator.CallKind
}

func (k recordKind) user(i int) sources.User {
	u := sources.User{EmailVerified: k.verified, SourceID: "no external id/" + fmt.Sprint(i)}
	if k.externalID {
		u.SourceID = externalIDOf(i)
	}
	if k.email {
		u.Email = emailOf(i)
	}
	if k.phone {
		u.Phone = phoneOf(i)
	}
	if k.password {
		u.Hash = bcryptHash()
	}
	return u
}

func emailOf(i int) string      { return fmt.Sprintf("u%d@example.com", i) }
func phoneOf(i int) string      { return fmt.Sprintf("+1415555010%d", i) }
func externalIDOf(i int) string { return fmt.Sprintf("id-%d", i) }

// What an operator corrects an email or a phone to.
func newEmailOf(i int) string { return fmt.Sprintf("new%d@example.com", i) }
func newPhoneOf(i int) string { return fmt.Sprintf("+1415555020%d", i) }

// What another correction makes of them.
func otherEmailOf(i int) string { return fmt.Sprintf("other%d@example.com", i) }
func otherPhoneOf(i int) string { return fmt.Sprintf("+1415555030%d", i) }

// isOf reports whether an identifier is, or once corrected will be, of a record.
func isOf(i int, value string) bool {
	switch {
	case value == "":
		return false
	case value[0] == '+':
		return value == phoneOf(i) || value == newPhoneOf(i) || value == otherPhoneOf(i)
	case strings.Contains(value, "@"):
		return value == emailOf(i) || value == newEmailOf(i) || value == otherEmailOf(i)
	}
	return value == externalIDOf(i)
}

// stranger is a user whom the app made, with identifiers of records; -1 =
// none of theirs.
type stranger struct {
	email, phone, externalID int
	password                 bool
}

// fault spoils one request of a record: the nth write, or the nth read.
type fault struct {
	record, nth int
	read        bool
	kind        faultKind
	late        time.Duration // of lostLate: how long after we gave up
}

type faultKind int

const (
	lostBefore faultKind = iota // never applied, no answer
	lostAfter                   // applied, no answer
	lostLate                    // applied after we gave up
	throttled
	notSent
	unavailable // reads
)

func (k faultKind) String() string {
	return [...]string{"lost before", "lost after", "lost, applied late", "throttled", "not sent", "unavailable"}[k]
}

// end is how a process ends early: at the nth crashpoint of its life, in the
// nth commit (stored or not), or by a pause at a time.
type end struct {
	point  string // "" = any
	nth    int
	commit bool
	stored bool
	pause  time.Duration // 0 = no pause
}

// appAct is something that the app does to Stytch's users.
type appAct struct {
	at     time.Duration // since the beginning
	kind   appKind
	record int
	// with: the user that it makes has the external id and a password too.
	externalID, password bool
}

type appKind int

const (
	appCreates appKind = iota // a user with the record's email
	appCreatesPhone
	appCreatesExternalID // with another email
	appDeletes           // whoever has the record's email
	appChangesEmail      // of whoever has it
	appSetsPassword
	appKinds
)

func (k appKind) String() string {
	return [...]string{"creates the email", "creates the phone", "creates the external id", "deletes", "changes the email", "sets a password"}[k]
}

// idle reports whether the app leaves Stytch alone.
func (h *history) idle() bool { return len(h.app) == 0 }

// faultless reports whether no answer is lost and no process dies.
func (h *history) faultless() bool {
	return !slices.ContainsFunc(h.faults, func(f fault) bool { return f.loses() }) &&
		!slices.ContainsFunc(h.ends, func(e end) bool { return true })
}

func (f fault) loses() bool {
	return !f.read && (f.kind == lostBefore || f.kind == lostAfter || f.kind == lostLate)
}

// randomHistory draws a history; the same seed draws the same.
func randomHistory(seed uint64, appActs bool) *history {
	r := rand.New(rand.NewPCG(seed, 0))
	h := &history{
		seed: seed, mark: r.IntN(4) > 0, mergeMark: r.IntN(2) == 0, skewed: r.IntN(2) == 0, remote: r.IntN(2) == 0,
		lag: []time.Duration{0, 0, 300 * time.Millisecond, 1900 * time.Millisecond}[r.IntN(4)],
	}
	for range 1 + r.IntN(3) {
		h.records = append(h.records, randomKind(r))
	}
	for range r.IntN(3) {
		h.strangers = append(h.strangers, h.randomStranger(r))
	}
	for range r.IntN(5) {
		f := fault{record: r.IntN(len(h.records)), nth: r.IntN(4), kind: faultKind(r.IntN(int(unavailable))), late: time.Duration(r.IntN(12000)) * time.Millisecond}
		if r.IntN(8) == 0 {
			f.read, f.kind = true, []faultKind{unavailable, throttled, notSent}[r.IntN(3)]
		}
		h.faults = append(h.faults, f)
	}
	for range r.IntN(4) {
		h.ends = append(h.ends, randomEnd(r))
	}
	if appActs {
		for range 1 + r.IntN(3) {
			h.app = append(h.app, appAct{
				at: time.Duration(r.IntN(8000)) * time.Millisecond, kind: appKind(r.IntN(int(appKinds))),
				record: r.IntN(len(h.records)), externalID: r.IntN(4) == 0, password: r.IntN(3) == 0,
			})
		}
	}
	return h
}

func randomKind(r *rand.Rand) recordKind {
	k := recordKind{email: r.IntN(6) > 0, externalID: r.IntN(4) > 0, password: r.IntN(3) > 0, verified: r.IntN(2) == 0}
	k.phone = !k.email || r.IntN(3) == 0
	if r.IntN(8) == 0 {
		k.refused = []migrator.CallKind{migrator.CreateUser, migrator.MigratePassword}[r.IntN(2)]
	}
	return k
}

func (h *history) randomStranger(r *rand.Rand) stranger {
	one := func(of int) int {
		if r.IntN(of) == 0 {
			return r.IntN(len(h.records))
		}
		return -1
	}
	s := stranger{email: one(2), phone: one(3), externalID: one(4), password: r.IntN(2) == 0}
	if s.email < 0 && s.phone < 0 && s.externalID < 0 {
		s.email = r.IntN(len(h.records))
	}
	return s
}

func randomEnd(r *rand.Rand) end {
	switch r.IntN(4) {
	case 0:
		return end{commit: true, nth: 1 + r.IntN(6), stored: r.IntN(2) == 0}
	case 1:
		return end{pause: time.Duration(1+r.IntN(9000)) * time.Millisecond}
	}
	return end{nth: 1 + r.IntN(40)}
}

// String is the history as a failing test shows it.
func (h *history) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "seed %d, mark %v, merge %v, skewed %v, remote %v, lag %v\n", h.seed, h.mark, h.mergeMark, h.skewed, h.remote, h.lag)
	for i, k := range h.records {
		fmt.Fprintf(&b, "  record %d: %+v\n", i, k)
	}
	for _, s := range h.strangers {
		fmt.Fprintf(&b, "  before: %+v\n", s)
	}
	for _, f := range h.faults {
		what := "write"
		if f.read {
			what = "read"
		}
		fmt.Fprintf(&b, "  record %d, %s %d: %s", f.record, what, f.nth, f.kind)
		if f.kind == lostLate {
			fmt.Fprintf(&b, " (%v)", f.late)
		}
		b.WriteByte('\n')
	}
	for _, e := range h.ends {
		fmt.Fprintf(&b, "  a process ends: %+v\n", e)
	}
	for _, a := range h.app {
		fmt.Fprintf(&b, "  the app at %v %s of record %d (external id %v, password %v)\n", a.at, a.kind, a.record, a.externalID, a.password)
	}
	return b.String()
}
