package migrator

import (
	"math/bits"
	"sync"
)

// ahead decides whether users are looked up before anything of theirs is
// sent: where most turn out to be there already, that costs one request
// instead of two. It remembers the last 64 first answers.
type ahead struct {
	mu     sync.Mutex
	before uint64 // a bit for each user who was there already
}

// mostAhead is how many of the last 64 must have been there.
const mostAhead = 40

func (a *ahead) note(there bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.before <<= 1
	if there {
		a.before |= 1
	}
}

func (a *ahead) on() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return bits.OnesCount64(a.before) >= mostAhead
}
