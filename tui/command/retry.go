package command

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"os"

	"github.com/go-json-experiment/json"
	"github.com/spf13/cobra"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

// retrying are the flags of `usher retry`.
type retrying struct {
	reasons []string
	with    string
	takingUp
	stopLoss
}

// newRetry is `usher retry`.
func newRetry(a *app) *cobra.Command {
	var r retrying
	c := &cobra.Command{
		Use:   "retry [CHECKPOINT]",
		Short: "send the refused users again, once the cause is mended",
		Long: `Sends users again whom Stytch has refused: all of them, or those with one
reason. A corrected record is taken from an edited refused.ndjson of the report
(a line per user, with the fields that changed: email, email_verified,
phone_number, first_name, middle_name, last_name, no_password), or from a
corrected export; then only the users in it are sent. Each user is looked up
before anything is sent.`,
		Example: "  usher retry\n  usher retry users-live.usher --reason invalid_phone_number --with refused.ndjson",
		Args:    atMostOne,
		RunE: func(c *cobra.Command, args []string) error {
			path, err := a.choose(c, args)
			if err != nil {
				return err
			}
			return a.retry(c.Context(), path, r)
		},
	}
	f := c.Flags()
	f.StringArrayVar(&r.reasons, "reason", nil, "`TYPE` only those refused for this reason, as in refused.csv; may be repeated")
	f.StringVar(&r.with, "with", "", "`FILE` an edited refused.ndjson, or a corrected export")
	r.addExport(f)
	a.addKey(f)
	r.addHost(f)
	r.stopLoss.add(f)
	a.addPlain(f)
	a.addJSON(f)
	return c
}

func (a *app) retry(ctx context.Context, path string, r retrying) (err error) {
	limits, err := r.stopLoss.limits()
	if err != nil {
		return err
	}
	config := corrections{migrator.RetryConfig{Reasons: r.reasons}}
	if r.with != "" {
		if err := config.take(ctx, r.with, a.Ports.Key); err != nil {
			return err
		}
		if config.Corrected != nil {
			defer func() { err = errors.Join(err, config.Corrected.Close()) }()
		}
	}
	if config.ReopenConfig, _, err = a.takeUp(ctx, path, r.takingUp); err != nil {
		return err
	}
	config.StopLoss = limits
	m, err := migrator.Retry(ctx, config.RetryConfig)
	if err != nil {
		return err
	}
	return a.run(ctx, m, config.Secret)
}

// corrections are read into the configuration of a retry.
type corrections struct{ migrator.RetryConfig }

// take reads a file of corrections: edits, or an export.
func (c *corrections) take(ctx context.Context, path string, key *sources.Key) error {
	file, err := os.Open(path)
	if err != nil {
		return &sources.Error{Path: path, Op: "read corrections", Err: err, Hint: "Name an edited refused.ndjson, or a corrected export."}
	}
	defer file.Close()
	first, err := bufio.NewReader(file).ReadBytes('\n')
	if err != nil && err != io.EOF {
		return &sources.Error{Path: path, Op: "read corrections", Err: err, Hint: "Name an edited refused.ndjson, or a corrected export."}
	}
	if !isEdit(first) {
		c.Corrected, err = sources.Open(ctx, sources.Options{Paths: []string{path}, Key: key})
		return err
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return &sources.Error{Path: path, Op: "read corrections", Err: err}
	}
	c.Edits, err = migrator.EditsFrom(file, path)
	return err
}

// isEdit reports whether a line is one of refused.ndjson.
func isEdit(line []byte) bool {
	var entry struct {
		SourceID *string `json:"source_id"`
		Reason   *string `json:"reason"`
	}
	return json.Unmarshal(bytes.TrimSpace(line), &entry) == nil && entry.SourceID != nil && entry.Reason != nil
}
