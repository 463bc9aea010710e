package migrator

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// Canary chooses a few users who go first: the run pauses when they are in, so
// that somebody can look at them and log one of them in before everybody else
// goes. The zero value chooses nobody.
type Canary struct {
	First int      // so many from the beginning of the export
	IDs   []string // or these, by source id
}

func (c Canary) asked() bool { return c.First > 0 || len(c.IDs) > 0 }

// CanaryReason is why such a run is paused.
const CanaryReason = "the canary users are in: check them, then resume for the rest"

// chooseCanary marks who goes first as unresolved, so that they are looked up
// before they are sent and need no watermark over those between them. A
// migration that has sent somebody already has had its canary.
func (m *migrationState) chooseCanary(ctx context.Context, c Canary) error {
	if !c.asked() {
		return nil
	}
	counts := m.store.Counts()
	if len(m.store.Meta().Watermarks) > 0 || counts.Created+counts.PasswordAdded+counts.Present+counts.Refused+counts.Unknown > 0 {
		return nil
	}
	group, err := m.canaryUsers(ctx, c)
	if err != nil {
		return err
	}
	if err := m.commit(Batch{Outcomes: group}); err != nil {
		return err
	}
	m.canary = true
	return nil
}

func (m *migrationState) canaryUsers(ctx context.Context, c Canary) (group []Outcome, err error) {
	resume, err := newResumption(m.store)
	if err != nil {
		return nil, err
	}
	planner, digests := NewPlanner(m.meta.Options, m.meta.ID), newDigester(m.meta)
	missing := slices.Clone(c.IDs)
	for u, err := range m.export.Select(ctx, resume.wants) {
		if asRecordError(err) != nil {
			continue
		}
		if err != nil {
			return nil, err
		}
		i := slices.Index(missing, u.SourceID)
		if plan := planner.Plan(u); len(plan.Calls) == 0 || (len(c.IDs) > 0 && i < 0) {
			continue
		}
		if i >= 0 {
			missing = slices.Delete(missing, i, i+1)
		}
		group = append(group, Outcome{
			Ordinal: u.Ordinal, Kind: Unknown, Evidence: ByPlan, Reason: "canary", Since: m.date, SourceDigest: digests.source(&u),
		})
		if len(c.IDs) == 0 && len(group) == c.First || len(c.IDs) > 0 && len(missing) == 0 {
			break
		}
	}
	if len(missing) > 0 {
		return nil, &FatalError{
			Op: "choose canary users", Err: fmt.Errorf("%d of the ids are of nobody who would be sent", len(missing)),
			Hint: "Give source ids as the export has them. Nothing was sent.",
		}
	}
	return group, nil
}

// CanaryUser is one of the users who went first, as the export and as Stytch
// has them.
type CanaryUser struct {
	SourceID string
	Place    string
	Outcome  Outcome
	Call     Call   // what was sent first
	Found    *Found // nil where Stytch has nobody
	Differ   []string
	// HasPassword: a login can be tried.
	HasPassword bool
}

// Canaries opens a migration that is paused after its canary, to look at them.
type Canaries struct{ m *migrationState }

// OpenCanaries opens the checkpoint, as Reopen does, and sends nothing but
// reads.
func OpenCanaries(ctx context.Context, c ReopenConfig) (*Canaries, error) {
	m, err := reopen(ctx, c)
	if err != nil {
		return nil, err
	}
	return &Canaries{m.migrationState}, nil
}

// Close releases the checkpoint and the project.
func (c *Canaries) Close() error { return c.m.close() }

// Users reads those who are in so far, at most limit.
func (c *Canaries) Users(ctx context.Context, limit int) ([]CanaryUser, error) {
	outcomes := map[uint64]Outcome{}
	for o, err := range c.m.store.Outcomes() {
		if err != nil {
			return nil, err
		}
		if o.Kind != Skipped && o.Kind != Unreadable && len(outcomes) < limit {
			outcomes[o.Ordinal] = o
		}
	}
	planner := NewPlanner(c.m.meta.Options, c.m.meta.ID)
	var users []CanaryUser
	for u, err := range c.m.export.Pick(ctx, slices.Values(slices.Sorted(maps.Keys(outcomes)))) {
		if err != nil {
			return nil, err
		}
		o, plan := outcomes[u.Ordinal], planner.Plan(u)
		user := CanaryUser{SourceID: u.SourceID, Place: u.Place.String(), Outcome: o, HasPassword: o.PasswordMoved}
		if len(plan.Calls) > 0 {
			user.Call = plan.Calls[0]
		}
		if hasUserID(o) {
			if err := c.read(ctx, &user, plan); err != nil {
				return nil, err
			}
		}
		users = append(users, user)
	}
	return users, nil
}

func (c *Canaries) read(ctx context.Context, user *CanaryUser, plan Plan) error {
	reply := c.m.dest.Get(ctx, user.Outcome.UserID)
	switch {
	case reply.Class == OK && len(reply.Users) == 1:
		user.Found = &reply.Users[0]
		user.Differ = fieldsThatDiffer(user.Found, plan, user.Outcome)
	case reply.Class != Absent:
		return &FatalError{Op: "read canary user", Err: errors.New(reply.Class.String()), Hint: "Try again: usher resume goes on."}
	}
	return nil
}

// Login tries a password at Stytch and reports whether it is this user's.
func (c *Canaries) Login(ctx context.Context, user CanaryUser, password string) (bool, error) {
	checker, can := c.m.dest.(LoginChecker)
	if !can {
		return false, &FatalError{Op: "check login", Err: errors.New("this destination can't"), Hint: "Log in through your app."}
	}
	answer := checker.CheckLogin(ctx, user.Call.Email, password)
	switch {
	case answer.Class == OK:
		return answer.UserID == user.Outcome.UserID, nil
	case answer.ErrorType == "unauthorized_credentials" || answer.Class == Refused || answer.Class == Absent:
		return false, nil
	}
	return false, &FatalError{Op: "check login", Err: errors.New(answer.Class.String()), Hint: "Try again in a moment."}
}
