package ordeal_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.com/usher/migrator"
	"example.com/usher/migrator/checkpoint"
	"example.com/usher/migrator/sandbox"
)

// ending is what the witnesses say of a migration: the export, Stytch, the
// checkpoint, the result and the report.
type ending struct {
	t        *testing.T
	export   []someone
	users    []sandbox.User
	result   migrator.Result
	outcomes map[uint64]migrator.Outcome
	// idMap is Stytch's user_id by source id, lists the lists that a source id
	// stands in.
	idMap map[string]string
	lists map[string][]string

	byExternalID, byEmail, byPhone, byID map[string]*sandbox.User
}

// ends collects what they say.
func (o *operator) ends(b *box, export []someone, d document) *ending {
	o.t.Helper()
	e := &ending{
		t: o.t, export: export, users: b.users(), result: d.Result, outcomes: outcomesOf(o.t, o.checkpoint),
		idMap: map[string]string{}, lists: map[string][]string{},
		byExternalID: map[string]*sandbox.User{}, byEmail: map[string]*sandbox.User{},
		byPhone: map[string]*sandbox.User{}, byID: map[string]*sandbox.User{},
	}
	for i := range e.users {
		u := &e.users[i]
		e.know(e.byExternalID, u.ExternalID, u)
		e.know(e.byEmail, u.Email, u)
		e.know(e.byPhone, u.Phone, u)
		e.know(e.byID, u.UserID, u)
	}
	for _, name := range []string{"id-map.csv", "refused.csv", "skipped.csv", "unresolved.csv"} {
		e.read(filepath.Join(strings.TrimSuffix(o.checkpoint, ".usher")+"-report", name))
	}
	return e
}

func (e *ending) know(by map[string]*sandbox.User, key string, u *sandbox.User) {
	if key == "" {
		return
	}
	if by[key] != nil {
		e.t.Errorf("two users have %s", key)
	}
	by[key] = u
}

// read notes who stands in a list of the report.
func (e *ending) read(path string) {
	e.t.Helper()
	f, err := os.Open(path)
	if err != nil {
		e.t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		e.t.Fatal(err)
	}
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	for _, row := range rows[1:] {
		id := row[column["source_id"]]
		e.lists[id] = append(e.lists[id], filepath.Base(path))
		if filepath.Base(path) == "id-map.csv" {
			e.idMap[id] = row[column["stytch_user_id"]]
		}
	}
}

func outcomesOf(t *testing.T, path string) map[uint64]migrator.Outcome {
	t.Helper()
	store, err := checkpoint.Files{}.Read(path)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	all := map[uint64]migrator.Outcome{}
	for o, err := range store.Outcomes() {
		if err != nil {
			t.Fatal(err)
		}
		all[o.Ordinal] = o
	}
	return all
}

// everybodyOnce checks a migration in which nobody else wrote and nobody had a
// reason to be refused: everybody is there once, with their password, besides
// the strangers who were there before, and all witnesses agree.
func (e *ending) everybodyOnce(strangers int) {
	e.t.Helper()
	e.addsUp()
	if r := e.result; r.State != migrator.Done || r.Refused+r.Skipped+r.Unknown+r.Remaining+r.PasswordRefused > 0 {
		e.t.Errorf("the result says %+v", r)
	}
	if got, want := len(e.users), len(e.export)+strangers; got != want {
		e.t.Errorf("%d users are at Stytch, want %d", got, want)
	}
	for i, s := range e.export {
		u := e.byExternalID[s.sourceID()]
		if u == nil {
			e.t.Errorf("record %d is nowhere", i)
			continue
		}
		if u.Email != s.email || u.Phone != s.phone || u.Hash != s.hash {
			e.t.Errorf("record %d is there as %+v", i, *u)
		}
		if got := e.idMap[s.sourceID()]; got != u.UserID {
			e.t.Errorf("record %d: the id map has user %q, Stytch has %q", i, got, u.UserID)
		}
	}
}

// addsUp checks that every user of the export is counted once and stands in
// one list, and that result, checkpoint and report agree.
func (e *ending) addsUp() {
	e.t.Helper()
	r := e.result
	if r.Total != len(e.export) || r.Created+r.PasswordAdded+r.Present+r.Refused+r.Skipped+r.Unknown+r.Remaining != r.Total {
		e.t.Errorf("%d users are in the export, and the result says %+v", len(e.export), r)
	}
	counted := map[migrator.Kind]int{}
	for _, o := range e.outcomes {
		counted[o.Kind]++
	}
	for kind, n := range map[migrator.Kind]int{
		migrator.Created: r.Created, migrator.PasswordAdded: r.PasswordAdded, migrator.Present: r.Present,
		migrator.WasRefused: r.Refused, migrator.Skipped: r.Skipped, migrator.Unknown: r.Unknown,
	} {
		if counted[kind] != n {
			e.t.Errorf("the result says %d %v, the checkpoint %d", n, kind, counted[kind])
		}
	}
	if len(e.lists) != len(e.export) {
		e.t.Errorf("%d users are in the export, %d in the report", len(e.export), len(e.lists))
	}
	for i, s := range e.export {
		if in := e.lists[s.sourceID()]; len(in) != 1 {
			e.t.Errorf("record %d stands in %q, want one list", i, in)
		}
		if got, want := e.idMap[s.sourceID()], e.outcomes[uint64(i)].UserID; got != want {
			e.t.Errorf("record %d: the id map has user %q, the checkpoint %q", i, got, want)
		}
	}
}
