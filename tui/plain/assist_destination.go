package plain

import (
	"cmp"
	"context"
	"strings"

	"example.com/usher/migrator"
	"example.com/usher/sources"
	"example.com/usher/tui/say"
)

// askDestination asks where the users go, and has it confirmed.
func (a *assistant) askDestination(ctx context.Context) (step, error) {
	a.say("Where should the users go?")
	kinds := []migrator.TargetKind{migrator.Sandbox, migrator.Test, migrator.Live}
	n, err := a.pick(ctx, []string{
		"sandbox: embedded Stytch on this machine; nothing leaves it",
		"test project", "live project", "first name a server of my own, instead of " + a.serverTitle(),
	}, "Rehearse in the sandbox first: it has Stytch's rules, errors and rate limit.")
	switch {
	case err != nil:
		return nil, err
	case n == len(kinds):
		if err := a.askServer(ctx); unlessBack(err) != nil {
			return nil, err
		}
		return a.askDestination(ctx)
	}
	if a.roster != nil { // of a project that may be another one
		a.roster = nil
		if err := a.read(ctx); err != nil {
			return nil, err
		}
	}
	a.target, a.secret, a.canary = migrator.Target{Kind: kinds[n]}, "", 0
	if a.target.Kind == migrator.Sandbox {
		return a.confirm, nil
	}
	a.target.BaseURL = a.server
	if err := a.credentials(ctx); err != nil {
		return nil, err
	}
	if a.secret == "" {
		return a.askDestination(ctx)
	}
	return a.askWay, nil
}

// toRead is the target for requests that change nothing: the host that was
// typed confirms that the secret of a live project may go there.
func (a *assistant) toRead() migrator.Target {
	t := a.target
	t.Confirmed = t.Kind == migrator.Live && a.host != "" && a.host == t.HostToConfirm()
	return t
}

func (a *assistant) serverTitle() string {
	if a.server == "" {
		return "Stytch's"
	}
	return a.server
}

// askServer asks for the address of a Stytch-compatible server.
func (a *assistant) askServer(ctx context.Context) error {
	help := "https, or http on this machine only. Nothing typed means Stytch's own. A rehearsal has its own sandbox all the same."
	for {
		answer, err := a.ask(ctx, "Address: ", help)
		if err != nil {
			return err
		}
		if answer != "" {
			if _, err := migrator.ParseBaseURL(answer); err != nil {
				a.failed(err)
				continue
			}
		}
		a.server = strings.TrimSuffix(answer, "/")
		return nil
	}
}

// confirmHost has the host typed where the secret would go to another one than
// Stytch's.
func (a *assistant) confirmHost(ctx context.Context) error {
	host := a.target.HostToConfirm()
	if host == "" || host == a.host {
		return nil
	}
	a.say("Secret and users would go to " + host + ", which is not Stytch's.")
	for {
		typed, err := a.ask(ctx, "Type the host to go on: ", "All of it, as in the address.")
		if err != nil {
			return err
		}
		if typed == host {
			a.host = host
			return nil
		}
		a.say("That is not the host. Nothing was sent.")
	}
}

// credentials takes them from the environment, or asks; what is missing in the
// end was said.
func (a *assistant) credentials(ctx context.Context) error {
	id, secret := strings.TrimSpace(a.Getenv("STYTCH_PROJECT_ID")), strings.TrimSpace(a.Getenv("STYTCH_SECRET"))
	if migrator.ProjectKind(id) != a.target.Kind {
		id, secret = "", ""
	}
	var err error
	if id == "" {
		if id, err = a.ask(ctx, "Project id: ", "It begins with project-"+string(a.target.Kind)+"- and stands in Stytch's dashboard, API keys."); err != nil {
			return err
		}
		if err := migrator.FitProject(id, a.target.Kind); err != nil {
			a.failed(err)
			return nil
		}
	} else {
		a.say("Project " + id + ", from STYTCH_PROJECT_ID.")
	}
	if secret == "" {
		if secret, err = a.Console.Secret(ctx, "Secret of "+say.Clean(id)+" (not shown): "); err != nil {
			return err
		}
	}
	return a.check(ctx, id, strings.TrimSpace(secret))
}

// check tries credentials with one harmless request.
func (a *assistant) check(ctx context.Context, id, secret string) error {
	if err := migrator.FitSecret(secret, id); err != nil {
		a.failed(err)
		return nil
	}
	if err := a.confirmHost(ctx); err != nil {
		return err
	}
	a.target.ProjectID = id
	name, err := migrator.CheckCredentials(ctx, a.Ports, a.toRead(), secret)
	if err != nil {
		a.failed(err)
		return ctx.Err()
	}
	a.say("The credentials are right: project " + name + ".")
	a.secret = secret
	return nil
}

// confirm says what will happen and has it agreed to; a live project's id is
// typed.
func (a *assistant) confirm(ctx context.Context) (step, error) {
	if a.target.Kind == migrator.Live {
		if a.canary > 0 {
			a.say(say.Users(a.canary) + " first, then a pause.")
		}
		a.say(Live(a.result, a.target.ProjectID, a.Now())...)
		typed, err := a.ask(ctx, "Type the project id to go on: ", "All of it, as in "+a.target.ProjectID[:min(len(a.target.ProjectID), 16)]+"...")
		if err != nil {
			return nil, err
		}
		if typed != a.target.ProjectID {
			a.say("That is not the project id. Nothing was sent.")
			return a.confirm(ctx)
		}
		a.target.Confirmed = true
		return nil, a.choose()
	}
	where := "the sandbox"
	if a.target.Kind == migrator.Test {
		where = "the TEST project " + a.target.ProjectID
	}
	who := say.Users(a.result.Users - a.result.Skipped)
	if a.canary > 0 {
		who = "the first " + say.Users(a.canary)
	}
	if a.options.Rate != a.rate() {
		a.say("At " + say.RateTitle(a.rate()) + ": what the options say is for a sandbox only.")
	}
	go_, err := a.yes(ctx, "Import "+who+" into "+where+"?", "No message is sent to any of them. It can be stopped and resumed at any moment.")
	if err != nil {
		return nil, err
	}
	if !go_ {
		return nil, errBack
	}
	return nil, a.choose()
}

func (a *assistant) choose() error {
	options := a.options
	options.Rate = a.rate()
	a.chosen.Import = migrator.ImportConfig{
		Export: a.export, Options: options, Target: a.target, Secret: a.secret,
		Checkpoint: a.checkpointPath(), Canary: migrator.Canary{First: a.canary},
	}
	if a.roster == nil || a.target.Kind != migrator.Sandbox { // a sandbox has nobody of the project
		a.chosen.Import.Preview, a.chosen.Import.Against = a.preview, a.roster
	}
	return nil
}

// checkpointPath is where the checkpoint will stand.
func (a *assistant) checkpointPath() string {
	if a.checkpoint != "" {
		return a.checkpoint
	}
	return migrator.DefaultCheckpoint(sources.FirstUsers(a.export.Inputs()), cmp.Or(a.target.Kind, migrator.Sandbox))
}

// rate is the option's, but above Stytch's guidance, or without any limit, to
// a sandbox only.
func (a *assistant) rate() int {
	if a.target.Kind != migrator.Sandbox && (a.options.Rate < 1 || a.options.Rate > migrator.MaxRate) {
		return migrator.MaxRate
	}
	return a.options.Rate
}
