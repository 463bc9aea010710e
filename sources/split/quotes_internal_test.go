package split

import (
	"math/rand/v2"
	"testing"
)

// TestQuotesAloneTellWhetherALineCloses compares with the walk over all cells.
func TestQuotesAloneTellWhetherALineCloses(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for range 50_000 {
		line := make([]byte, random.IntN(12))
		for i := range line {
			line[i] = "\",ab"[random.IntN(4)]
		}
		var q quotes
		if want, got := q.advance(line, ',') == closed, closesHere(line, ','); got != want {
			t.Fatalf("%q closes here: %v, want %v", line, got, want)
		}
	}
}
