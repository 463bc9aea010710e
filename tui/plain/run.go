package plain

import (
	"context"
	"fmt"
	"io"
	"time"

	"example.com/usher/migrator"
)

// every is how often a running import writes a line.
const every = 5 * time.Second

// Migration is *migrator.Migration.
type Migration interface {
	Run(context.Context) (migrator.Result, error)
	Snapshot() migrator.Snapshot
}

// Config says where a run writes its lines. Both fields must be set.
type Config struct {
	Out io.Writer
	Now func() time.Time
}

// Run runs a migration and writes how it goes, a line every few seconds that a
// log can keep. Result and error are those of the migration; that a line could
// not be written stops nothing.
func Run(ctx context.Context, m Migration, c Config) (migrator.Result, error) {
	type ending struct {
		result migrator.Result
		err    error
	}
	ended := make(chan ending, 1)
	first := begun(m.Snapshot())
	go func() {
		result, err := runSafely(ctx, m)
		ended <- ending{result, err}
	}()
	c.line(first) // once it runs: nobody may be reading
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case e := <-ended:
			c.line(Progress(m.Snapshot(), c.Now()))
			return e.result, e.err
		case <-tick.C:
			c.line(Progress(m.Snapshot(), c.Now()))
		}
	}
}

// runSafely turns a panic into an error that names no content.
func runSafely(ctx context.Context, m Migration) (result migrator.Result, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("import: stopped by a mistake in usher (%T)", p)
		}
	}()
	return m.Run(ctx)
}

func (c Config) line(text string) { _, _ = fmt.Fprintln(c.Out, text) }
