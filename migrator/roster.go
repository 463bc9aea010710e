package migrator

import (
	"context"
	"errors"
	"hash/maphash"
	"slices"
)

// Roster knows who is in a project, by keyed hashes of emails, phones and
// external ids: 8 bytes each. A collision only makes usher look a user up
// before it sends anything.
type Roster struct {
	Users     int // of the project
	seed      maphash.Seed
	keys      [3][]uint64 // sorted, by identifier
	passwords []uint64    // emails of users with a password, sorted
}

// RosterConfig names the project to read.
type RosterConfig struct {
	Ports  Ports
	Target Target
	Secret string
	// Progress, when not nil, is told after each page how many users it is.
	Progress func(users int)
}

// ReadRoster reads everybody in a project, 1,000 a page, within the limits of
// the destination. It holds the project's lock meanwhile.
func ReadRoster(ctx context.Context, c RosterConfig) (r *Roster, err error) {
	m := newMigrationState(c.Ports, "")
	if err := m.connect(ctx, c.Target, c.Secret, MaxRate); err != nil {
		return nil, errors.Join(err, m.close())
	}
	defer func() { err = errors.Join(err, m.close()) }()
	return readRoster(ctx, m.dest, c.Progress)
}

func readRoster(ctx context.Context, d Destination, progress func(users int)) (*Roster, error) {
	lister, can := d.(Lister)
	if !can {
		return nil, &FatalError{Op: "read who is there", Err: errors.New("this destination can't list users"), Hint: "Import without --against."}
	}
	r := &Roster{seed: maphash.MakeSeed()}
	for cursor := ""; ; {
		var next string
		page, ok, err := ask(ctx, "read who is there", func() (page Reply) {
			page, next = lister.ListUsers(ctx, cursor)
			return page
		})
		if err != nil {
			return nil, err
		}
		if !ok {
			return nil, context.Cause(ctx)
		}
		for i := range page.Users {
			r.add(&page.Users[i])
		}
		if progress != nil {
			progress(r.Users)
		}
		if next == "" || next == cursor {
			break
		}
		cursor = next
	}
	for i := range r.keys {
		slices.Sort(r.keys[i])
	}
	slices.Sort(r.passwords)
	return r, nil
}

func (r *Roster) add(f *Found) {
	r.Users++
	note := func(by identifier, value string) {
		if value != "" {
			r.keys[by] = append(r.keys[by], r.hash(value))
		}
	}
	note(byExternalID, f.ExternalID)
	for _, e := range f.Emails {
		note(byEmail, foldEmail(e.Value))
		if f.PasswordID != "" {
			r.passwords = append(r.passwords, r.hash(foldEmail(e.Value)))
		}
	}
	for _, p := range f.Phones {
		note(byPhone, p.Value)
	}
}

func (r *Roster) hash(value string) uint64 { return maphash.String(r.seed, value) }

// knows reports whether somebody with one of a plan's identifiers is there.
func (r *Roster) knows(p *Plan) bool {
	if r == nil || len(p.Calls) == 0 {
		return false
	}
	c := &p.Calls[0]
	return r.has(byExternalID, c.ExternalID) || r.has(byEmail, foldEmail(c.Email)) || r.has(byPhone, c.Phone)
}

func (r *Roster) has(by identifier, value string) bool {
	if value == "" {
		return false
	}
	_, found := slices.BinarySearch(r.keys[by], r.hash(value))
	return found
}

// joins reports whether a known user gets the password of the plan.
func (r *Roster) joins(p *Plan) bool {
	last := &p.Calls[len(p.Calls)-1]
	if last.Kind != MigratePassword || !last.SetEmailVerified || !r.has(byEmail, foldEmail(last.Email)) {
		return false
	}
	_, has := slices.BinarySearch(r.passwords, r.hash(foldEmail(last.Email)))
	return !has
}
