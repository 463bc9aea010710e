package migrator_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

// TestRandomRetries lets random imports happen of whom many are refused, lets
// some of the causes be mended, at Stytch or by the operator's corrections, and
// sends the refused again through faults, kills and pauses: what holds for an
// import holds over both, whoever can be taken is there once and as corrected,
// and nobody else is touched.
func TestRandomRetries(t *testing.T) {
	first := firstSeed(t)
	seen := map[string]int{}
	folder := t.TempDir()
	for i := range *histories / 4 {
		a := &again{seen: seen, folder: folder}
		synctest.Test(t, func(t *testing.T) { a.happen(t, first+uint64(i)) })
		if len(a.w.bad) > 0 {
			t.Fatalf("seed %d: %s\n%s\nretried by %s, mended %v\n%s", first+uint64(i), strings.Join(a.w.bad, "\n"), a.w.h, a.way, a.cures, strings.Join(a.w.trace, "\n"))
		}
	}
	usual := []string{
		"all", "reasons", "edits", "a corrected export", "killed", "resumed meanwhile",
		"created", "created as corrected", "present", "refused", "refused again", "with a password",
	}
	allMet(t, seen, *histories/4, usual, []string{"missing the correction", "refused and left alone", "password added"})
}

// cure is what becomes of the cause of a refusal before the retry.
type cure int

const (
	notCured    cure = iota
	byStytch         // Stytch takes now what it refused
	byOperator       // corrected, and taken
	inVain           // corrected, and refused all the same
	cureOptions      // how many there are
)

func (c cure) String() string {
	return [...]string{"nothing", "Stytch", "the operator", "the operator, in vain"}[c]
}

// again is a world whose refused users are sent again.
type again struct {
	w      *world
	r      *rand.Rand
	seen   map[string]int
	folder string
	// rival: the operator corrects now in one way, now in another.
	rival bool

	way     string // how the operator names whom to send
	reasons []string
	cures   []cure
	edits   map[string]migrator.Edit // by source id, also of some who are not refused
	file    string                   // the corrected export, "" = none
	chosen  []bool                   // refused, and to be sent again

	before map[uint64]migrator.Outcome
	writes []int // until the retry
	run    int   // of the processes after the import
	taken  bool  // a retry has begun: whom it sends is noted on disk
}

func (a *again) happen(t *testing.T, seed uint64) {
	a.r = rand.New(rand.NewPCG(seed, 5))
	h := randomHistory(seed, false)
	for i := range h.records {
		if a.r.IntN(2) == 0 {
			h.records[i].refused = []migrator.CallKind{migrator.CreateUser, migrator.MigratePassword}[a.r.IntN(2)]
		}
	}
	a.w = newWorld(h)
	a.w.traced = true
	a.w.run(t.Context())
	synctest.Wait()
	if len(a.w.bad) > 0 {
		return // TestRandomHistories makes it smaller
	}
	a.before, a.writes = map[uint64]migrator.Outcome{}, slices.Clone(a.w.writes)
	for ordinal, o := range a.w.disk.outcomes {
		a.before[ordinal] = o
	}
	if !a.choose(t) {
		return
	}
	a.seen[a.way]++
	time.Sleep(time.Minute)
	a.retry(t)
	if len(a.w.bad) == 0 {
		a.check()
	}
}

// choose decides what is mended and who is sent again. It reports false where
// nobody is.
func (a *again) choose(t *testing.T) bool {
	records := a.w.h.records
	a.cures, a.chosen, a.edits = make([]cure, len(records)), make([]bool, len(records)), map[string]migrator.Edit{}
	var refused []int
	var reasons []string
	for i := range records {
		if o := a.before[uint64(i)]; o.Kind == migrator.WasRefused {
			refused = append(refused, i)
			reasons = append(reasons, o.Reason)
		}
	}
	if len(refused) == 0 {
		return false
	}
	a.way = []string{"all", "reasons", "edits", "a corrected export"}[a.r.IntN(4)]
	if a.rival {
		a.way = "edits"
	}
	corrected := a.way == "edits" || a.way == "a corrected export"
	if a.way == "reasons" {
		a.reasons = reasons[:1]
	}
	for _, i := range refused {
		if a.cures[i] = cure(a.r.IntN(int(cureOptions))); !corrected && a.cures[i] > byStytch {
			a.cures[i] = byStytch
		}
		a.chosen[i] = a.way == "all" || a.way == "reasons" && a.before[uint64(i)].Reason == a.reasons[0]
		if corrected && a.r.IntN(4) > 0 {
			a.chosen[i] = true
			a.correct(i)
		}
		if a.cures[i] == byStytch || a.cures[i] == byOperator {
			records[i].refused = 0
		}
	}
	for i := range records { // a correction of somebody who is not refused is nothing
		if corrected && a.before[uint64(i)].Kind != migrator.WasRefused && a.r.IntN(2) == 0 {
			a.correct(i)
		}
	}
	if a.way == "a corrected export" {
		a.write(t)
	}
	return slices.Contains(a.chosen, true)
}

// correct makes an operator's correction of a record.
func (a *again) correct(i int) {
	var e migrator.Edit
	k, email, phone := a.w.h.records[i], newEmailOf(i), newPhoneOf(i)
	if change := a.cures[i] >= byOperator || a.r.IntN(2) == 0; change && k.email && a.r.IntN(3) > 0 {
		e.Email = &email
	}
	if k.phone && (a.cures[i] >= byOperator || a.r.IntN(2) == 0) {
		e.Phone = &phone
	}
	a.edits[k.user(i).SourceID] = e
}

// asCorrected is the user as the retry has it.
func (a *again) asCorrected(i int) sources.User {
	u := a.w.h.records[i].user(i)
	e := a.edits[u.SourceID]
	if e.Email != nil {
		u.Email = *e.Email
	}
	if e.Phone != nil {
		u.Phone = *e.Phone
	}
	return u
}

// write writes the corrected export, without the password hashes.
func (a *again) write(t *testing.T) {
	var text strings.Builder
	for i := range a.w.h.records {
		u := a.asCorrected(i)
		if _, is := a.edits[u.SourceID]; is {
			fmt.Fprintf(&text, "{\"id\":%q,\"email\":%q,\"email_verified\":%v,\"phone_number\":%q}\n", u.SourceID, u.Email, u.EmailVerified, u.Phone)
		}
	}
	a.file = filepath.Join(a.folder, "corrected.ndjson")
	if err := os.WriteFile(a.file, []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}

// retry runs processes, of which the first ones may die and some only resume,
// until nobody is left who waits.
func (a *again) retry(t *testing.T) {
	w := a.w
	w.open, w.most = a.open, 2*mostRequests // by the old identifiers, then by the new ones
	faults, deaths := 5, 3
	if a.rival {
		faults, deaths = 9, 6
	}
	for range a.r.IntN(faults) {
		i := a.r.IntN(len(w.h.records))
		w.h.faults = append(w.h.faults, fault{
			record: i, nth: w.writes[i] + a.r.IntN(3), kind: faultKind(a.r.IntN(int(unavailable))), late: time.Duration(a.r.IntN(12000)) * time.Millisecond,
		})
		w.used = append(w.used, false)
	}
	var ends []end
	for range a.r.IntN(deaths) {
		ends = append(ends, randomEnd(a.r))
	}
	w.h.ends = append(w.h.ends, ends...)
	const most = 40
	for a.run = range most {
		var e *end
		if a.run < len(ends) {
			e = &ends[a.run]
		}
		done := w.process(t.Context(), e)
		if e != nil && !done {
			a.seen["killed"]++
		}
		if done && a.taken && !a.misses() {
			time.Sleep(time.Minute) // what is late arrives
			return
		}
	}
	w.violated("P1: not done after %d processes", most)
}

// misses reports whether somebody is to be corrected once more: a resume met
// them in the middle of the retry.
func (a *again) misses() bool {
	for _, o := range a.w.disk.outcomes {
		if o.Reason == "correction_missing" {
			a.seen["missing the correction"]++
			return true
		}
	}
	return false
}

// open is what the operator does: retry as long as somebody chosen is refused,
// or, when it ended early, now and then only resume.
func (a *again) open(ctx context.Context, c migrator.ImportConfig, t migrator.Tuning) (*migrator.Migration, error) {
	w := a.w
	retry := migrator.RetryConfig{ReopenConfig: migrator.ReopenConfig{Ports: c.Ports, Checkpoint: c.Checkpoint, Secret: c.Secret, StopLoss: c.StopLoss}, Reasons: a.reasons}
	if a.run > 0 && a.r.IntN(3) == 0 || !a.somebody() {
		a.seen["resumed meanwhile"]++
		w.note("resume")
		return migrator.TakeUpWith(ctx, retry.ReopenConfig, w.export, t)
	}
	switch a.way {
	case "edits":
		retry.Edits = a.edits
	case "a corrected export":
		e, err := sources.Open(ctx, sources.Options{Paths: []string{a.file}, Provider: sources.JSON})
		if err != nil {
			return nil, err
		}
		defer func() { _ = e.Close() }() // only read
		retry.Corrected = e
	}
	w.note("retry %s", a.way)
	a.mustLook()
	m, err := a.send(ctx, retry, t)
	a.taken = a.taken || a.noted()
	return m, err
}

// send begins a retry.
func (a *again) send(ctx context.Context, c migrator.RetryConfig, t migrator.Tuning) (*migrator.Migration, error) {
	if a.rival {
		return a.sendRival(ctx, c, t)
	}
	return migrator.RetryWith(ctx, c, a.w.export, t)
}

// somebody reports whether a retry finds anybody to send.
func (a *again) somebody() bool {
	for i, chosen := range a.chosen {
		o := a.w.disk.outcomes[uint64(i)]
		again := o.Kind == migrator.WasRefused && (a.way != "reasons" || o.Reason == a.reasons[0])
		if chosen && (again || len(a.edits) > 0 && o.Kind == migrator.Unknown) {
			return true
		}
	}
	return false
}

// noted reports whether nobody counts as refused any more who is to be sent; the
// process may have died while it noted them.
func (a *again) noted() bool {
	for i, chosen := range a.chosen {
		if chosen && a.w.disk.outcomes[uint64(i)].Kind == migrator.WasRefused {
			return false
		}
	}
	return true
}

// mustLook: whoever is retried is looked up before anything of theirs leaves.
func (a *again) mustLook() {
	a.w.mu.Lock()
	defer a.w.mu.Unlock()
	for i, chosen := range a.chosen {
		if chosen && a.w.disk.outcomes[uint64(i)].Kind == migrator.WasRefused {
			a.w.mustLook[i] = true
		}
	}
}

func (a *again) check() {
	a.w.check()
	if a.rival { // which correction has come first is not known
		return
	}
	for i := range a.w.h.records {
		o, was := a.w.disk.outcomes[uint64(i)], a.before[uint64(i)]
		switch {
		case !a.chosen[i]:
			a.untouched(i, o, was)
		default:
			a.sentAgain(i, o)
		}
	}
	c, r := a.w.sum(), a.w.result
	if r.Created != c.Created || r.PasswordAdded != c.PasswordAdded || r.Present != c.Present || r.Refused != c.Refused ||
		r.Skipped != c.Skipped || r.Unknown != 0 || r.Remaining != 0 || r.Total != len(a.w.h.records) || r.PasswordRefused != c.PasswordRefused {
		a.w.violated("R5: the result is %+v, the outcomes count %+v", r, c)
	}
}

// untouched: whoever is not sent again stays as they were.
func (a *again) untouched(i int, o, was migrator.Outcome) {
	if o != was {
		a.w.violated("R2: record %d was %+v, and is %+v", i, was, o)
	}
	if n := a.w.writes[i] - a.writes[i]; n > 0 {
		a.w.violated("R2: %d writes for record %d, who is not sent again", n, i)
	}
	if o.Kind == migrator.WasRefused {
		a.seen["refused and left alone"]++
	}
}

// sentAgain holds somebody who was refused against what is to become of them.
func (a *again) sentAgain(i int, o migrator.Outcome) {
	w, k, want := a.w, a.w.h.records[i], a.asCorrected(i)
	a.seen[strings.ReplaceAll(o.Kind.String(), "_", " ")]++
	if ours := w.ours(i); len(ours) > 0 && w.h.mark && o.Kind != migrator.Created && !(k.password && k.verified) {
		// A migrate may have left its mark on somebody who was there.
		w.violated("R6: %s is made for record %d, who is %s", ours[0].id, i, o.Kind)
	}
	switch o.Kind {
	case migrator.WasRefused:
		a.seen["refused again"]++
		if k.refused == 0 && a.free(i, want) {
			w.violated("R3: record %d is refused (%s), though Stytch takes it", i, o.Reason)
		}
	case migrator.Created:
		u := w.stytch.ever(o.UserID)
		externalID := ""
		if k.externalID {
			externalID = want.SourceID
		}
		if u.email != want.Email || u.phone != want.Phone || u.externalID != externalID {
			w.violated("R4: record %d is created as %q, %q, %q, and not as %q, %q, %q", i, u.email, u.phone, u.externalID, want.Email, want.Phone, externalID)
		}
		if want.Email != k.user(i).Email || want.Phone != k.user(i).Phone {
			a.seen["created as corrected"]++
		}
		a.password(i, o, u)
	}
}

// password: who has one in the export has it at Stytch, or the outcome says
// that it was refused.
func (a *again) password(i int, o migrator.Outcome, u *memoryUser) {
	k := a.w.h.records[i]
	switch moves := k.password && k.email; {
	case moves && k.refused == 0 && !o.PasswordRefused && (u.passwordBy != a.w.by(i) || !o.PasswordMoved):
		a.w.violated("R4: the password of record %d is by %q, moved %v", i, u.passwordBy, o.PasswordMoved)
	case moves && o.Reason == "password_in_doubt" && !a.w.h.faultless():
		a.seen["password in doubt"]++ // the email is not verified, and nobody knows who has the user
	case moves && k.refused == 0 && o.PasswordRefused:
		a.w.violated("R3: the password of record %d is refused (%s), though Stytch takes it", i, o.Reason)
	case !moves && u.password != "":
		a.w.violated("R4: record %d has no password, and %s has", i, u.id)
	case moves && k.refused == 0:
		a.seen["with a password"]++
	}
}

// free reports whether nobody else has one of a user's identifiers.
func (a *again) free(i int, u sources.User) bool {
	for _, other := range a.w.stytch.users {
		if !other.deleted.IsZero() || isBy(other.by, i) {
			continue
		}
		if u.Email != "" && other.email == u.Email || u.Phone != "" && other.phone == u.Phone || a.w.h.records[i].externalID && other.externalID == u.SourceID {
			return false
		}
	}
	return true
}
