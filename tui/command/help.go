package command

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"example.com/usher/tui/say"
)

// usage writes how a command is called, its examples and its flags. A flag's
// usage begins with the name of its value in backquotes, which pflag wants
// too.
func usage(c *cobra.Command) error {
	var b strings.Builder
	b.WriteString("Usage:\n  " + c.UseLine() + "\n")
	if c.HasAvailableSubCommands() {
		b.WriteString("  " + c.CommandPath() + " COMMAND\n\nCommands:\n")
		for _, sub := range c.Commands() {
			if sub.IsAvailableCommand() {
				fmt.Fprintf(&b, "  %-12s %s\n", sub.Name(), sub.Short)
			}
		}
	}
	if c.HasExample() {
		b.WriteString("\nExamples:\n" + c.Example + "\n")
	}
	b.WriteString("\nFlags:\n")
	c.LocalFlags().VisitAll(func(f *pflag.Flag) { b.WriteString(flagHelp(f)) })
	if _, err := fmt.Fprint(c.OutOrStderr(), b.String()); err != nil {
		return fmt.Errorf("write help: %w", err)
	}
	return nil
}

// flagHelp is a flag and, below it, what it means.
func flagHelp(f *pflag.Flag) string {
	head := "  --" + f.Name
	if f.Shorthand != "" {
		head = "  -" + f.Shorthand + ", --" + f.Name
	}
	name, text := pflag.UnquoteUsage(f)
	if f.Value.Type() != "bool" {
		head += " " + name
		text = strings.TrimSpace(strings.TrimPrefix(text, name))
	}
	if f.DefValue != "" && f.DefValue != "false" && f.DefValue != "[]" && f.DefValue != "0s" && !strings.Contains(text, "default") {
		text += " (default " + f.DefValue + ")"
	}
	return head + "\n" + strings.Join(say.Fold(text, "      ", 80), "\n") + "\n"
}
