package command

import (
	"github.com/spf13/cobra"

	"example.com/usher/migrator"
)

// reportResult is the document of `usher report --json`.
type reportResult struct {
	Folder  string `json:"folder"`
	Summary string `json:"summary"`
	IDMap   string `json:"id_map"`
}

// newReport is `usher report`.
func newReport(a *app) *cobra.Command {
	var export string
	c := &cobra.Command{
		Use:   "report [CHECKPOINT]",
		Short: "write the report files again, from checkpoint and export",
		Long: `Writes the report of a migration again: summary, id map, refused and skipped
users, re-enrolment list. The checkpoint is not changed and nothing is sent.
Without CHECKPOINT the only one in this folder is taken.`,
		Example: "  usher report users-live.usher\n  usher report users-live.usher --export /new/place/users.json.gz",
		Args:    atMostOne,
		RunE: func(c *cobra.Command, args []string) error {
			path, err := a.choose(c, args)
			if err != nil {
				return err
			}
			files, err := migrator.RebuildReport(c.Context(), path, a.Ports, export)
			if err != nil {
				return err
			}
			if a.json {
				return a.document(reportResult(files))
			}
			return a.print("report:  "+files.Summary, "id map:  "+files.IDMap)
		},
	}
	c.Flags().StringVar(&export, "export", "", "`PATH` where the export is now, when it was moved")
	a.addJSON(c.Flags())
	return c
}
