package migrator

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// mostValues is how many values one search asks for. Stytch has a limit that
// it does not publish (docs: search); when it refuses so many, we ask for
// half.
const mostValues = 100

// tooManyValues is Stytch's error_type for that.
const tooManyValues = "user_search_maximum_filter_value_count_exceeded"

// lookups puts the searches of many users together: Stytch allows 150
// searches a minute, which one by one would take all night.
//
// There is no waiting for a batch to fill: while a search is under way, or
// held by the pacer, those who come meanwhile make the next one.
type lookups struct {
	ask func(by string, values []string) Reply

	mu     sync.Mutex
	most   int
	queues map[string]*lookupQueue
	wait   sync.WaitGroup
}

type lookupQueue struct {
	waiting []*lookup
	running int
}

// lookup is one user's question.
type lookup struct {
	value string
	reply chan Reply // one place
}

func newLookups(ask func(by string, values []string) Reply) *lookups {
	return &lookups{ask: ask, most: mostValues, queues: map[string]*lookupQueue{}}
}

// search finds the users who have a value. It waits for the batch, or for the
// end of ctx.
func (l *lookups) search(ctx context.Context, by, value string) Reply {
	q := &lookup{value: value, reply: make(chan Reply, 1)}
	l.add(by, q)
	select {
	case reply := <-q.reply:
		return reply
	case <-ctx.Done():
		return Reply{Class: Canceled, Err: ctx.Err()}
	}
}

func (l *lookups) add(by string, q *lookup) {
	l.mu.Lock()
	defer l.mu.Unlock()
	queue := l.queues[by]
	if queue == nil {
		queue = &lookupQueue{}
		l.queues[by] = queue
	}
	queue.waiting = append(queue.waiting, q)
	// A second search goes beside the first only when it is full.
	if queue.running == 0 || (queue.running == 1 && len(queue.waiting) >= l.most) {
		queue.running++
		l.wait.Go(func() { l.run(by, queue) })
	}
}

func (l *lookups) run(by string, queue *lookupQueue) {
	for {
		batch := l.take(queue)
		if len(batch) == 0 {
			return
		}
		l.answer(by, batch)
	}
}

func (l *lookups) take(queue *lookupQueue) []*lookup {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := min(len(queue.waiting), l.most)
	if n == 0 {
		queue.running--
		return nil
	}
	batch := queue.waiting[:n:n]
	queue.waiting = queue.waiting[n:]
	return batch
}

// answer makes one search, or several smaller ones where Stytch refuses: so
// many values, or one of them for its form, which must not cost the others.
func (l *lookups) answer(by string, batch []*lookup) {
	values := make([]string, len(batch))
	for i, q := range batch {
		values[i] = q.value
	}
	reply := l.askSafely(by, values)
	// Who has an id can be read without a search.
	splits := by != "user_id" || reply.ErrorType == tooManyValues
	if reply.Class == Refused && len(batch) > 1 && splits {
		half := len(batch) / 2
		if reply.ErrorType == tooManyValues {
			l.atMost(max(half, 1))
		}
		l.answer(by, batch[:half])
		l.answer(by, batch[half:])
		return
	}
	for _, q := range batch {
		own := reply
		own.Users = slices.DeleteFunc(slices.Clone(reply.Users), func(f Found) bool { return !f.has(by, q.value) })
		q.reply <- own
	}
}

func (l *lookups) askSafely(by string, values []string) (reply Reply) {
	defer func() {
		if panicked := recover(); panicked != nil {
			reply = Reply{Class: Fatal, Err: &FatalError{Err: fmt.Errorf("usher made a mistake (%T)", panicked), Hint: reportIt}}
		}
	}()
	return l.ask(by, values)
}

func (l *lookups) atMost(n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.most = min(l.most, n)
}

// has reports whether a user was found by this value.
func (f *Found) has(by, value string) bool {
	switch by {
	case "email_address":
		return holds(f.Emails, foldEmail(value), foldEmail)
	case "user_id":
		return f.ExternalID == value
	}
	return holds(f.Phones, value, strings.TrimSpace)
}
