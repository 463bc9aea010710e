package migrator

import "fmt"

// asked is what a caller asks to go on with. Nil parts are not compared: the
// checkpoint decides them.
type asked struct {
	fingerprint        string
	provider           string
	options            *Options
	target             *Target
	projectID          string // of the credentials at hand, "" = not known
	numbering, planner int
}

// compare says whether a checkpoint is of the migration that is asked for,
// and otherwise everything that differs. The rate is no part of it.
func compare(checkpoint string, have Meta, a asked) error {
	var d differences
	if have.Fingerprint != a.fingerprint {
		d.add("export: its content is not the one that the migration began with",
			"A changed or grown export is another migration: usher import EXPORT --since "+ShellWord(checkpoint)+" --checkpoint NEW sends only the difference.")
	}
	if a.provider != "" && have.Provider != a.provider {
		d.add(fmt.Sprintf("provider: %s, now %s", have.Provider, a.provider), "Read the export as the same provider.")
	}
	if a.options != nil {
		d.options(have.Options, *a.options, "Use the same options, or a --checkpoint of its own for the other ones.")
	}
	d.target(have.Destination, a)
	if have.Numbering != a.numbering {
		d.add(fmt.Sprintf("numbering of records: version %d, this usher has %d", have.Numbering, a.numbering),
			"Finish the migration with the usher that began it.")
	}
	if have.Planner != a.planner {
		d.add(fmt.Sprintf("planning of calls: version %d, this usher has %d", have.Planner, a.planner),
			"Finish the migration with the usher that began it.")
	}
	return d.error(checkpoint)
}

func (d *differences) options(was, now Options, hint string) {
	for _, c := range Choices {
		if was, now := was.Get(c.Name), now.Get(c.Name); was != now {
			d.add(fmt.Sprintf("option %s: %s, now %s", c.Name, was, now), hint)
		}
	}
}

func (d *differences) target(have Target, a asked) {
	project := a.projectID
	if t := a.target; t != nil {
		if have.Kind != t.Kind {
			d.add(fmt.Sprintf("destination: %s, now %s", have.Kind, t.Kind), anotherProject)
		}
		if have.BaseURL != t.BaseURL {
			d.add(fmt.Sprintf("base URL: %s, now %s", orStytch(have.BaseURL), orStytch(t.BaseURL)), anotherProject)
		}
		project = t.ProjectID
	}
	if !have.embedded() && project != "" && have.ProjectID != project {
		d.add(fmt.Sprintf("project: %s, now %s", have.ProjectID, project), anotherProject)
	}
}

const anotherProject = "Use the credentials of the project that the migration began with, or a --checkpoint of its own."

func orStytch(url string) string {
	if url == "" {
		return "Stytch's own"
	}
	return url
}

// differences are what differs; the first one's hint is the most useful.
type differences struct {
	list []string
	hint string
}

func (d *differences) add(what, hint string) {
	d.list = append(d.list, what)
	if d.hint == "" {
		d.hint = hint
	}
}

func (d *differences) error(checkpoint string) error {
	if len(d.list) == 0 {
		return nil
	}
	return &MismatchError{Checkpoint: checkpoint, Differences: d.list, Hint: d.hint}
}
