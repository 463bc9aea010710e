package sandbox

import "time"

// past remembers the changes of the last moments, so that reads can be
// answered with the state as it was a while ago: an index that lags.
type past struct {
	keep    time.Duration // 0 remembers nothing
	changes []change
}

// change is a place in the order of creation that got new content.
type change struct {
	at     time.Time
	seq    int
	before *user // nil where there was nobody
}

func (p *past) note(seq int, before *user) {
	if p.keep == 0 {
		return
	}
	now := time.Now()
	for len(p.changes) > 0 && now.Sub(p.changes[0].at) >= p.keep {
		p.changes = p.changes[1:]
	}
	p.changes = append(p.changes, change{now, seq, before})
}

// ago returns what was different that long ago: by place, the user that was
// there then, nil for nobody.
func (p *past) ago(lag time.Duration) map[int]*user {
	if lag == 0 {
		return nil
	}
	now := time.Now()
	then := map[int]*user{}
	for i := len(p.changes) - 1; i >= 0 && now.Sub(p.changes[i].at) < lag; i-- {
		then[p.changes[i].seq] = p.changes[i].before
	}
	return then
}

// findAgo is find in the state as it was that long ago.
func (st *state) findAgo(lag time.Duration, userPrefix, id string) *user {
	then := st.past.ago(lag)
	for _, u := range then {
		if u != nil && u.goesBy(userPrefix, id) {
			return u
		}
	}
	u := st.find(userPrefix, id)
	if u == nil {
		return nil
	}
	if _, changed := then[u.seq]; changed {
		return nil
	}
	return u
}

// goesBy tells whether an {id} of a path means this user.
func (u *user) goesBy(userPrefix, id string) bool {
	parsed, ok := parseID(userPrefix, id)
	return ok && parsed == u.ID || u.ExternalID != "" && u.ExternalID == id
}
