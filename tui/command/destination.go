package command

import (
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"example.com/usher/migrator"
)

// destination are the flags that say where the users go.
type destination struct {
	to          string
	baseURL     string
	rate        int
	confirmLive string
	confirmHost string
}

func (d *destination) add(f *pflag.FlagSet) {
	f.StringVar(&d.to, "to", "", "`sandbox|test|live` where the users go")
	f.IntVar(&d.rate, "rate", migrator.MaxRate, "`N` requests in any second, 1 to "+strconv.Itoa(migrator.MaxRate)+"; with --to sandbox any number, 0 = no limit")
	f.StringVar(&d.baseURL, "base-url", "", "`URL` a Stytch-compatible server of your own: https, or http on this machine only")
	f.StringVar(&d.confirmLive, "confirm-live", "", "`PROJECT_ID` id of the live project, instead of typing it when asked")
	f.StringVar(&d.confirmHost, "confirm-host", "", "`HOST` host of --base-url where that is not Stytch's, instead of typing it when asked; needed for a live project")
}

var kinds = []migrator.TargetKind{migrator.Sandbox, migrator.Test, migrator.Live}

// target checks the flags by themselves; credentials come later.
func (d destination) target() (migrator.Target, error) {
	t := migrator.Target{Kind: migrator.TargetKind(d.to), BaseURL: strings.TrimSuffix(d.baseURL, "/")}
	switch t.Kind {
	case migrator.Sandbox, migrator.Test, migrator.Live:
	case "":
		return t, refuse("where should the users go?", "Give --to sandbox, --to test or --to live.")
	default:
		return t, refuse("--to does not know \""+d.to+"\"", guess(d.to, strs(kinds), "Use one of "+names(kinds, ", ")+"."))
	}
	if err := checkRate(d.rate, t.Kind); err != nil {
		return t, err
	}
	return t, checkBaseURL(t.BaseURL)
}

func checkRate(rate int, kind migrator.TargetKind) error {
	switch {
	case rate < 0:
		return refuse("--rate "+strconv.Itoa(rate)+" is below 0", "Give 1 to "+strconv.Itoa(migrator.MaxRate)+".")
	case kind != migrator.Sandbox && (rate < 1 || rate > migrator.MaxRate):
		return refuse("--rate "+strconv.Itoa(rate)+" is for a sandbox only", "Stytch asks an import for at most "+strconv.Itoa(migrator.MaxRate)+" requests a second: give 1 to "+strconv.Itoa(migrator.MaxRate)+".")
	}
	return nil
}

// checkBaseURL lets credentials leave this machine only over https.
func checkBaseURL(base string) error {
	if base == "" {
		return nil
	}
	if _, err := migrator.ParseBaseURL(base); err != nil {
		return refuse(err.Error(), "Give --base-url https://HOST, or http://127.0.0.1:PORT for a server on this machine.")
	}
	return nil
}
