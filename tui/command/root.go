package command

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"example.com/usher/tui/say"
)

const about = `usher moves the users of an app from another auth provider into Stytch.

Without a command it opens the guided assistant: choose an export, see what is
in it and what cannot move, choose options and destination, import. Nothing is
sent before you say so, an import can be stopped and resumed at any moment, and
no user is sent a message.`

// newRoot is the whole command line.
func newRoot(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:           programName,
		Short:         "move users from another auth provider into Stytch",
		Long:          about,
		Example:       "  usher\n  usher rehearse\n  usher preview auth0-users.json.gz --hashes passwords.ndjson",
		Version:       a.Version,
		Args:          a.noSuchCommand,
		RunE:          func(c *cobra.Command, _ []string) error { return a.assist(c.Context()) },
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetVersionTemplate(programName + " {{.Version}}\n")
	root.SetUsageFunc(usage)
	root.SetHelpCommand(&cobra.Command{Hidden: true})
	root.SetFlagErrorFunc(flagError)
	root.PersistentPreRunE = func(c *cobra.Command, _ []string) error { return a.unlock(c.Context()) }
	a.addPlain(root.Flags())
	a.addKey(root.Flags())
	root.AddCommand(
		newRehearse(a), newPreview(a), newImport(a), newResume(a),
		newStatus(a), newRetry(a), newVerify(a), newUndo(a), newCheckLogin(a), newReport(a), newSandbox(a),
	)
	for _, c := range root.Commands() {
		c.Flags().SortFlags = false
		c.DisableFlagsInUseLine = true
	}
	return root
}

// noSuchCommand refuses what is no command, and guesses what was meant.
func (a *app) noSuchCommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	given := args[0]
	if _, err := os.Stat(given); err == nil {
		return refuse(fmt.Sprintf("%s is a file, not a command", given), "See what is in it: usher preview "+say.Word(given))
	}
	var names []string
	for _, sub := range c.Commands() {
		if !sub.Hidden {
			names = append(names, sub.Name())
		}
	}
	return refuse(fmt.Sprintf("there is no command %q", given), guess(given, names, "usher --help lists the commands."))
}
