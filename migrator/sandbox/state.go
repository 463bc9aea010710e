package sandbox

import (
	"iter"
	"slices"
	"strings"
	"sync"
)

// state is everybody, with an index per unique field. Its methods are called
// with the lock held, except where they say that they take it.
type state struct {
	sync.Mutex
	exact   bool // emails are compared as written
	journal *journal
	past    past

	byID       map[uuid]*user
	byEmail    map[string]*user
	byPhone    map[string]*user
	byExternal map[string]*user
	byPassword map[uuid]*user
	order      []*user // in order of creation, nil where one was deleted
}

func newState(exact bool) *state {
	return &state{
		exact:      exact,
		byID:       map[uuid]*user{},
		byEmail:    map[string]*user{},
		byPhone:    map[string]*user{},
		byExternal: map[string]*user{},
		byPassword: map[uuid]*user{},
	}
}

// emailKey is the form in which emails are compared and kept.
func (st *state) emailKey(email string) string {
	if st.exact {
		return email
	}
	return strings.ToLower(email)
}

// put writes u down and makes it visible in the place of old, which is nil for
// a new user. On an error nothing has changed.
func (st *state) put(old, u *user) error {
	if err := st.journal.put(u); err != nil {
		return err
	}
	st.replace(old, u)
	return nil
}

func (st *state) replace(old, u *user) {
	if old == nil {
		u.seq = len(st.order)
		st.order = append(st.order, u)
	} else {
		st.unindex(old)
		u.seq = old.seq
		st.order[u.seq] = u
	}
	st.past.note(u.seq, old)
	st.byID[u.ID] = u
	if u.Email != "" {
		st.byEmail[u.Email] = u
	}
	if u.Phone != "" {
		st.byPhone[u.Phone] = u
	}
	if u.ExternalID != "" {
		st.byExternal[u.ExternalID] = u
	}
	if u.Password != nil {
		st.byPassword[u.Password.ID] = u
	}
}

func (st *state) unindex(u *user) {
	delete(st.byID, u.ID)
	delete(st.byEmail, u.Email)
	delete(st.byPhone, u.Phone)
	delete(st.byExternal, u.ExternalID)
	if u.Password != nil {
		delete(st.byPassword, u.Password.ID)
	}
}

// remove deletes a user and frees all that was unique to it.
func (st *state) remove(u *user) error {
	if err := st.journal.remove(u.ID); err != nil {
		return err
	}
	st.drop(u)
	return nil
}

func (st *state) drop(u *user) {
	st.unindex(u)
	st.order[u.seq] = nil
	st.past.note(u.seq, u)
}

// find looks an {id} of a path up: a user id first, then an external id.
func (st *state) find(userPrefix, id string) *user {
	if parsed, ok := parseID(userPrefix, id); ok {
		if u := st.byID[parsed]; u != nil {
			return u
		}
	}
	return st.byExternal[id]
}

// everybody yields all users in order of creation, as they are now or become
// meanwhile. It takes the lock for a slice of them at a time, so that a million
// users can be listed beside the requests.
func (st *state) everybody() iter.Seq[*user] {
	const atOnce = 1000
	return func(yield func(*user) bool) {
		for from := 0; ; from += atOnce {
			st.Lock()
			from = min(from, len(st.order))
			part := slices.Clone(st.order[from:min(from+atOnce, len(st.order))])
			st.Unlock()
			if len(part) == 0 {
				return
			}
			for _, u := range part {
				if u != nil && !yield(u) {
					return
				}
			}
		}
	}
}

// scan returns the first user, in order of creation, that fits.
func (st *state) scan(fits func(*user) bool) *user {
	for _, u := range st.order {
		if u != nil && fits(u) {
			return u
		}
	}
	return nil
}
