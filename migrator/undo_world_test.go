package migrator_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"example.com/usher/migrator"
)

// life is what befalls a user between an import and its undo.
type life int

const (
	nothing life = iota
	logsIn
	addsPhone
	addsFactor
	changesPassword
	losesMark
	isDeleted
	lives
)

func (l life) String() string {
	return [...]string{"nothing", "logs in", "adds a phone", "adds a factor", "changes the password", "loses the mark", "is deleted"}[l]
}

// happen lets it happen, and reports whether it could.
func (s *memoryStytch) happen(u *memoryUser, l life) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case l == logsIn && u.email != "" && !u.verified:
		u.verified = true
	case l == addsPhone && u.email != "":
		u.morePhones++
	case l == addsFactor:
		u.factors++
	case l == changesPassword && u.password != "":
		s.givePassword(u, "app")
	case l == losesMark && u.mark != "":
		u.mark = ""
	case l == isDeleted:
		s.remove(u)
	default:
		return false
	}
	return true
}

// TestRandomUndos lets random histories of imports happen, users live on, and
// takes the imports back through faults, kills and pauses. Then the project is
// held against what it was before the undo: exactly those are deleted, and
// exactly those passwords taken away, that the import brought and nobody has
// used since.
func TestRandomUndos(t *testing.T) {
	first := firstSeed(t)
	seen := map[string]int{}
	for i := range *histories / 4 {
		u := &undone{seen: seen}
		synctest.Test(t, func(t *testing.T) { u.happen(t, first+uint64(i)) })
		if len(u.w.bad) > 0 {
			t.Fatalf("seed %d: %s\n%s\nmeanwhile: %v\n%s", first+uint64(i), strings.Join(u.w.bad, "\n"), u.w.h, u.lives, strings.Join(u.w.trace, "\n"))
		}
	}
	usual := []string{"deleted", "password taken away", "logs in", "adds a factor", "changes the password", "is deleted", "not ours", "killed", "refused"}
	allMet(t, seen, *histories/4, usual, []string{"left in doubt", "uncertain"})
}

// undone is a world whose import is taken back.
type undone struct {
	w      *world
	r      *rand.Rand
	lives  map[string]life // by user_id
	before map[string]memoryUser
	// brought are the outcomes of the import.
	brought []migrator.Outcome
	seen    map[string]int

	mu      sync.Mutex
	refused map[string]bool // user_ids and password_ids that Stytch won't delete
	dry     bool
	result  migrator.UndoResult // of the last process
	left    int                 // requests until the process dies, <0 = it lives
	dead    bool
}

func (u *undone) happen(t *testing.T, seed uint64) {
	h := randomHistory(seed, false)
	u.w, u.r = newWorld(h), rand.New(rand.NewPCG(seed, 9))
	u.w.traced = true
	u.w.run(t.Context())
	synctest.Wait()
	if len(u.w.bad) > 0 {
		return // TestRandomHistories makes it smaller
	}
	u.liveOn()
	u.before, u.brought = u.users(), slices.Collect(maps.Values(u.w.disk.outcomes))
	time.Sleep(time.Minute) // the search index catches up
	u.preview(t.Context())
	u.takeBack(t.Context())
	u.compare()
}

// liveOn lets half of the users live on.
func (u *undone) liveOn() {
	u.lives, u.refused = map[string]life{}, map[string]bool{}
	for _, user := range slices.Clone(u.w.stytch.users) {
		if !user.deleted.IsZero() {
			continue
		}
		if l := life(u.r.IntN(int(lives))); u.r.IntN(2) == 0 && u.w.stytch.happen(user, l) {
			u.lives[user.id] = l
			u.seen[l.String()]++
		}
		if u.r.IntN(10) == 0 {
			u.refused[user.id], u.refused[user.password] = true, true
		}
	}
}

// users are the living ones as they are now.
func (u *undone) users() map[string]memoryUser {
	all := map[string]memoryUser{}
	for _, user := range u.w.stytch.users {
		if user.deleted.IsZero() {
			c := *user
			c.versions = nil
			all[user.id] = c
		}
	}
	return all
}

// preview holds a dry run against what the undo is to do.
func (u *undone) preview(ctx context.Context) {
	u.dead, u.left, u.dry = false, -1, true
	u.process(ctx)
	u.dry = false
	want := migrator.UndoResult{}
	for _, o := range u.brought {
		switch why := u.stays(o); {
		case why == "kept":
			want.Kept++
		case why == "gone":
			want.Gone++
		case why == "not ours":
			if o.Evidence == migrator.ByLookup && o.UserID != "" && (o.Kind == migrator.Created || o.Kind == migrator.PasswordAdded && o.PasswordID != "") {
				want.Uncertain++
				u.seen["uncertain"]++
			}
		case o.Kind == migrator.PasswordAdded:
			want.PasswordsRemoved++
		default:
			want.Deleted++
		}
	}
	r := u.result
	if r.Deleted != want.Deleted || r.PasswordsRemoved != want.PasswordsRemoved || r.Kept != want.Kept || r.Gone != want.Gone || r.Uncertain != want.Uncertain {
		u.w.violated("U6: the dry run says %+v, want %+v", r, want)
	}
	if fmt.Sprint(u.users()) != fmt.Sprint(u.before) {
		u.w.violated("U6: the dry run has changed something")
	}
}

// takeBack runs undos, of which the first ones may die, until one is done.
func (u *undone) takeBack(ctx context.Context) {
	const most = 8
	for i := range most {
		u.dead, u.left = false, -1
		if i < most-1 && u.r.IntN(2) == 0 {
			u.left = u.r.IntN(6)
		}
		if u.process(ctx) {
			return
		}
		time.Sleep(time.Minute)
	}
	u.w.violated("U1: not undone after %d processes", most)
}

func (u *undone) process(ctx context.Context) (finished bool) {
	ctx, kill := context.WithCancel(ctx)
	defer kill()
	u.w.disk.commit = nil
	undo, err := migrator.OpenUndo(ctx, migrator.UndoConfig{ReopenConfig: migrator.ReopenConfig{
		Checkpoint: "x.usher", Secret: "s",
		Ports: migrator.Ports{
			Checkpoints: process{disk: u.w.disk, power: u.alive},
			Connect: func(migrator.Connection) (migrator.Destination, error) {
				return &undoWire{direct: &direct{stytch: u.w.stytch}, u: u, kill: kill}, nil
			},
		},
	}, DryRun: u.dry})
	if err != nil {
		if u.alive() {
			u.w.violated("U1: open: %v", err)
		}
		return false
	}
	result, err := undo.Run(ctx)
	u.w.note("an undo ends: %+v %v", result, err)
	if closeErr := undo.Close(); closeErr != nil {
		u.w.violated("U1: close: %v", closeErr)
	}
	if !u.alive() {
		u.seen["killed"]++
		return false
	}
	if err != nil || result.State != migrator.Done || result.Remaining != 0 {
		u.w.violated("U1: %v, %+v", err, result)
	}
	if u.result = result; !u.dry {
		u.checkKept(result)
	}
	return true
}

func (u *undone) alive() bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	return !u.dead
}

// stays says why a user of an outcome is to be left as they are, "" = they are
// not.
func (u *undone) stays(o migrator.Outcome) string {
	was, there := u.before[o.UserID]
	l := u.lives[o.UserID]
	switch {
	case o.Evidence != migrator.ByAnswer && o.Evidence != migrator.ByMark, o.Kind != migrator.Created && o.Kind != migrator.PasswordAdded:
		return "not ours"
	case !there:
		return "gone"
	case o.Kind == migrator.PasswordAdded && o.PasswordID == "":
		return "not ours"
	case o.Kind == migrator.PasswordAdded && l == changesPassword:
		return "kept"
	case o.Kind == migrator.PasswordAdded && u.refused[o.PasswordID]:
		return "refused"
	case o.Kind == migrator.PasswordAdded:
		return ""
	case u.w.h.mark && was.mark == "":
		return "kept"
	case l == logsIn || l == addsPhone || l == addsFactor || l == changesPassword:
		return "kept"
	case u.refused[o.UserID]:
		return "refused"
	}
	return ""
}

// compare holds every user against what they were.
func (u *undone) compare() {
	expected := maps.Clone(u.before)
	for _, o := range u.brought {
		why := u.stays(o)
		u.seen[why]++
		if why != "" {
			continue
		}
		if o.Kind == migrator.Created {
			u.seen["deleted"]++
			delete(expected, o.UserID)
			continue
		}
		u.seen["password taken away"]++
		was := expected[o.UserID]
		was.password, was.passwordBy = "", ""
		expected[o.UserID] = was
	}
	after := u.users()
	for id := range expected {
		if after[id].id == "" {
			u.w.violated("U2: %s is deleted, made by %s, meanwhile %s", id, expected[id].by, u.lives[id])
		} else if fmt.Sprintf("%+v", after[id]) != fmt.Sprintf("%+v", expected[id]) {
			u.w.violated("U3: %s is\n%+v and not\n%+v", id, after[id], expected[id])
		}
	}
	for id := range after {
		if _, is := expected[id]; !is {
			u.w.violated("U4: %s, made by %s, is still there, meanwhile %s", id, after[id].by, u.lives[id])
		}
	}
}

// checkKept: whoever is kept or loses the password only is listed, once, and
// nobody else.
func (u *undone) checkKept(r migrator.UndoResult) {
	kept, left := map[uint64]bool{}, map[uint64]bool{}
	for _, k := range r.KeptUsers {
		if kept[k.Record] || k.Reason == "" {
			u.w.violated("U5: %+v", k)
		}
		kept[k.Record] = true
	}
	for _, k := range r.LeftUsers {
		if left[k.Record] || k.Reason == "" {
			u.w.violated("U5: %+v", k)
		}
		left[k.Record] = true
	}
	for _, o := range u.brought {
		why := u.stays(o)
		if want := why == "kept" || why == "refused"; want != kept[o.Ordinal+1] {
			u.w.violated("U5: record %d stays because %q, listed %v", o.Ordinal, why, kept[o.Ordinal+1])
		}
		doubtful := why == "" && o.Kind == migrator.PasswordAdded && o.Evidence == migrator.ByMark
		if doubtful {
			u.seen["left in doubt"]++
		}
		if doubtful && !left[o.Ordinal+1] {
			u.w.violated("U5: record %d loses the password only, and is not listed", o.Ordinal)
		}
	}
}

// undoWire is a way to Stytch on which answers get lost, and a process that
// dies after some requests.
type undoWire struct {
	*direct
	u    *undone
	kill context.CancelFunc
}

// fate decides about one request before it is sent.
func (d *undoWire) fate(ctx context.Context) (c migrator.Class, applied bool) {
	u := d.u
	u.mu.Lock()
	defer u.mu.Unlock()
	switch {
	case u.dead || gone(ctx):
		return migrator.Canceled, false
	case u.left == 0:
		u.dead = true
		d.kill()
		return migrator.Lost, u.r.IntN(2) == 0
	}
	u.left--
	switch u.r.IntN(12) {
	case 0:
		return migrator.Lost, true
	case 1:
		return migrator.Lost, false
	case 2:
		return migrator.Throttled, false
	case 3:
		return migrator.NotSent, false
	}
	return 0, true
}

func (d *undoWire) delete(ctx context.Context, id string, send func() migrator.Answer) migrator.Answer {
	class, applied := d.fate(ctx)
	time.Sleep(time.Duration(len(id)) * time.Millisecond)
	if d.u.refused[id] && class == 0 {
		return migrator.Answer{Class: migrator.Refused, Status: 400, ErrorType: "protected"}
	}
	var a migrator.Answer
	if applied && !d.u.refused[id] {
		a = send()
	}
	if class != 0 {
		return migrator.Answer{Class: class, Err: errors.New(class.String())}
	}
	return a
}

func (d *undoWire) DeleteUser(ctx context.Context, id string) migrator.Answer {
	return d.delete(ctx, id, func() migrator.Answer { return d.u.w.stytch.deleteUser(id) })
}

func (d *undoWire) DeletePassword(ctx context.Context, id string) migrator.Answer {
	return d.delete(ctx, id, func() migrator.Answer { return d.u.w.stytch.deletePassword(id) })
}

func (d *undoWire) Get(ctx context.Context, id string) migrator.Reply {
	if class, _ := d.fate(ctx); class == migrator.Canceled {
		return migrator.Reply{Class: class}
	} else if class != 0 {
		return migrator.Reply{Class: migrator.Unavailable, Err: errors.New("no answer")}
	}
	time.Sleep(time.Duration(len(id)) * time.Millisecond)
	return d.u.w.stytch.get(id)
}
