package checkpoint

import (
	"encoding/binary"
	"iter"
	"math"

	"go.etcd.io/bbolt"

	"example.com/usher/migrator"
)

// chunk is how many outcomes are read in one transaction. A transaction that
// lasted as long as the iteration would keep a commit from growing the file.
const chunk = 1024

// Outcomes yields what is settled in the order of ordinals. Commits may go on
// meanwhile. At its end the outcomes are held against the counts, so that a
// page that fell out of the file is no user that has yet to be sent.
func (s *store) Outcomes() iter.Seq2[migrator.Outcome, error] {
	return func(yield func(migrator.Outcome, error) bool) {
		begun, _ := s.current()
		var sum migrator.Counts
		buf := make([]migrator.Outcome, 0, chunk)
		for from, more := uint64(0), true; more; {
			found, err := s.readOutcomes(from, buf)
			for _, o := range found {
				sum.Add(o, 1)
				if !yield(o, nil) {
					return
				}
			}
			if err != nil {
				yield(migrator.Outcome{}, err)
				return
			}
			if more = len(found) == chunk && found[chunk-1].Ordinal < math.MaxUint64; more {
				from = found[chunk-1].Ordinal + 1
			}
		}
		if ended, _ := s.current(); ended.commits == begun.commits && sum != ended.counts {
			err := damaged("its outcomes are not as many as it counted")
			yield(migrator.Outcome{}, fault(opRead, s.path, err, 0))
		}
	}
}

// readOutcomes reads up to a chunk into buf.
func (s *store) readOutcomes(from uint64, buf []migrator.Outcome) ([]migrator.Outcome, error) {
	found := buf[:0]
	err := s.view(func(tx *bbolt.Tx) error {
		words, err := s.wordsFor(tx)
		if err != nil {
			return err
		}
		c := tx.Bucket(outcomesBucket).Cursor()
		for key, sealed := c.Seek(ordinalKey(from)); key != nil && len(found) < chunk; key, sealed = c.Next() {
			o, err := unsealOutcome(key, sealed, words)
			if err != nil {
				return err
			}
			found = append(found, o)
		}
		return nil
	})
	return found, err
}

// wordsFor gives a dictionary that is at least as new as a transaction. That
// in memory becomes newer a moment after a commit, and is never taken back.
func (s *store) wordsFor(tx *bbolt.Tx) (*reasons, error) {
	if l, _ := s.current(); l.commits >= uint64(tx.ID()) {
		return l.words, nil
	}
	return loadReasons(tx.Bucket(reasonsBucket))
}

func unsealOutcome(key, sealed []byte, words *reasons) (migrator.Outcome, error) {
	value, err := unseal(key, sealed)
	if err != nil {
		return migrator.Outcome{}, err
	}
	if len(key) != 8 {
		return migrator.Outcome{}, damaged("an ordinal of %d bytes", len(key))
	}
	return decodeOutcome(binary.BigEndian.Uint64(key), value, words)
}
