package command

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"example.com/usher/migrator"
)

// reportResult is the document of `usher report --json`.
type reportResult struct {
	Folder  string `json:"folder"`
	Summary string `json:"summary"`
	IDMap   string `json:"id_map"`
	Script  string `json:"sql,omitempty"`
}

// newReport is `usher report`.
func newReport(a *app) *cobra.Command {
	var export string
	var script migrator.ScriptConfig
	c := &cobra.Command{
		Use:   "report [CHECKPOINT]",
		Short: "write the report files again, from checkpoint and export",
		Long: `Writes the report of a migration again: summary, id map, refused and skipped
users, re-enrolment list. The checkpoint is not changed and nothing is sent.
Without CHECKPOINT the only one in this folder is taken.

With --sql the id map is written as a script too, which fills a column of the
app's database with the Stytch user_ids: some hundred rows in each transaction,
safe to run twice. usher does not touch the database itself.

While an import runs on the checkpoint, the report waits for its pause or end.`,
		Example: `  usher report users-live.usher
  usher report users-live.usher --export /new/place/users.json.gz
  usher report --sql postgres --table users --key old_id --column stytch_user_id`,
		Args: atMostOne,
		RunE: func(c *cobra.Command, args []string) error {
			if err := checkScript(script); err != nil {
				return err
			}
			path, err := a.choose(c, args)
			if err != nil {
				return err
			}
			config := migrator.ReportConfig{Ports: a.Ports, Checkpoint: path, Export: export}
			if script != (migrator.ScriptConfig{}) {
				config.Script = &script
			}
			var files migrator.ReportFiles
			err = a.whenFree(c.Context(), "the report", func() (err error) {
				files, err = migrator.RebuildReport(c.Context(), config)
				return err
			})
			if err != nil {
				return err
			}
			if a.json {
				return a.document(reportResult(files))
			}
			lines := []string{"report:  " + files.Summary, "id map:  " + files.IDMap}
			if files.Script != "" {
				lines = append(lines, "SQL:     "+files.Script)
			}
			return a.print(lines...)
		},
	}
	f := c.Flags()
	f.StringVar(&export, "export", "", "`PATH` where the export is now, when it was moved")
	a.addKey(f)
	f.StringVar(&script.Dialect, "sql", "", "`DATABASE` write the id map as a script for postgres, mysql or sqlite too")
	f.StringVar(&script.Table, "table", "", "`NAME` of the app's table of users, with its schema before a dot")
	f.StringVar(&script.Key, "key", "", "`NAME` of its column that holds the old provider's user id")
	f.StringVar(&script.Column, "column", "", "`NAME` of its column that is to hold the Stytch user_id")
	a.addJSON(f)
	return c
}

// checkScript says what is missing of the flags of a script, which go
// together.
func checkScript(s migrator.ScriptConfig) error {
	if s == (migrator.ScriptConfig{}) {
		return nil
	}
	all := "Use one of " + strings.Join(migrator.Dialects, ", ") + "."
	switch {
	case s.Dialect == "":
		return refuse("--table, --key and --column need --sql", all)
	case !slices.Contains(migrator.Dialects, s.Dialect):
		return refuse("--sql does not know \""+s.Dialect+"\"", guess(s.Dialect, migrator.Dialects, all))
	}
	for _, f := range []struct{ name, value string }{{"table", s.Table}, {"key", s.Key}, {"column", s.Column}} {
		if f.value == "" {
			return refuse("--sql needs --"+f.name, "Name table, key and column: usher report --sql "+s.Dialect+" --table users --key old_id --column stytch_user_id")
		}
	}
	return nil
}
