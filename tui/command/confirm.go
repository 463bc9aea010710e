package command

import (
	"context"
	"strings"

	"example.com/usher/migrator"
	"example.com/usher/sources"
	"example.com/usher/tui/plain"
	"example.com/usher/tui/say"
)

// mayConfirm refuses, before anything is opened, a live import that nobody
// could confirm, and one that was confirmed for another host.
func (a *app) mayConfirm(t migrator.Target, d destination) error {
	host := migrator.ForeignHost(t.BaseURL)
	switch {
	case d.confirmHost != "" && host == "":
		return refuse("--confirm-host is for a --base-url that is not Stytch's", "Leave it out.")
	case d.confirmHost != "" && d.confirmHost != host:
		return refuse("that is not the host of --base-url", "Nothing was sent. Give --confirm-host "+host+" if that is meant.")
	case t.Kind != migrator.Live, a.canAsk():
		return nil
	case d.confirmLive == "":
		return refuse("a live import without a terminal needs --confirm-live", "Give --confirm-live with the id of the live project.")
	case host != "" && d.confirmHost == "":
		return refuse("users of a live project would go to "+host+", which is not Stytch's", "Give --confirm-host "+host+" if that is meant.")
	}
	return nil
}

// confirm has a live project's id, and a host that is not Stytch's, typed. The
// preview that it reads for that is given on, so that the export is read once.
func (a *app) confirm(ctx context.Context, r *asked, d destination, export *sources.Export) (*migrator.Preview, error) {
	if r.target.Kind != migrator.Live {
		return nil, nil
	}
	if err := a.confirmHost(ctx, r.target, d.confirmHost); err != nil {
		return nil, err
	}
	if d.confirmLive != "" {
		if d.confirmLive != r.target.ProjectID {
			return nil, refuse("--confirm-live names another project than "+projectVariable, "Give the id of the project that the credentials are of.")
		}
		r.target.Confirmed = true
		return nil, nil
	}
	if err := a.withoutRehearsal(ctx, r, export); err != nil {
		return nil, err
	}
	preview := migrator.NewPreview(export, r.options)
	result, err := preview.Run(ctx)
	if err != nil {
		return nil, err
	}
	for _, line := range plain.Live(result, r.target.ProjectID, a.Now()) {
		a.note(line)
	}
	typed, err := a.console().Ask(ctx, "Type the project id to go on: ")
	if err != nil {
		return nil, notConfirmed(err)
	}
	if typed != r.target.ProjectID {
		return nil, refuse("that is not the project id", "Nothing was sent. Start again and type all of it.")
	}
	r.target.Confirmed = true
	return preview, nil
}

// withoutRehearsal asks whether to go on when this very export was never
// rehearsed.
func (a *app) withoutRehearsal(ctx context.Context, r *asked, export *sources.Export) error {
	if r.yes || migrator.Rehearsed(ctx, export, a.Ports) {
		return nil
	}
	a.note("usher: this very export was not rehearsed yet; a rehearsal runs into a sandbox on this machine.")
	answer, err := a.console().Ask(ctx, "Go on without? [y/n]: ")
	if err != nil {
		return notConfirmed(err)
	}
	if answer != "y" && answer != "yes" {
		return refuse("stopped before the live import; nothing was sent", "Rehearse it: usher rehearse "+words(r.from.Paths))
	}
	return nil
}

// words are paths as a shell takes them.
func words(paths []string) string {
	out := make([]string, len(paths))
	for i, p := range paths {
		out[i] = say.Word(p)
	}
	return strings.Join(out, " ")
}

// confirmHost has a host that is not Stytch's typed, where no flag has named
// it.
func (a *app) confirmHost(ctx context.Context, t migrator.Target, flag string) error {
	host := t.HostToConfirm()
	if host == "" || flag != "" {
		a.confirmedHost = flag
		return nil
	}
	a.note("usher: secret and users of a " + string(t.Kind) + " project would go to " + host + ", which is not Stytch's.")
	typed, err := a.console().Ask(ctx, "Type the host to go on: ")
	if err != nil {
		return notConfirmed(err)
	}
	if typed != host {
		return refuse("that is not the host", "Nothing was sent. Start again and type "+host+" if that is meant.")
	}
	a.confirmedHost = host
	return nil
}
