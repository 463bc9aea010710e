package command

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"example.com/usher/migrator"
)

// sampleFolder is where the bundled sample goes: a folder of its own, so that
// it never mixes with real exports.
const sampleFolder = "usher-sample"

// newRehearse is `usher rehearse`.
func newRehearse(a *app) *cobra.Command {
	f := importing{destination: destination{to: string(migrator.Sandbox)}}
	c := &cobra.Command{
		Use:   "rehearse [EXPORT...]",
		Short: "run a whole migration into a sandbox; nothing leaves this machine",
		Long: `Runs a whole migration into a sandbox that usher starts for it: an embedded
Stytch on this machine, with Stytch's rules, errors and rate limit. Without
EXPORT it takes a bundled sample. An interrupted rehearsal is resumed; one that
is finished is done anew.`,
		Example: "  usher rehearse\n  usher rehearse users.json.gz --hashes passwords.ndjson --rate 0",
		RunE:    func(c *cobra.Command, args []string) error { return a.rehearse(c.Context(), f, args) },
	}
	f.reading.add(a, c.Flags())
	f.planning.add(c.Flags())
	c.Flags().IntVar(&f.rate, "rate", migrator.MaxRate, "`N` requests in any second, any number, 0 = no limit; the sandbox's own limit follows")
	f.addCheckpoint(c)
	a.addPlain(c.Flags())
	a.addJSON(c.Flags())
	return c
}

func (a *app) rehearse(ctx context.Context, f importing, paths []string) error {
	r, err := f.check(paths)
	if err != nil {
		return err
	}
	r.again = true
	a.to, a.checkpoint = f.to, r.checkpoint
	if len(paths) == 0 {
		if a.Sample == nil {
			return refuse("this usher has no sample", "Name an export: usher rehearse users.json")
		}
		if r.from.Paths, err = a.writeSample(); err != nil {
			return err
		}
		a.note("usher: rehearsing with the bundled sample in " + sampleFolder)
	}
	return a.importAll(ctx, r, f.destination)
}

// writeSample puts the bundled sample into a folder of its own.
func (a *app) writeSample() ([]string, error) {
	paths, err := a.Sample(sampleFolder)
	if err != nil {
		return nil, &migrator.FatalError{Op: "write the sample into " + sampleFolder, Err: err, Hint: "Go to a folder that you may write to."}
	}
	return paths, nil
}

// makeRoom removes the checkpoint of a finished rehearsal: its sandbox is gone,
// so there is nothing that could be gone on with. Anything else is left.
func (a *app) makeRoom(checkpoint string) error {
	meta, err := a.meta(checkpoint)
	var problem *migrator.CheckpointError
	switch {
	case errors.As(err, &problem):
		return nil // there is none, or Begin says what is wrong with it
	case err != nil:
		return err
	case meta.Destination.Kind != migrator.Sandbox || meta.Destination.BaseURL != "" || meta.State.State != migrator.Done:
		return nil
	}
	if err := os.Remove(checkpoint); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("make room for a new rehearsal: %w", err)
	}
	return nil
}
