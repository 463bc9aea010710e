package plain

import (
	"context"
	"path/filepath"

	"example.com/usher/migrator"
	"example.com/usher/tui/say"
)

// begin is the first question: go on with something, or begin.
func (a *assistant) begin(ctx context.Context) (step, error) {
	unfinished := a.unfinished()
	var entries []string
	for _, l := range unfinished {
		entries = append(entries, "go on with "+listed(l))
	}
	entries = append(entries, "start with an export of your users")
	if a.Sample != nil {
		entries = append(entries, "rehearse with a sample, nothing leaves this machine")
	}
	entries = append(entries, "how do I get an export from my provider?")
	n, err := a.pick(ctx, entries, "An unfinished migration goes on where it ended; its options are in its checkpoint.")
	switch {
	case err != nil:
		return nil, err
	case n < len(unfinished):
		a.chosen = Chosen{Resume: unfinished[n].Path}
		return nil, nil
	case n == len(unfinished):
		return a.askExport, nil
	case n == len(entries)-1:
		a.guides()
		return a.begin(ctx)
	}
	return a.takeSample(ctx)
}

// unfinished are the migrations here that can go on.
func (a *assistant) unfinished() []migrator.Listed {
	var out []migrator.Listed
	for _, l := range migrator.List(a.Folder, a.Ports) {
		if l.Err == nil && !l.Running && l.Meta.State.State != migrator.Done {
			out = append(out, l)
		}
	}
	return out
}

func listed(l migrator.Listed) string {
	return filepath.Base(l.Path) + " (" + string(l.Meta.Destination.Kind) + ", " + say.Count(l.Counts.Settled()) + " of " + say.Users(l.Meta.Total) + ")"
}

func (a *assistant) guides() {
	for _, g := range say.Guides {
		a.say("", g.Title)
		for _, line := range g.Lines {
			a.say("  " + line)
		}
	}
	a.say("")
}

func (a *assistant) takeSample(ctx context.Context) (step, error) {
	paths, err := a.Sample()
	if err != nil {
		a.failed(err)
		return a.begin(ctx)
	}
	return a.open(ctx, paths, nil)
}
