package command

import (
	"context"
	"errors"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"example.com/usher/migrator"
	"example.com/usher/tui/say"
)

// Server is a sandbox to serve, as the flags of `usher sandbox` say.
type Server struct {
	Addr      string
	ProjectID string // "" = the sandbox's own
	State     string // file that keeps its users, "" = none
	// Limit is its rate limit and Faults and Toggles are what else it does, in
	// the forms that the sandbox reads.
	Limit, Toggles string
	Faults         []string
	Latency        time.Duration
	Jitter         time.Duration
	SeedUsers      int
	// Ready is called when it listens.
	Ready func(url, projectID, secret string) error
}

// Refuse makes the error of a value that a server does not take, for Serve.
func Refuse(problem, hint string) error { return refuse(problem, hint) }

// serving is the document of `usher sandbox --json`.
type serving struct {
	URL       string `json:"url"`
	ProjectID string `json:"project_id"`
	Secret    string `json:"secret"`
}

// newSandbox is `usher sandbox`.
func newSandbox(a *app) *cobra.Command {
	var s Server
	var rate int
	c := &cobra.Command{
		Use:   "sandbox",
		Short: "serve the embedded Stytch, for your own tests",
		Long: `Serves the embedded Stytch until it is interrupted: the endpoints that an
import uses, with Stytch's rules, errors and rate limit, and with faults where
you want them. It prints the credentials that it takes; they are worth nothing
elsewhere.

A limit is "off", "40/s", "fixed,65/1s", or with more words, separated by
commas: count-refused, per-endpoint, retry-after=seconds, search=150.

Faults are kinds with a condition, separated by commas:
  drop-after=0.02        with that probability
  500:next=3             the next three requests
  hang:nth=7@create      the seventh create
Kinds that lose an answer: drop-before, drop-after, cut-answer, malformed-200,
hang, late; others: 429, 500, 503-html, 502-no-type, latency, redirect-307.`,
		Example: "  usher sandbox\n  usher sandbox --addr 127.0.0.1:0 --state sandbox.state --fault drop-after=0.02",
		Args:    nothingElse,
		RunE: func(c *cobra.Command, _ []string) error {
			if s.Limit == "" {
				s.Limit = limitOf(rate)
			}
			return a.serve(c.Context(), s)
		},
	}
	f := c.Flags()
	f.StringVar(&s.Addr, "addr", "127.0.0.1:7070", "`HOST:PORT` where to listen; port 0 takes a free one")
	f.StringVar(&s.State, "state", "", "`FILE` what keeps the users across restarts; holds personal data")
	f.IntVar(&rate, "rate", migrator.MaxRate, "`N` its limit: requests in any second, 0 = none")
	f.StringVar(&s.Limit, "limit", "", "`LIMIT` the same with more to say, see above")
	f.StringArrayVar(&s.Faults, "fault", nil, "`FAULTS` what goes wrong, see above; may be repeated")
	f.StringVar(&s.Toggles, "toggles", "", "`TOGGLES` readings of what Stytch's documentation leaves open, as in search-lag=2s,success-201")
	f.DurationVar(&s.Latency, "latency", 0, "`DURATION` wait before each answer, as in 50ms")
	f.DurationVar(&s.Jitter, "jitter", 0, "`DURATION` random part on top of --latency, as in 20ms")
	f.IntVar(&s.SeedUsers, "seed-users", 0, "`N` how many users are there from the beginning")
	f.StringVar(&s.ProjectID, "project-id", "", "`ID` its project; one that begins with project-live- makes it a live one")
	a.addJSON(f)
	return c
}

func limitOf(rate int) string {
	if rate == 0 {
		return "off"
	}
	return strconv.Itoa(rate) + "/s"
}

func (a *app) serve(ctx context.Context, s Server) error {
	switch {
	case a.Serve == nil:
		return refuse("this usher has no sandbox", "")
	case s.SeedUsers < 0, s.Latency < 0, s.Jitter < 0:
		return refuse("--seed-users, --latency and --jitter cannot be below 0", "usher sandbox --help shows what they mean.")
	}
	if s.ProjectID != "" && migrator.ProjectKind(s.ProjectID) == "" {
		return refuse("--project-id is none: it begins with project-test- or project-live-", "Leave it out for the sandbox's own.")
	}
	s.Ready = a.ready
	err := a.Serve(ctx, s)
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, errInterrupted) {
		a.note("usher: sandbox stopped")
		return nil
	}
	return err
}

func (a *app) ready(url, projectID, secret string) error {
	if a.json {
		return a.document(serving{url, projectID, secret})
	}
	return a.print(
		"sandbox listens on "+url+", ctrl+c stops it",
		"  export STYTCH_PROJECT_ID="+projectID,
		"  export STYTCH_SECRET="+secret,
		"  usher import EXPORT --to "+string(migrator.ProjectKind(projectID))+" --base-url "+say.Word(url),
	)
}
