package migrator

import (
	"cmp"
	"strings"
	"time"

	"example.com/usher/sources"
)

// counts are what is only counted of some records.
type counts struct {
	records    uint64 // one more than the highest ordinal
	users      int
	newest     time.Time
	factors    FactorCounts
	unverified int
	hashes     []hashCount
	shares     shares
	spared     shares // the calls that those at the destination do not need
}

// hashCount is how many have a hash of one kind; there are few kinds.
type hashCount struct {
	name string
	n    int
}

// user counts a user, but not what is planned for them.
func (c *counts) user(u *sources.User) {
	c.users++
	c.records = max(c.records, u.Ordinal+1)
	for _, at := range [...]*time.Time{&u.CreatedAt, &u.UpdatedAt, &u.LastLogin} {
		if !at.IsZero() && at.After(c.newest) {
			c.newest = *at
		}
	}
	c.factors.count(u)
	if u.Email != "" && !u.EmailVerified {
		c.unverified++
	}
	if u.Hash == nil {
		return
	}
	c.hash(cmp.Or(string(u.Hash.Type), u.Hash.Scheme, "unknown"), 1)
}

func (c *counts) hash(name string, n int) {
	for i := range c.hashes {
		if c.hashes[i].name == name {
			c.hashes[i].n += n
			return
		}
	}
	c.hashes = append(c.hashes, hashCount{strings.Clone(name), n}) // the user may not stay
}

// byHash is the number of users by the kind of their hash.
func (c *counts) byHash() map[string]int {
	m := make(map[string]int, len(c.hashes))
	for _, h := range c.hashes {
		m[h.name] = h.n
	}
	return m
}

func (f *FactorCounts) count(u *sources.User) {
	if u.Email != "" {
		f.Email++
	}
	if u.Phone != "" {
		f.Phone++
	}
	if u.Email == "" && u.Phone == "" {
		f.None++
	}
	if u.Hash != nil {
		f.Password++
	}
}

// add adds the counts of other records.
func (c *counts) add(o *counts) {
	c.records = max(c.records, o.records)
	c.users += o.users
	if o.newest.After(c.newest) {
		c.newest = o.newest
	}
	c.factors.Email += o.factors.Email
	c.factors.Phone += o.factors.Phone
	c.factors.Password += o.factors.Password
	c.factors.None += o.factors.None
	c.unverified += o.unverified
	for _, h := range o.hashes {
		c.hash(h.name, h.n)
	}
	c.shares.sum(&o.shares)
	c.spared.sum(&o.spared)
}

// empty makes the counts zero.
func (c *counts) empty() {
	*c = counts{hashes: c.hashes[:0]}
}
