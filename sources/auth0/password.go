package auth0

import (
	"slices"
	"strings"
	"time"

	"example.com/usher/sources/join"
	"example.com/usher/sources/record"
)

// addPassword hangs the user's password on, from the hash export or from the
// record itself.
func (p *profile) addPassword(u *record.User, logins []identity, index *join.Index) error {
	if p.password != nil {
		u.Hash, u.HadPassword = p.password, true
		return nil
	}
	ids, connections := p.databaseLogins(logins)
	if len(ids) == 0 && p.id != "" {
		return nil
	}
	u.HadPassword = len(ids) > 0
	e, err := p.findEntry(ids, connections, index)
	if err != nil {
		return record.Problem("its password hash cannot be read again")
	}
	if e != nil {
		u.Hash, u.HadPassword = e.password(), true
		e.completeEmail(u, p.unverified)
		if e.sameEmail(p.email) && e.verified != nil && *e.verified != p.emailVerified {
			u.EmailVerified = false
			u.Notes = append(u.Notes, record.Note{Code: "verified_conflict"})
		}
	}
	if u.HadPassword && u.Hash == nil {
		u.Notes = append(u.Notes, record.Note{Code: "password_hash_missing"})
	}
	return nil
}

// databaseLogins are the ids and connections of the logins with a password.
func (p *profile) databaseLogins(logins []identity) (ids, connections []string) {
	ids, connections = p.keys[:0:4], p.keys[4:4]
	for _, i := range logins {
		if id := strings.TrimPrefix(i.id, "auth0|"); i.way() == database && !slices.Contains(ids, id) {
			ids, connections = append(ids, id), append(connections, i.connection)
		}
	}
	id, ok := strings.CutPrefix(p.id, "auth0|")
	if !ok || slices.Contains(ids, id) {
		return ids, connections
	}
	connection := ""
	if len(connections) > 0 {
		connection = connections[0]
	}
	return append(ids, id), append(connections, connection)
}

// findEntry looks for the password by the user's ids and then, for exports
// whose ids don't meet, by email.
func (p *profile) findEntry(ids, connections []string, index *join.Index) (*entry, error) {
	if index.Len() == 0 {
		return nil, nil
	}
	for _, id := range ids {
		e, err := find(index, idKey(id), func(e *entry) bool { return e.altID == id || e.id == id })
		if e != nil || err != nil {
			return e, err
		}
	}
	if p.email == "" {
		return nil, nil
	}
	return p.findByEmail(connections, index)
}

// findByEmail takes the only entry of that email, in the user's connection
// where both files name it. A password that is older than the account is
// that of a deleted account, perhaps of somebody else.
func (p *profile) findByEmail(connections []string, index *join.Index) (*entry, error) {
	var found []*entry
	var numbers []int
	err := index.Find(emailKey(p.email), func(n int, data []byte) bool {
		e, err := readEntry(data)
		if err == nil && e.sameEmail(p.email) && e.fits(connections) && !e.olderThan(p.created) {
			found, numbers = append(found, &e), append(numbers, n)
		}
		return false
	})
	if err != nil || len(found) != 1 {
		return nil, err
	}
	index.Claim(numbers[0])
	return found[0], nil
}

// find gives the first entry under a key that is the right one.
func find(index *join.Index, key string, right func(*entry) bool) (*entry, error) {
	var found *entry
	err := index.Find(key, func(n int, data []byte) bool {
		e, err := readEntry(data)
		if err != nil || !right(&e) {
			return false
		}
		index.Claim(n)
		found = &e
		return true
	})
	return found, err
}

// completeEmail gives a user whose export has no email that of the entry that
// was found by the user's id: who exports chosen fields may leave it out. It is
// verified where the entry says so and the user's export nothing else.
func (e *entry) completeEmail(u *record.User, unverified bool) {
	if u.Email == "" && e.email != "" {
		u.Email, u.EmailVerified = e.email, e.verified != nil && *e.verified && !unverified
	}
}

func (e *entry) sameEmail(email string) bool {
	return email != "" && strings.EqualFold(e.email, email)
}

// fits: the entry belongs to one of the connections, or one side names none.
func (e *entry) fits(connections []string) bool {
	if e.connection == "" {
		return true
	}
	for _, c := range connections {
		if c == "" || c == e.connection {
			return true
		}
	}
	return len(connections) == 0
}

func (e *entry) olderThan(account time.Time) bool {
	return !e.set.IsZero() && !account.IsZero() && e.set.Before(account.Add(-time.Minute))
}
