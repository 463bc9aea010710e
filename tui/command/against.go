package command

import (
	"context"
	"strings"

	"github.com/spf13/pflag"

	"example.com/usher/migrator"
	"example.com/usher/tui/say"
)

// against are the flags that say where a preview looks who is there already.
type against struct{ kind, baseURL string }

func (g *against) add(f *pflag.FlagSet) {
	f.StringVar(&g.kind, "against", "", "`test|live` read that project once, and say who of the export is there already")
	f.StringVar(&g.baseURL, "base-url", "", "`URL` with --against: a Stytch-compatible server of your own")
}

// target checks the flags; ok is false where nothing is to be read.
func (g against) target() (t migrator.Target, ok bool, err error) {
	t = migrator.Target{Kind: migrator.TargetKind(g.kind), BaseURL: strings.TrimSuffix(g.baseURL, "/")}
	switch {
	case g.kind == "" && g.baseURL != "":
		return t, false, refuse("--base-url goes with --against", "Add --against test.")
	case g.kind == "":
		return t, false, nil
	case t.Kind != migrator.Test && t.Kind != migrator.Live && (t.Kind != migrator.Sandbox || t.BaseURL == ""):
		return t, false, refuse("--against does not know \""+g.kind+"\"", "Use test or live.")
	}
	return t, true, checkBaseURL(t.BaseURL)
}

// roster reads who is in a project. It only reads, so a live project needs no
// confirmation.
func (a *app) roster(ctx context.Context, t migrator.Target) (*migrator.Roster, error) {
	t, secret, err := a.credentials(ctx, t, "")
	if err != nil {
		return nil, err
	}
	return a.readRoster(ctx, t, secret)
}

func (a *app) readRoster(ctx context.Context, t migrator.Target, secret string) (*migrator.Roster, error) {
	a.note("usher: reading who is in project " + t.ProjectID + "; nothing is changed there")
	roster, err := migrator.ReadRoster(ctx, migrator.RosterConfig{Ports: a.Ports, Target: t, Secret: secret})
	if err == nil {
		a.note("usher: " + say.Users(roster.Users) + " there")
	}
	return roster, err
}
