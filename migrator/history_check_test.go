package migrator_test

import (
	"cmp"
	"fmt"
	"strings"

	"example.com/usher/migrator"
)

// check looks at the end of a history: the outcomes on disk against Stytch's
// users.
func (w *world) check() {
	w.stytch.mu.Lock() // the app may have acted in a goroutine of its own
	defer w.stytch.mu.Unlock()
	for i := range w.h.records {
		o, settled := w.disk.outcomes[uint64(i)]
		if !settled {
			w.violated("P1: record %d has no outcome", i)
			continue
		}
		w.note("outcome of record %d: %s %s %s reason %q moved %v", i, o.Kind, o.UserID, o.PasswordID, o.Reason, o.PasswordMoved)
		w.checkOne(i, o)
	}
	if c := w.sum(); c != w.disk.counts {
		w.violated("counts %+v, of the outcomes %+v", w.disk.counts, c)
	}
	if n := w.disk.mostBelow; n > 4 {
		w.violated("%d users below a watermark without an outcome", n)
	}
}

func (w *world) sum() (c migrator.Counts) {
	for _, o := range w.disk.outcomes {
		c.Add(o, 1)
	}
	return c
}

func (w *world) checkOne(i int, o migrator.Outcome) {
	// Where the app acts on users whose answers were lost, no client can keep
	// these (no idempotency key, no conditional write); otherwise they hold
	// without exception.
	if w.h.idle() || w.h.faultless() {
		w.checkSettled(i, o)
		w.checkOneOfOurs(i, o)
		w.checkOrigin(i, o)
	}
	w.checkPasswords(i)
	if w.h.faultless() && o.Kind == migrator.Created && o.Evidence != migrator.ByAnswer {
		w.violated("P8: record %d: nobody found is created where no write can be unseen", i)
	}
}

// checkSettled is P1.
func (w *world) checkSettled(i int, o migrator.Outcome) {
	u := w.stytch.ever(o.UserID)
	switch o.Kind {
	case migrator.Created, migrator.PasswordAdded, migrator.Present:
		switch {
		case u == nil:
			w.violated("P1: record %d: its user %q never was", i, o.UserID)
		case !u.deleted.IsZero() && w.h.idle():
			w.violated("P1: record %d: its user %s is deleted", i, o.UserID)
		case u.deleted.IsZero() && w.h.idle() && !w.shares(i, u):
			w.violated("P1: record %d shares nothing with %s", i, o.UserID)
		}
	case migrator.WasRefused:
		if ours := w.ours(i); len(ours) > 0 {
			w.violated("P1: record %d is refused, and %s is there", i, ours[0].id)
		}
	default:
		w.violated("P1: record %d is %s", i, o.Kind)
	}
}

func (w *world) shares(i int, u *memoryUser) bool {
	k := w.h.records[i]
	return (k.email && isOf(i, u.email)) || (k.externalID && u.externalID == externalIDOf(i)) ||
		(!k.email && isOf(i, u.phone))
}

// ours are the living users that we made for a record.
func (w *world) ours(i int) (ours []*memoryUser) {
	for _, u := range w.stytch.users {
		if u.deleted.IsZero() && isBy(u.by, i) {
			ours = append(ours, u)
		}
	}
	return ours
}

// checkOneOfOurs is P2.
func (w *world) checkOneOfOurs(i int, o migrator.Outcome) {
	ours := w.ours(i)
	if len(ours) > 1 {
		w.violated("P2: record %d has %d users of ours", i, len(ours))
	}
	for _, u := range ours {
		if u.id != o.UserID {
			w.violated("P2: record %d has %s, and the map names %q", i, u.id, o.UserID)
		}
	}
}

// by is who sends a record of this world.
func (w *world) by(i int) string { return fmt.Sprintf("%s %d", cmp.Or(w.name, "usher"), i) }

// isBy reports whether somebody was made for a record, by whatever import.
func isBy(by string, i int) bool { return strings.HasSuffix(by, fmt.Sprintf(" %d", i)) }

// checkPasswords is P3. With a lost answer and an app that acts, a password
// can end on somebody else.
func (w *world) checkPasswords(i int) {
	if k := w.h.records[i]; k.verified || !k.password || !(w.h.idle() || w.h.faultless()) {
		return
	}
	for _, u := range w.stytch.users {
		if u.passwordBy == w.by(i) && u.by == "app" && u.deleted.IsZero() {
			w.violated("P3: the password of record %d, email unverified, is on %s, made by %s", i, u.id, u.by)
		}
	}
}

// checkOrigin is P4.
func (w *world) checkOrigin(i int, o migrator.Outcome) {
	u := w.stytch.ever(o.UserID)
	if u == nil {
		return
	}
	by := w.by(i)
	if o.Kind == migrator.Created && u.by != by {
		w.violated("P4: record %d is created, but %s made %s", i, u.by, u.id)
	}
	if o.Kind == migrator.PasswordAdded && u.passwordBy != by && w.h.idle() {
		w.violated("P4: record %d is password_added, but the password of %s is from %q", i, u.id, u.passwordBy)
	}
	if o.Kind == migrator.Created && o.PasswordMoved && u.passwordBy != by && w.h.idle() {
		w.violated("P4: the password of record %d moved, but that of %s is from %q", i, u.id, u.passwordBy)
	}
}

// mostRequests is how many requests one user may cost a run without further
// faults (P7).
const mostRequests = 12

// cheap is P7, for a process that no fault met. (A search for many counts for
// each of them.)
func (w *world) cheap() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.spoiled || !w.h.idle() {
		return
	}
	for i, n := range w.requests {
		if n > w.most {
			w.bad = append(w.bad, fmt.Sprintf("P7: %d requests for record %d", n, i))
		}
	}
}
