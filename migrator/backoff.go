package migrator

import (
	"context"
	"math/rand/v2"
	"time"
)

// How long one user waits after trouble of their own (STYTCH: retries).
const (
	firstBackoff = 500 * time.Millisecond
	mostBackoff  = time.Minute
	// mostTries is how many failures one user gets before they are left
	// unresolved for a later run.
	mostTries = 8
)

// backoff is a random wait below a bound that doubles: users whose trouble
// began together should not come back together.
func backoff(failures int) time.Duration {
	return time.Duration(rand.Int64N(int64(bound(failures))) + 1)
}

// lookAgain is the wait before the next look at an index that lags. Half of
// it is fixed, because looking at once would see the same.
func lookAgain(looks int) time.Duration {
	half := bound(looks) / 2
	return half + time.Duration(rand.Int64N(int64(half))+1)
}

func bound(n int) time.Duration {
	b := firstBackoff
	for ; n > 1 && b < mostBackoff; n-- {
		b *= 2
	}
	return min(b, mostBackoff)
}

// sleep waits, and reports whether it was not interrupted by the end of ctx
// or of its gentle stop.
func sleep(ctx context.Context, d time.Duration) bool {
	if d > 0 {
		t := time.NewTimer(d)
		defer t.Stop()
		select {
		case <-t.C:
		case <-ctx.Done():
		case <-StopOf(ctx).Done():
		}
	}
	return ctx.Err() == nil && StopOf(ctx).Err() == nil
}
