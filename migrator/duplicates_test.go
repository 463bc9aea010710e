package migrator_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

const aBcryptHash = "$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy"

func bcryptHash() *sources.Hash {
	return &sources.Hash{Type: sources.Bcrypt, Value: aBcryptHash, Scheme: "bcrypt"}
}

func day(n int) time.Time { return time.Date(2026, 11, n, 12, 0, 0, 0, time.UTC) }

func run(t *testing.T, e migrator.Readable, o migrator.Options) (*migrator.Preview, migrator.PreviewResult) {
	t.Helper()
	p := migrator.PreviewOf(e, o)
	r, err := p.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return p, r
}

func duplicatesOption(rule string) migrator.Options {
	o := migrator.DefaultOptions()
	o.Duplicates = rule
	return o
}

// everybody imports the blocked and the deleted too.
func everybody(o migrator.Options) migrator.Options {
	o.Blocked, o.Deleted = "import", "import"
	return o
}

func isDeletedAtProvider(u *sources.User) { u.Notes = append(u.Notes, sources.Note{Code: "deleted"}) }
func isBlocked(u *sources.User)           { u.Blocked = true }

// skipped gives the reasons of skipped users by their ordinals.
func skipped(p *migrator.Preview) map[uint64]string {
	reasons := map[uint64]string{}
	for v := range p.Verdicts() {
		if v.Kind == migrator.Skipped {
			reasons[v.Ordinal] = v.Reason
		}
	}
	return reasons
}

func TestDuplicates(t *testing.T) {
	ada := sources.User{SourceID: "a", Email: "ada@example.com"}
	with := func(u sources.User, change func(*sources.User)) sources.User {
		change(&u)
		return u
	}
	other := with(ada, func(u *sources.User) { u.SourceID = "b" })
	tests := []struct {
		name  string
		rule  string
		users []sources.User
		want  map[uint64]string
	}{
		{"the first wins", "first", []sources.User{ada, other}, map[uint64]string{1: "duplicate_email"}},
		{"case and spaces make no difference", "first", []sources.User{ada, with(other, func(u *sources.User) { u.Email = "ADA@Example.com" })}, map[uint64]string{1: "duplicate_email"}},
		{"letters outside ASCII are folded too", "first", []sources.User{
			with(ada, func(u *sources.User) { u.Email = "ÅSA@example.com" }), with(other, func(u *sources.User) { u.Email = "åsa@example.com" }),
		}, map[uint64]string{1: "duplicate_email"}},
		{"a plus tag is part of an address", "first", []sources.User{ada, with(other, func(u *sources.User) { u.Email = "ada+1@example.com" })}, map[uint64]string{}},
		{"a dot is part of an address", "first", []sources.User{ada, with(other, func(u *sources.User) { u.Email = "a.da@example.com" })}, map[uint64]string{}},
		{"one phone", "first", []sources.User{
			{SourceID: "a", Phone: "+14155550123"}, {SourceID: "b", Phone: "+14155550123", Email: "b@example.com"},
		}, map[uint64]string{1: "duplicate_phone"}},
		{"one user id", "first", []sources.User{ada, {SourceID: "a", Email: "x@example.com"}}, map[uint64]string{1: "duplicate_external_id"}},
		{"a user id that is not sent can't be doubled", "first", []sources.User{
			{SourceID: "a b", Email: "x@example.com"}, {SourceID: "a b", Email: "y@example.com"},
		}, map[uint64]string{}},
		{"an email that is not sent can't be doubled", "first", []sources.User{
			{SourceID: "a", Email: "x", Phone: "+14155550123"}, {SourceID: "b", Email: "x", Phone: "+14155550124"},
		}, map[uint64]string{}},
		{"a blocked user does not compete", "first", []sources.User{with(ada, func(u *sources.User) { u.Blocked = true }), other}, map[uint64]string{0: "blocked"}},
		{"the latest login wins", "last-login", []sources.User{
			with(ada, func(u *sources.User) { u.LastLogin = day(1) }), with(other, func(u *sources.User) { u.LastLogin = day(2) }),
		}, map[uint64]string{0: "duplicate_email"}},
		{"never logged in loses", "last-login", []sources.User{ada, with(other, func(u *sources.User) { u.LastLogin = day(2) })}, map[uint64]string{0: "duplicate_email"}},
		{"a tie goes to the first", "last-login", []sources.User{ada, other}, map[uint64]string{1: "duplicate_email"}},
		{"the verified one wins", "verified", []sources.User{ada, with(other, func(u *sources.User) { u.EmailVerified = true })}, map[uint64]string{0: "duplicate_email"}},
		{"the one with a password wins", "password", []sources.User{ada, with(other, func(u *sources.User) { u.Hash = bcryptHash() })}, map[uint64]string{0: "duplicate_email"}},
		{"a password that can't move does not win", "password", []sources.User{ada, with(other, func(u *sources.User) { u.Hash = &sources.Hash{Scheme: "hmac"} })}, map[uint64]string{1: "duplicate_email"}},
		{"who loses takes no key away", "first", []sources.User{
			ada,
			{SourceID: "b", Email: "ada@example.com", Phone: "+14155550123"},
			{SourceID: "c", Phone: "+14155550123"},
		}, map[uint64]string{1: "duplicate_email"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p, r := run(t, exportOf(test.users...), duplicatesOption(test.rule))
			if diff := cmp.Diff(test.want, skipped(p)); diff != "" {
				t.Errorf("skipped (-want +got):\n%s", diff)
			}
			if r.Skipped != len(test.want) {
				t.Errorf("counted %d skipped, want %d", r.Skipped, len(test.want))
			}
		})
	}
}

// Whoever can log in at the provider keeps their email, whatever the rule.
func TestTheBlockedAndTheDeletedWinLast(t *testing.T) {
	// Every rule would have the other one.
	best := sources.User{SourceID: "a", Email: "ada@example.com", EmailVerified: true, Hash: bcryptHash(), LastLogin: day(9)}
	plain := sources.User{SourceID: "b", Email: "ada@example.com"}
	with := func(u sources.User, changes ...func(*sources.User)) sources.User {
		for _, change := range changes {
			change(&u)
		}
		return u
	}
	for name, test := range map[string]struct {
		users []sources.User
		loses uint64
	}{
		"deleted against in use":              {[]sources.User{with(best, isDeletedAtProvider), plain}, 0},
		"blocked against in use":              {[]sources.User{with(best, isBlocked), plain}, 0},
		"deleted against blocked":             {[]sources.User{with(best, isDeletedAtProvider), with(plain, isBlocked)}, 0},
		"deleted and blocked against blocked": {[]sources.User{with(best, isBlocked, isDeletedAtProvider), with(plain, isBlocked)}, 0},
		"in use, and then deleted":            {[]sources.User{plain, with(best, isDeletedAtProvider)}, 1},
		"both deleted: the rule decides":      {[]sources.User{with(best, isDeletedAtProvider), with(plain, isDeletedAtProvider)}, 1},
		"both blocked: the rule decides":      {[]sources.User{with(best, isBlocked), with(plain, isBlocked)}, 1},
	} {
		for _, rule := range migrator.Choices[0].Values {
			p, _ := run(t, exportOf(test.users...), everybody(duplicatesOption(rule)))
			if diff := cmp.Diff(map[uint64]string{test.loses: "duplicate_email"}, skipped(p)); diff != "" {
				t.Errorf("%s, %s: skipped (-want +got):\n%s", name, rule, diff)
			}
		}
	}
}

func TestDuplicateNamesWhoIsImported(t *testing.T) {
	e := exportOf(
		sources.User{SourceID: "a", Email: "ada@example.com", Phone: "+14155550123", PhoneVerified: true},
		sources.User{SourceID: "b", Email: "ada@example.com", LastLogin: day(1)},
	)
	p, r := run(t, e, duplicatesOption("last-login"))
	if r.Duplicates != 1 {
		t.Errorf("%d duplicates, want 1", r.Duplicates)
	}
	views, err := p.Users(t.Context(), "duplicate_email", 0, 10)
	if err != nil || len(views) != 1 {
		t.Fatalf("%d users, %v", len(views), err)
	}
	want := migrator.Plan{Skip: "duplicate_email", Findings: []migrator.Finding{{Code: "duplicate_email", Detail: "imported: line 2"}}}
	if diff := cmp.Diff(want, views[0].Plan); diff != "" {
		t.Errorf("plan (-want +got):\n%s", diff)
	}
}

// TestDuplicatesAgainstNaive compares with an implementation that holds
// everything, over many small crowds in which nearly everybody shares
// something, with a good hash and with one that always collides.
func TestDuplicatesAgainstNaive(t *testing.T) {
	hashes := map[string]func(*migrator.Preview) *migrator.Preview{
		"keyed hash": func(p *migrator.Preview) *migrator.Preview { return p },
		"no hash":    func(p *migrator.Preview) *migrator.Preview { return p.WithHash(func(string) uint64 { return 0 }) },
		"length only": func(p *migrator.Preview) *migrator.Preview {
			return p.WithHash(func(s string) uint64 { return uint64(len(s)) << 40 })
		},
	}
	for name, hashed := range hashes {
		for _, rule := range migrator.Choices[0].Values {
			t.Run(name+", "+rule, func(t *testing.T) {
				random := rand.New(rand.NewPCG(1, uint64(len(rule))))
				for range 300 {
					e, o := crowd(random), duplicatesOption(rule)
					if random.IntN(2) == 0 {
						o = everybody(o)
					}
					p := hashed(migrator.PreviewOf(e, o))
					r, err := p.Run(t.Context())
					if err != nil {
						t.Fatal(err)
					}
					if diff := cmp.Diff(naive(e, o), skipped(p)); diff != "" {
						t.Fatalf("skipped (-naive +got):\n%s\n%s", diff, described(e))
					}
					checkAgainstViews(t, p, r)
				}
			})
		}
	}
}

// crowd is a small export over few identifiers.
func crowd(random *rand.Rand) *fakeExport {
	e := &fakeExport{}
	pick := func(values ...string) string { return values[random.IntN(len(values))] }
	for range random.IntN(9) {
		if random.IntN(12) == 0 {
			e.unreadable()
			continue
		}
		u := sources.User{
			SourceID:      pick("", "a", "b", "c", "d", "e", "f", "g"),
			Email:         pick("", "", "x@example.com", "X@Example.com", "y@example.com", "z@example.com", "no email"),
			EmailVerified: random.IntN(2) == 0,
			Phone:         pick("", "", "+14155550123", "+14155550124", "555"),
			PhoneVerified: random.IntN(2) == 0,
			Blocked:       random.IntN(4) == 0,
		}
		if random.IntN(4) == 0 {
			isDeletedAtProvider(&u)
		}
		if random.IntN(2) == 0 {
			u.LastLogin = day(1 + random.IntN(3))
		}
		if random.IntN(2) == 0 {
			u.Hash = bcryptHash()
		}
		e.add(u)
	}
	return e
}

// naive is the rule of duplicates in the plainest form.
func naive(e *fakeExport, o migrator.Options) map[uint64]string {
	rule := o.Duplicates
	type contender struct {
		u    sources.User
		keys []string
	}
	skip, holds := map[uint64]string{}, map[string]bool{}
	var contenders []contender
	planner := migrator.NewPlanner(o, "")
	for _, u := range e.records {
		if u == nil {
			continue
		}
		plan := planner.Plan(*u)
		if plan.Skip != "" {
			skip[u.Ordinal] = plan.Skip
			continue
		}
		c := plan.Calls[0]
		contenders = append(contenders, contender{*u, []string{
			"duplicate_email " + strings.ToLower(c.Email), "duplicate_phone " + c.Phone, "duplicate_external_id " + c.ExternalID,
		}})
	}
	better := map[string]func(u sources.User) bool{
		"verified": func(u sources.User) bool {
			plan := planner.Plan(u)
			if plan.Calls[0].Email != "" {
				return u.EmailVerified
			}
			return u.PhoneVerified
		},
		"password": func(u sources.User) bool {
			plan := planner.Plan(u)
			return plan.Calls[len(plan.Calls)-1].Hash != nil
		},
	}
	standing := func(u sources.User) int {
		switch {
		case len(u.Notes) > 0:
			return 2
		case u.Blocked:
			return 1
		}
		return 0
	}
	slices.SortStableFunc(contenders, func(a, b contender) int {
		if c := standing(a.u) - standing(b.u); c != 0 {
			return c
		}
		if rule == "last-login" {
			return b.u.LastLogin.Compare(a.u.LastLogin)
		}
		if is := better[rule]; is != nil && is(a.u) != is(b.u) {
			if is(a.u) {
				return -1
			}
			return 1
		}
		return 0
	})
	for _, c := range contenders {
		keys := slices.DeleteFunc(c.keys, func(k string) bool { return strings.HasSuffix(k, " ") })
		if i := slices.IndexFunc(keys, func(k string) bool { return holds[k] }); i >= 0 {
			skip[c.u.Ordinal], _, _ = strings.Cut(keys[i], " ")
			continue
		}
		for _, k := range keys {
			holds[k] = true
		}
	}
	return skip
}

// checkAgainstViews asserts that the counts of a result are those of the
// users as the lists show them.
func checkAgainstViews(t *testing.T, p *migrator.Preview, r migrator.PreviewResult) {
	t.Helper()
	views, err := p.Users(context.Background(), "", 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	got := migrator.PreviewResult{Users: len(views)}
	findings := map[string]int{}
	for _, v := range views {
		if v.Plan.Skip != "" {
			got.Skipped++
		}
		for _, c := range v.Plan.Calls {
			switch c.Kind {
			case migrator.CreateUser:
				got.Calls.CreateUser++
			case migrator.MigratePassword:
				got.Calls.MigratePassword++
			}
		}
		for _, f := range v.Findings {
			findings[f.Code]++
		}
	}
	counted := map[string]int{}
	for _, f := range r.Findings {
		counted[f.Code] = f.Users
	}
	want := migrator.PreviewResult{Users: r.Users, Skipped: r.Skipped, Calls: r.Calls}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("totals (-result +views):\n%s", diff)
	}
	if diff := cmp.Diff(counted, findings); diff != "" {
		t.Fatalf("findings (-result +views):\n%s", diff)
	}
	if sum := sumOf(r.Moves); sum != r.Users {
		t.Fatalf("moves add up to %d of %d users", sum, r.Users)
	}
}

func sumOf(m migrator.MoveCounts) int {
	return m.EmailOnly + m.PhoneOnly + m.EmailPhone + m.EmailPassword + m.EmailPhonePassword + m.Nothing
}

func described(e *fakeExport) string {
	var s strings.Builder
	for i, u := range e.records {
		if u == nil {
			fmt.Fprintf(&s, "%d unreadable\n", i)
			continue
		}
		fmt.Fprintf(&s, "%d id=%q email=%q %v phone=%q %v blocked=%v notes=%v login=%v hash=%v\n", i, u.SourceID, u.Email, u.EmailVerified, u.Phone, u.PhoneVerified, u.Blocked, u.Notes, u.LastLogin, u.Hash != nil)
	}
	return s.String()
}
