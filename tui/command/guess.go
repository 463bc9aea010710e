package command

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// guess asks whether the nearest of the names was meant; without a near one it
// gives the other hint.
func guess(given string, names []string, otherwise string) string {
	if name := nearest(given, names); name != "" {
		return "Did you mean " + name + "?"
	}
	return otherwise
}

// nearest gives the name that differs least, "" when none is near: a third of
// the letters may be wrong, or the end may be missing.
func nearest(given string, names []string) string {
	best, least := "", len(given)/3+1
	for _, name := range names {
		d := distance(strings.ToLower(given), name)
		if len(given) >= 2 && strings.HasPrefix(name, strings.ToLower(given)) {
			d = 1
		}
		if d < least {
			best, least = name, d
		}
	}
	return best
}

// distance counts the letters to add, drop or change (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := before
			if a[i] != b[j] {
				change++
			}
			before = row[j+1]
			row[j+1] = min(change, row[j]+1, before+1)
		}
	}
	return row[len(b)]
}

// flagError explains a flag that is not known or whose value does not fit.
func flagError(c *cobra.Command, err error) error {
	hint := c.CommandPath() + " --help lists the flags."
	if given, ok := strings.CutPrefix(err.Error(), "unknown flag: --"); ok {
		var names []string
		c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		if name := nearest(given, names); name != "" {
			hint = "Did you mean --" + name + "?"
		}
		return refuse("there is no flag --"+given+" of "+c.CommandPath(), hint)
	}
	return refuse(err.Error(), hint)
}
