package command

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"example.com/usher/migrator"
	"example.com/usher/sources"
	"example.com/usher/tui/plain"
)

// newPreview is `usher preview`.
func newPreview(a *app) *cobra.Command {
	var from reading
	var plan planning
	var where against
	var writeMap string
	c := &cobra.Command{
		Use:   "preview EXPORT...",
		Short: "what is in an export, what cannot move, requests and time",
		Long: `Reads the whole export once and says what an import of it would do: users by
what moves of them, findings, requests, and the time at 65 requests a second.
It sends nothing and writes no file but the one of --write-map.`,
		Example: "  usher preview auth0-users.json.gz --hashes passwords.ndjson\n  usher preview users.json --json | jq .findings\n" +
			"  usher preview users.csv --write-map map.json",
		Args: exports,
		RunE: func(c *cobra.Command, args []string) error {
			options, err := plan.options()
			if err != nil {
				return err
			}
			from, err := from.options(args)
			if err != nil {
				return err
			}
			if from.Map != "" && writeMap != "" {
				return refuse("--write-map writes a guess, and --map has one already", "Leave one of them out.")
			}
			target, look, err := where.target()
			if err != nil {
				return err
			}
			var roster *migrator.Roster
			if look {
				if roster, err = a.roster(c.Context(), target); err != nil {
					return err
				}
			}
			var mapping *guessedMapping
			if writeMap != "" {
				if mapping, err = a.writeMapping(c.Context(), from, writeMap); err != nil {
					return err
				}
			}
			return a.preview(c.Context(), from, options, roster, mapping)
		},
	}
	from.add(a, c.Flags())
	c.Flags().StringVar(&writeMap, "write-map", "", "`FILE` guess a mapping of a table or of JSON from names and contents, show it, and write it for --map")
	plan.add(c.Flags())
	where.add(c.Flags())
	a.addJSON(c.Flags())
	return c
}

func (a *app) preview(ctx context.Context, from sources.Options, o migrator.Options, roster *migrator.Roster, mapping *guessedMapping) (err error) {
	export, err := sources.Open(ctx, from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, export.Close()) }()
	preview := migrator.NewPreview(export, o)
	preview.Against(roster)
	result, err := preview.Run(ctx)
	if err != nil {
		return err
	}
	if a.json {
		return a.document(mappedPreview{result, mapping})
	}
	lines := plain.Preview(result, a.Now())
	if from.Map == "" && mapping == nil && (export.Provider() == sources.CSV || export.Provider() == sources.JSON) {
		lines = append(lines, "", "Which column goes where was guessed: --write-map map.json shows it, to be corrected.")
	}
	return a.print(lines...)
}
