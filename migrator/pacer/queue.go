package pacer

import "time"

// queue holds times in the order they came, in a buffer that grows.
type queue struct {
	buffer []time.Duration
	head   int
	length int
}

func (q *queue) len() int { return q.length }

func (q *queue) at(i int) time.Duration { return q.buffer[(q.head+i)%len(q.buffer)] }

func (q *queue) first() time.Duration { return q.at(0) }

func (q *queue) push(t time.Duration) {
	if q.length == len(q.buffer) {
		q.grow()
	}
	q.buffer[(q.head+q.length)%len(q.buffer)] = t
	q.length++
}

func (q *queue) pop() {
	q.head = (q.head + 1) % len(q.buffer)
	q.length--
}

func (q *queue) grow() {
	bigger := make([]time.Duration, max(64, 2*len(q.buffer)))
	for i := range q.length {
		bigger[i] = q.at(i)
	}
	q.buffer, q.head = bigger, 0
}
