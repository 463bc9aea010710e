package checkpoint

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"go.etcd.io/bbolt"

	"example.com/usher/migrator"
)

// fill is how full a page stays when it is split. In order, the fuller the
// better; but the workers of a window finish out of order, and a full page
// that gets one more outcome leaves a nearly empty one behind. At 0.8 a
// million users take 67 to 101 bytes each in any order within 512
// (BenchmarkCommit).
const fill = 0.8

// Commit makes a batch durable. After an error nothing of it is stored, and
// the store goes on once there is room again. Two errors last: damage, and a
// disk that failed so late that only opening the file again tells what it
// has.
func (s *store) Commit(b migrator.Batch) error {
	s.commits.Lock()
	defer s.commits.Unlock()
	before, err := s.current()
	if err == nil && s.readOnly {
		err = errors.New("it is open for reading only")
	}
	if err != nil {
		return fault(opCommit, s.path, err, 0)
	}
	if isEmpty(b) {
		return nil
	}
	after := before
	err = guarded(func() error {
		return s.db.Update(func(tx *bbolt.Tx) error {
			after.commits = uint64(tx.ID())
			return after.apply(tx, b)
		})
	})
	if err != nil {
		return s.failed(err, before.commits)
	}
	s.mu.Lock()
	s.last = after
	s.mu.Unlock()
	return nil
}

func isEmpty(b migrator.Batch) bool {
	return len(b.Outcomes) == 0 && b.Watermarks == nil && b.State == nil && b.Pacing == nil && len(b.History) == 0 && len(b.Progress) == 0
}

// failed sorts out a commit that did not return well.
func (s *store) failed(cause error, before uint64) error {
	now := before
	err := guarded(func() error {
		return s.db.View(func(tx *bbolt.Tx) error { now = uint64(tx.ID()); return nil })
	})
	var damage *damagedError
	switch {
	case err != nil:
		s.breaks(err)
	case errors.As(cause, &damage):
		s.breaks(cause)
	case now != before:
		cause = fmt.Errorf("the disk failed after the commit was written: %w", cause)
		s.breaks(cause)
	}
	return fault(opCommit, s.path, cause, 0)
}

func (s *store) breaks(cause error) {
	s.mu.Lock()
	s.broken = cause
	s.mu.Unlock()
}

// apply stores a batch and turns l into the state after it.
func (l *state) apply(tx *bbolt.Tx, b migrator.Batch) error {
	moving := tx.Bucket(movingBucket)
	if err := l.putOutcomes(tx, b.Outcomes); err != nil {
		return err
	}
	if len(b.Outcomes) > 0 {
		if err := putJSON(moving, countsKey, l.counts); err != nil {
			return err
		}
	}
	if err := putMoving(moving, b); err != nil {
		return err
	}
	l.adopt(b)
	if len(b.History) > 0 {
		var err error
		if l.points, err = putHistory(tx.Bucket(historyBucket), b.History, l.points); err != nil {
			return err
		}
	}
	return putProgress(tx.Bucket(progressBucket), b.Progress)
}

func (l *state) adopt(b migrator.Batch) {
	if b.Watermarks != nil {
		l.meta.Watermarks = slices.Clone(b.Watermarks)
	}
	if b.State != nil {
		l.meta.State = *b.State
	}
	if b.Pacing != nil {
		l.meta.Pacing = slices.Clone(b.Pacing)
	}
}

// putOutcomes adds or replaces outcomes and keeps the counts right.
func (l *state) putOutcomes(tx *bbolt.Tx, outcomes []migrator.Outcome) error {
	bucket := tx.Bucket(outcomesBucket)
	bucket.FillPercent = fill
	known := len(l.words.list)
	for _, group := range byBlock(outcomes) {
		if err := l.putBlock(bucket, group); err != nil {
			return err
		}
	}
	return l.words.save(tx.Bucket(reasonsBucket), known)
}

// byBlock puts together what is stored together. Of several outcomes of one
// ordinal the last stays the last.
func byBlock(outcomes []migrator.Outcome) (groups [][]migrator.Outcome) {
	sorted := slices.Clone(outcomes)
	slices.SortStableFunc(sorted, func(a, b migrator.Outcome) int { return cmp.Compare(a.Ordinal, b.Ordinal) })
	for begin, i := 0, 0; i < len(sorted); i++ {
		if i+1 == len(sorted) || sorted[i+1].Ordinal/blockSize != sorted[i].Ordinal/blockSize {
			groups = append(groups, sorted[begin:i+1])
			begin = i + 1
		}
	}
	return groups
}

// putBlock stores outcomes that share a block.
func (l *state) putBlock(bucket *bbolt.Bucket, outcomes []migrator.Outcome) (err error) {
	var b block
	key := blockKey(outcomes[0].Ordinal)
	if sealed := bucket.Get(key); sealed != nil {
		if b, err = parseBlock(key, sealed); err != nil {
			return err
		}
	}
	for _, o := range outcomes {
		if !storable(o) {
			return fmt.Errorf("outcome %d has no known kind or evidence", o.Ordinal)
		}
		slot := o.Ordinal % blockSize
		if b[slot] != nil {
			old, err := decodeOutcome(o.Ordinal, b[slot], l.words)
			if err != nil {
				return err
			}
			l.counts.Add(old, -1)
		}
		var reason uint64
		if o.Reason != "" {
			l.words, reason = l.words.with(code(o.Reason))
		}
		b[slot] = appendOutcome(nil, o, reason)
		l.counts.Add(o, 1)
	}
	return b.store(bucket, key)
}

// storable: kind and evidence fit their four bits, and the kind is one that an
// outcome can have.
func storable(o migrator.Outcome) bool {
	return o.Kind < 16 && o.Evidence < 16 && o.Kind.String() != migrator.Kind(0).String()
}

func putProgress(bucket *bbolt.Bucket, progress map[string][]byte) error {
	for name, value := range progress {
		key := []byte(name)
		var err error
		if value == nil {
			err = bucket.Delete(key)
		} else {
			err = bucket.Put(key, seal(key, slices.Clone(value)))
		}
		if err != nil {
			return fmt.Errorf("progress %q: %w", name, err)
		}
	}
	return nil
}
