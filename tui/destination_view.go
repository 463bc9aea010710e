package tui

import (
	"strings"

	"example.com/usher/migrator"
	"example.com/usher/tui/paths"
	"example.com/usher/tui/say"
)

func (s *destinationScreen) body(f *flow, width, height int) []string {
	l := f.look
	var lines []string
	if height > 14 {
		lines = append(lines, " "+l.title.Render("Where do the users go?"), "")
	}
	for i, kind := range kinds {
		lines = append(lines, l.row(i == s.at, kindLine(f, kind, s.ids[i].value())))
	}
	lines = append(lines, "")
	if s.failed != nil {
		lines = append(lines, s.failed.lines(l, width)...)
	}
	for _, line := range s.detail(f, width) {
		lines = append(lines, " "+line)
	}
	return lines
}

func kindLine(f *flow, kind migrator.TargetKind, typed string) string {
	id := f.config.Getenv("STYTCH_PROJECT_ID")
	switch {
	case kind == migrator.Sandbox:
		return "Sandbox        embedded Stytch on this machine; nothing leaves it"
	case fitsKind(id, kind):
		return kindTitle(kind) + say.Clean(say.ShortID(id)) + "   from STYTCH_PROJECT_ID"
	case fitsKind(strings.TrimSpace(typed), kind):
		return kindTitle(kind) + say.Clean(say.ShortID(strings.TrimSpace(typed)))
	}
	return kindTitle(kind) + "project-" + string(kind) + "-…"
}

func kindTitle(kind migrator.TargetKind) string {
	return fit(strings.ToUpper(string(kind[:1]))+string(kind[1:])+" project", 15)
}

// detail is what the stage asks and says.
func (s *destinationScreen) detail(f *flow, width int) []string {
	switch s.stage {
	case askServer:
		return append(wrapAll(width-3, "The address of a Stytch-compatible server of your own; nothing for Stytch's:"),
			"> "+s.server.view(width-5, true), "https, or http on this machine only.")
	case askID:
		return []string{"The project id, as in Stytch's dashboard:", "> " + s.ids[s.at].view(width-5, true)}
	case askSecret:
		return []string{
			"The secret of " + say.Clean(s.projectID(f)) + ":",
			"> " + s.secrets[s.at].view(width-5, true),
			"It is used for this run and never written down.",
		}
	case checking:
		return []string{"Checking the credentials with one harmless request."}
	case ready:
		return s.readyLines(f, width)
	}
	return wrapAll(width-3, s.overview(f)...)
}

// overview says what the selected kind means, before anything is asked.
func (s *destinationScreen) overview(f *flow) []string {
	willGo := say.Users(movable(f)) + " will be created in "
	switch s.kind() {
	case migrator.Sandbox:
		return []string{
			willGo + "a sandbox of their own: a rehearsal with Stytch's rules, errors and rate limit. " + noMessage,
			"Checkpoint: " + say.Clean(paths.Shorten(f.checkpointPath(migrator.Sandbox), f.config.Getenv)),
		}
	case migrator.Test:
		return []string{willGo + "a test project. " + noMessage, s.credentials(f), s.serverLine()}
	}
	return []string{
		willGo + "a LIVE project, that of your real users. " + noMessage,
		s.credentials(f),
		s.serverLine(),
		"Rehearse first in the sandbox: it shows what would be refused.",
	}
}

const noMessage = "No message is sent to any of them."

// serverLine is said only where the server is not Stytch's.
func (s *destinationScreen) serverLine() string {
	if s.serverAddress() == "" {
		return ""
	}
	return "Server: " + say.Clean(s.serverAddress()) + ", which is not Stytch's."
}

// credentials names their origin; a secret is never shown.
func (s *destinationScreen) credentials(f *flow) string {
	switch {
	case s.secretFromEnvironment(f):
		return "Credentials: STYTCH_PROJECT_ID and STYTCH_SECRET in the environment."
	case fitsKind(f.config.Getenv("STYTCH_PROJECT_ID"), s.kind()):
		return "Project: STYTCH_PROJECT_ID in the environment. The secret is asked for."
	}
	return "Project id and secret are asked for. (STYTCH_PROJECT_ID and STYTCH_SECRET in the environment save typing.)"
}

// readyLines are what is about to happen, after the credentials were checked.
func (s *destinationScreen) readyLines(f *flow, width int) []string {
	kind := strings.ToUpper(string(s.kind()))
	project := say.Clean(say.ShortID(f.target.ProjectID))
	if s.name != "" {
		project = "\"" + say.Clean(s.name) + "\""
	}
	lines := wrapAll(width-3,
		say.Users(movable(f))+" will be created in the "+kind+" project of "+project+".",
		noMessage+" "+newest(f), s.serverLine(),
	)
	if s.kind() == migrator.Test {
		return append(lines, "", "enter begins the import.")
	}
	if !s.rehearsed {
		lines = append(lines, wrapAll(width-3, f.look.warn.Render("!")+" This export was not rehearsed. esc, then Sandbox, shows first what would be refused.")...)
	}
	if host := s.hostToType(f); host != "" {
		return append(lines, "These users would go to a server that is not Stytch's.",
			"Type its host to go on: "+f.look.strong.Render(say.Clean(host)), "> "+s.confirmHost.view(width-5, true))
	}
	return append(lines, "Type the project id to go on: "+f.look.strong.Render(say.Clean(f.target.ProjectID)), "> "+s.confirm.view(width-5, true))
}

// newest says what the export cannot have.
func newest(f *flow) string {
	t := f.reading.result.NewestRecord
	if t == nil || t.IsZero() {
		return "Who signed up since the export is not in it."
	}
	return "Newest record of the export: " + say.Moment(*t, f.now) + "; who signed up since then is not in it."
}

// movable is how many users have a call in the plan.
func movable(f *flow) int { return max(0, f.reading.result.Users-f.reading.result.Skipped) }

func wrapAll(width int, paragraphs ...string) []string {
	var out []string
	for _, p := range paragraphs {
		out = append(out, wrap(p, width)...)
	}
	return out
}

func (s *destinationScreen) status(f *flow) string {
	switch {
	case s.stage == checking:
		return "One request that changes nothing. esc stops it."
	case s.stage == ready:
		return "Credentials checked. Nothing was created yet."
	case !f.reading.done:
		return "The export is being read with the options chosen; the counts follow."
	case f.options.Rate > 0 && f.reading.result.Requests > 0:
		return say.Plural(f.reading.result.Requests, "request") + ", " + say.Span(say.Seconds((f.reading.result.Requests+f.options.Rate-1)/f.options.Rate)) + " at " + say.Count(f.options.Rate) + " a second. Nothing was sent yet."
	}
	return "Nothing was sent yet."
}

func (s *destinationScreen) hints(f *flow) []hint {
	label := "continue"
	switch {
	case s.stage == ready && s.hostToType(f) == "", s.stage == askKind && s.kind() == migrator.Sandbox:
		label = "begin the import"
	case s.stage == askSecret:
		label = "check"
	case s.stage == askServer:
		label = "take it"
	}
	why := s.rateProblem(f)
	if s.stage == checking {
		why = "the credentials are being checked"
	}
	hints := []hint{{key: keys.enter, label: label, why: why}, {key: keys.back, label: "back"}}
	if s.stage == askKind && s.kind() != migrator.Sandbox {
		hints = append(hints, hint{key: keys.edit, label: "another server"})
	}
	return hints
}
