package migrator

import "time"

// tuning holds the engine's sizes; tests make them small.
type tuning struct {
	// workers is the most users under way at once.
	workers int
	// window is the most users below the watermark without an outcome on
	// disk: whom a crash can leave in doubt.
	window int
	// span is how many users one move of the watermark covers.
	span int
	// commitEvery is the longest that an outcome waits for its commit.
	commitEvery time.Duration
	// beat is how old the last commit gets while requests leave.
	beat time.Duration
	// statusEvery is how often the snapshot file is written; 0 = never.
	statusEvery time.Duration
}

func defaultTuning() tuning {
	return tuning{
		workers: 256, window: 512, span: 64,
		commitEvery: 100 * time.Millisecond, beat: time.Second, statusEvery: time.Second,
	}
}
