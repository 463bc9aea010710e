package checkpoint_test

import (
	"math/rand/v2"
	"strconv"
	"testing"
)

// A process is killed in the midst of its commits, again and again: what it
// said was durable is there, and everything in the file fits together.
func TestWhatWasCommittedSurvivesKill(t *testing.T) {
	s, path := newStore(t)
	closeStore(t, s)
	const kills = 20
	for kill := range kills {
		c := startChild(t, "commit", path)
		said := uint64(0)
		for range 1 + rand.IntN(60) {
			said = c.number(t)
		}
		for _, line := range c.kill(t) {
			// The last line may be cut off.
			if n, err := strconv.ParseUint(line, 10, 64); err == nil {
				said = max(said, n)
			}
		}

		s, err := files.Open(path)
		if err != nil {
			t.Fatalf("kill %d: %v", kill, err)
		}
		counts, meta := s.Counts(), s.Meta()
		if uint64(counts.Created) < said {
			t.Errorf("kill %d: %d outcomes, but %d were said to be durable", kill, counts.Created, said)
		}
		wantOutcomes(t, s, createdRange(0, uint64(counts.Created)))
		if meta.State.Requests != counts.Created || meta.Watermarks[0].Ordinal != uint64(counts.Created)+505 {
			t.Errorf("kill %d: the parts of one commit are not together: %+v, %+v", kill, meta.State, meta.Watermarks)
		}
		closeStore(t, s)
	}
}
