package command

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"example.com/usher/migrator"
	"example.com/usher/tui/plain"
)

// newVerify is `usher verify`.
func newVerify(a *app) *cobra.Command {
	var u takingUp
	var sample int
	c := &cobra.Command{
		Use:   "verify [CHECKPOINT]",
		Short: "read the users back from Stytch and compare them with the export",
		Long: `Reads every user of a migration back from Stytch, within the limits of its
searches, and compares them with what the export says should be there: email,
phone, external id, name, metadata, password there or not, verified emails.
Nothing is changed at Stytch. Interrupted, the same command goes on. The exit
code is 3 when somebody is missing or differs.`,
		Example: "  usher verify\n  usher verify users-live.usher --sample 2000\n  usher verify --json | jq -r '.missing[]'",
		Args:    atMostOne,
		RunE: func(c *cobra.Command, args []string) error {
			path, err := a.choose(c, args)
			if err != nil {
				return err
			}
			if sample < 0 {
				return refuse("--sample takes a number of users", "Leave it out to check everybody.")
			}
			return a.verify(c.Context(), path, u, sample)
		},
	}
	c.Flags().IntVar(&sample, "sample", 0, "`N` users drawn at random instead of all; what that says about all is stated with it")
	u.addExport(c.Flags())
	a.addKey(c.Flags())
	u.addHost(c.Flags())
	a.addJSON(c.Flags())
	return c
}

func (a *app) verify(ctx context.Context, path string, u takingUp, sample int) error {
	reopen, _, err := a.takeUp(ctx, path, u)
	if err != nil {
		return err
	}
	v, err := migrator.Verify(ctx, migrator.VerifyConfig{ReopenConfig: reopen, Sample: sample})
	if err != nil {
		return err
	}
	end := a.interrupts.during(v.Pause, nil)
	defer end()
	var result migrator.VerifyResult
	a.watch(plain.Verifying(v.Snapshot(), a.Now), func() string { return plain.VerifyProgress(v.Snapshot(), a.Now()) }, func() {
		result, err = v.Run(context.WithoutCancel(ctx))
	})
	if closeErr := v.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return a.halfVerified(result, err)
	}
	switch {
	case result.State == migrator.Paused:
		a.code = exitPaused
		a.note("usher: paused; the same command goes on")
	case !result.Clean():
		a.code = exitPartly
	}
	if a.json {
		return a.document(result)
	}
	return a.print(plain.Verified(result)...)
}

// halfVerified says what a verification saw before it failed.
func (a *app) halfVerified(r migrator.VerifyResult, err error) error {
	if r.State == "" {
		return err
	}
	r.State = migrator.Failed
	if a.json {
		return errors.Join(err, a.document(failedVerify{r, troubleOf(err)}))
	}
	return errors.Join(err, a.print(plain.Verified(r)...))
}

// failedVerify is the document of a verification that could not be made.
type failedVerify struct {
	migrator.VerifyResult
	trouble
}
