package migrator_test

import (
	"context"
	"iter"
	"runtime"
	"strconv"
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

// typicalUser is one of a big tenant: most have an email, a password and some
// metadata as its reader gives it, a part has a phone.
func typicalUser(i int) sources.User {
	n := strconv.Itoa(i)
	u := sources.User{
		Ordinal: uint64(i), Place: sources.Place{File: "users.ndjson", Line: i + 1},
		SourceID: "auth0|5f7c8ec7c33c6c004b" + n, Email: "somebody." + n + "@example.com", EmailVerified: i%5 > 0,
		Name:      sources.Name{First: "Ada", Last: "Lovelace"},
		CreatedAt: day(1), UpdatedAt: day(2), LastLogin: day(3),
		Trusted:   map[string]any{"plan": jsontext.Value(`"pro"`), "roles": jsontext.Value(`["admin","billing"]`)},
		Untrusted: map[string]any{"locale": jsontext.Value(`"en"`), "nickname": "ada", "picture": "https://s.gravatar.com/avatar/" + n},
	}
	if i%3 > 0 {
		u.Hash = bcryptHash()
	}
	if i%4 == 0 {
		u.Phone = "+1415" + strconv.Itoa(1000000+i%9000000)
	}
	if i%50 == 0 {
		u.Email = "somebody." + strconv.Itoa(i/100) + "@example.com"
	}
	return u
}

// generated is an export of typical users that costs nothing to read: the
// same few users come again and again with other identifiers.
type generated struct {
	fakeExport
	users int
	work  [64]sources.User
}

func newGenerated(users int) *generated {
	g := &generated{users: users}
	for i := range g.work {
		g.work[i] = typicalUser(i)
	}
	return g
}

func (g *generated) user(i int) sources.User {
	u, fresh := g.work[i%len(g.work)], typicalIdentifiers(i)
	u.Ordinal, u.Place.Line, u.SourceID, u.Email = uint64(i), i+1, fresh.id, fresh.email
	if u.Phone != "" {
		u.Phone = fresh.phone
	}
	return u
}

type identifiers struct{ id, email, phone string }

func typicalIdentifiers(i int) identifiers {
	n := strconv.Itoa(i)
	return identifiers{"auth0|5f7c8ec7c33c6c004b" + n, "somebody." + strconv.Itoa(i-i%50/49) + "@example.com", "+1415" + strconv.Itoa(1000000+i)}
}

func (g *generated) Users(ctx context.Context) iter.Seq2[sources.User, error] {
	return g.Select(ctx, func(uint64) bool { return true })
}

func (g *generated) Fold(ctx context.Context, start func() sources.Folder) iter.Seq2[sources.Folder, error] {
	return foldOf(g.Users(ctx), 256, start)
}

func (g *generated) Select(_ context.Context, want func(uint64) bool) iter.Seq2[sources.User, error] {
	return func(yield func(sources.User, error) bool) {
		for i := range g.users {
			if g.each != nil {
				g.each(i)
			}
			if want(uint64(i)) && !yield(g.user(i), nil) {
				return
			}
		}
	}
}

func (g *generated) Pick(ctx context.Context, wanted iter.Seq[uint64]) iter.Seq2[sources.User, error] {
	next, stop := iter.Pull(wanted)
	at, more := next()
	return func(yield func(sources.User, error) bool) {
		defer stop()
		for ; more; at, more = next() {
			if !yield(g.user(int(at)), nil) {
				return
			}
		}
	}
}

func BenchmarkPlan(b *testing.B) {
	planner := migrator.NewPlanner(migrator.DefaultOptions(), migration)
	var users [64]sources.User
	for i := range users {
		users[i] = typicalUser(i)
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		planner.Plan(users[i%len(users)])
	}
}

// BenchmarkRead is the bare cost of the generated export, to be taken off
// BenchmarkPreview.
func BenchmarkRead(b *testing.B) {
	g := newGenerated(1_000_000)
	for b.Loop() {
		for range g.Users(b.Context()) {
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1e6, "ns/user")
}

func BenchmarkPreview(b *testing.B) {
	g := newGenerated(1_000_000)
	b.ReportAllocs()
	for b.Loop() {
		p := migrator.PreviewOf(g, migrator.DefaultOptions())
		if r, err := p.Run(b.Context()); err != nil || r.Duplicates == 0 {
			b.Fatal(r.Duplicates, err)
		}
		runtime.KeepAlive(p)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1e6, "ns/user")
}
