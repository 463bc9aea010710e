package command

import (
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"example.com/usher/migrator"
	"example.com/usher/tui/say"
)

// choose gives the checkpoint of a command: the one that was named, else the
// only one here.
func (a *app) choose(c *cobra.Command, args []string) (string, error) {
	if len(args) == 1 {
		a.checkpoint = args[0]
		return args[0], nil
	}
	list := migrator.List(".", a.Ports)
	switch len(list) {
	case 0:
		return "", refuse("there is no checkpoint in this folder", "Name one: "+c.CommandPath()+" PATH/NAME.usher")
	case 1:
		a.checkpoint = list[0].Path
		return list[0].Path, nil
	}
	lines := make([]string, len(list))
	for i, l := range list {
		lines[i] = "  " + listed(l)
	}
	return "", refuse("there are several checkpoints in this folder:\n"+strings.Join(lines, "\n"), "Name one: "+c.CommandPath()+" "+say.Word(filepath.Base(list[0].Path)))
}

// listed is a checkpoint in a line.
func listed(l migrator.Listed) string {
	name := filepath.Base(l.Path)
	switch {
	case l.Err != nil:
		return name + "  " + say.Describe(l.Err).What
	case l.Running:
		return name + "  running now"
	}
	return name + "  " + string(l.Meta.Destination.Kind) + ", " + say.Count(l.Counts.Settled()) + " of " + say.Users(l.Meta.Total) + ", " + string(l.Meta.State.State)
}
