package ordeal_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
)

// TestKilledAtAnyMomentNobodyIsLostOrDoubled kills usher again and again,
// wherever it is: reading, sending, waiting for answers, looking up whom the
// kill before left in doubt. Every second time the sandbox is killed too.
func TestKilledAtAnyMomentNobodyIsLostOrDoubled(t *testing.T) {
	t.Parallel()
	lines, kills := 4, 5
	if *long {
		lines, kills = 4, 50
	}
	for n := range lines {
		t.Run(fmt.Sprint("line ", n+1), func(t *testing.T) {
			t.Parallel()
			killAndResume(t, rand.New(rand.NewPCG(uint64(n), 9)), kills)
		})
	}
}

func killAndResume(t *testing.T, random *rand.Rand, kills int) {
	b := newBox(t, "--latency", "5ms", "--jitter", "10ms", "--fault", "drop-after=0.005,late-apply=300ms:p=0.005")
	o := newOperator(t, b)
	people := crowd("killed", 150*kills)
	export := writeExport(t, o.dir, people)
	command := o.importing(b, export, "--rate", "300")
	for left := kills; left > 0; {
		p := o.start(command...)
		if !p.killAfter(time.Duration(random.IntN(2500)) * time.Millisecond) {
			break
		}
		left--
		if left%2 == 0 {
			b.kill()
			b.restart()
		}
	}
	e := o.ends(b, people, o.start(command...).wants(done))
	e.everybodyOnce(0)
	t.Logf("%d requests, %d retries, created %d, password added %d, present %d", e.result.Requests, e.result.Retries, e.result.Created, e.result.PasswordAdded, e.result.Present)
}
