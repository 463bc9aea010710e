package command

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

// providers are the values of --provider.
var providers = sources.Providers()

func (a *app) addJSON(f *pflag.FlagSet) {
	f.BoolVar(&a.json, "json", false, "print the result as one JSON document; everything else goes to stderr")
}

func (a *app) addPlain(f *pflag.FlagSet) {
	f.BoolVar(&a.plain, "plain", false, "lines instead of screens, also in a terminal")
}

// reading are the flags that say what an export is made of.
type reading struct {
	app      *app
	provider string
	hashes   []string
	mapping  string
}

func (r *reading) add(a *app, f *pflag.FlagSet) {
	r.app = a
	f.StringVar(&r.provider, "provider", "", "`NAME` what the export is, instead of recognising it by its content: "+names(providers, ", "))
	f.StringArrayVar(&r.hashes, "hashes", nil, "`FILE` password hashes that belong to the users (Auth0); may be repeated")
	f.StringVar(&r.mapping, "map", "", "`FILE` which column of a table, or path into JSON, goes into which field; preview --write-map writes one")
	a.addKey(f)
}

func (r reading) options(paths []string) (sources.Options, error) {
	o := sources.Options{Paths: paths, Hashes: r.hashes, Map: r.mapping, Key: r.app.Ports.Key}
	if r.provider == "" {
		return o, nil
	}
	for _, p := range providers {
		if string(p) == strings.ToLower(r.provider) {
			o.Provider = p
			return o, nil
		}
	}
	return o, refuse("--provider does not know \""+r.provider+"\"", guess(r.provider, strs(providers), "Use one of "+names(providers, ", ")+"."))
}

// planning are the flags of migrator.Choices.
type planning struct{ values map[string]*string }

func (p *planning) add(f *pflag.FlagSet) {
	p.values = make(map[string]*string, len(migrator.Choices))
	for _, c := range migrator.Choices {
		p.values[c.Name] = f.String(c.Name, c.Values[0], "`"+strings.Join(c.Values, "|")+"` "+c.Help)
	}
}

func (p planning) options() (migrator.Options, error) {
	o := migrator.DefaultOptions()
	for _, c := range migrator.Choices {
		value := *p.values[c.Name]
		next, err := o.With(c.Name, value)
		if err != nil {
			return o, refuse("--"+c.Name+" does not take \""+value+"\"", guess(value, c.Values, "Use one of "+strings.Join(c.Values, ", ")+"."))
		}
		o = next
	}
	return o, nil
}

// exports wants at least one path.
func exports(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return refuse("which export?", "Name its files: "+c.CommandPath()+" users.json")
	}
	return nil
}

// atMostOne wants a checkpoint or nothing.
func atMostOne(c *cobra.Command, args []string) error {
	if len(args) > 1 {
		return refuse(c.CommandPath()+" takes one checkpoint at a time", "Name one: "+c.CommandPath()+" "+args[0])
	}
	return nil
}

func nothingElse(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return refuse(c.CommandPath()+" takes no argument, and \""+args[0]+"\" is one", c.CommandPath()+" --help shows what it takes.")
	}
	return nil
}

func strs[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}

func names[T ~string](list []T, between string) string { return strings.Join(strs(list), between) }
