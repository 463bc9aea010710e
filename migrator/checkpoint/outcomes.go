package checkpoint

import (
	"encoding/binary"
	"iter"

	"go.etcd.io/bbolt"

	"example.com/usher/migrator"
)

// chunk is about how many outcomes are read in one transaction. A transaction
// that lasted as long as the iteration would keep a commit from growing the
// file.
const chunk = 1024

// Outcomes yields what is settled in the order of ordinals. Commits may go on
// meanwhile. At its end the outcomes are held against the counts, so that a
// page that fell out of the file is no user that has yet to be sent.
func (s *store) Outcomes() iter.Seq2[migrator.Outcome, error] {
	return func(yield func(migrator.Outcome, error) bool) {
		p := pass{store: s, found: make([]migrator.Outcome, 0, chunk+blockSize)}
		for !p.done {
			err := p.next()
			for _, o := range p.found {
				p.sum.Add(o, 1)
				if !yield(o, nil) {
					return
				}
			}
			if err == nil && p.done {
				err = p.balance()
			}
			if err != nil {
				yield(migrator.Outcome{}, err)
				return
			}
		}
	}
}

// pass is one way through all outcomes.
type pass struct {
	store *store
	found []migrator.Outcome // the chunk read last
	from  uint64             // the block with which the next one begins
	done  bool
	sum   migrator.Counts // of what was yielded

	// The commits that the first and the last transaction saw, and the counts
	// of the last.
	first, last uint64
	counts      migrator.Counts
}

// next reads a chunk. What was read before an error is good.
func (p *pass) next() error {
	p.found = p.found[:0]
	return p.store.view(func(tx *bbolt.Tx) error {
		p.last = uint64(tx.ID())
		if p.first == 0 {
			p.first = p.last
		}
		words, err := p.store.wordsFor(tx)
		if err != nil {
			return err
		}
		c := tx.Bucket(outcomesBucket).Cursor()
		for key, sealed := c.Seek(ordinalKey(p.from)); key != nil; key, sealed = c.Next() {
			if len(p.found) >= chunk {
				return nil
			}
			if err := p.take(key, sealed, words); err != nil {
				return err
			}
		}
		p.done = true
		return getJSON(tx.Bucket(movingBucket), countsKey, &p.counts)
	})
}

// take adds the outcomes of one block.
func (p *pass) take(key, sealed []byte, words *reasons) error {
	b, err := parseBlock(key, sealed)
	if err != nil {
		return err
	}
	if len(key) != 8 {
		return damaged("an ordinal of %d bytes", len(key))
	}
	number := binary.BigEndian.Uint64(key)
	for slot, value := range b {
		if value == nil {
			continue
		}
		o, err := decodeOutcome(number*blockSize+uint64(slot), value, words)
		if err != nil {
			return err
		}
		p.found = append(p.found, o)
	}
	p.from = number + 1
	return nil
}

// balance compares what was yielded with the counts, where no commit came
// between.
func (p *pass) balance() error {
	if p.first != p.last || p.sum == p.counts {
		return nil
	}
	return fault(opRead, p.store.path, damaged("its outcomes are not as many as it counted"), 0)
}

// wordsFor gives a dictionary that is at least as new as a transaction. That
// in memory becomes newer a moment after a commit, and is never taken back.
func (s *store) wordsFor(tx *bbolt.Tx) (*reasons, error) {
	if l, _ := s.current(); l.commits >= uint64(tx.ID()) {
		return l.words, nil
	}
	return loadReasons(tx.Bucket(reasonsBucket))
}
