package tui

import (
	"strings"
	"time"

	"example.com/usher/migrator"
	"example.com/usher/tui/paths"
	"example.com/usher/tui/say"
)

func (s *destinationScreen) body(f *flow, width, height int) []string {
	if s.stage >= ready {
		return s.checkedBody(f, width, height)
	}
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
	case askHost:
		return append(wrapAll(width-3, "The secret of this "+string(s.kind())+" project would go to a server that is not Stytch's. Type its host to go on:"),
			"  "+f.look.strong.Render(say.Clean(s.hostToType())), "> "+s.confirmHost.view(width-5, true))
	case checking:
		return []string{"Checking the credentials with one harmless request."}
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
			s.standing.line(true), longRehearsal(f),
		}
	case migrator.Test:
		return []string{willGo + "a test project. " + noMessage, s.credentials(f), s.serverLine(), s.standing.line(false)}
	}
	return []string{
		willGo + "a LIVE project, that of your real users. " + noMessage,
		s.credentials(f),
		s.serverLine(),
		s.standing.line(false),
		"Rehearse first in the sandbox: it shows what would be refused.",
	}
}

// longRehearsal says how to have one soon that would take long.
func longRehearsal(f *flow) string {
	takes := timeAt(f, f.options.Rate)
	if takes < patienceForRehearsal {
		return ""
	}
	return "At " + say.RateTitle(f.options.Rate) + " that takes " + say.Span(takes) + ". A sandbox takes any rate: with the option rate at 0 it is a matter of minutes."
}

// patienceForRehearsal is how long a rehearsal may take without a word.
const patienceForRehearsal = 5 * time.Minute

// timeAt is how long the plan's requests take at a rate, 0 = not known.
func timeAt(f *flow, rate int) time.Duration {
	if rate <= 0 {
		return 0
	}
	return say.Seconds((f.reading.result.Requests + rate - 1) / rate)
}

// rateLine is said where another rate than the option's is taken.
func (s *destinationScreen) rateLine(f *flow) string {
	if rate := f.rateOf(s.kind()); rate != f.options.Rate {
		return "At " + say.RateTitle(rate) + ": what the options say is for a sandbox only."
	}
	return ""
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

// checkedBody is what is about to happen, after the credentials were checked,
// and what can be done.
func (s *destinationScreen) checkedBody(f *flow, width, height int) []string {
	lines := s.facts(f, width, height)
	if s.failed != nil {
		lines = append(lines, s.failed.lines(f.look, width)...)
		return append(lines, "", " "+f.look.faint.Render("esc goes back to the project."))
	}
	switch s.stage {
	case askFew:
		return append(lines, " How many users go first? They are the first of the export; the rest waits.", " > "+s.few.view(width-4, true))
	case readingThere:
		return append(lines, " Reading who is in the project: "+say.Users(s.reading.shown)+" so far.")
	case confirming:
		return append(lines, s.confirmLines(f, width)...)
	}
	for i, w := range s.ways(f) {
		lines = append(lines, f.look.row(i == s.way.at, fit(w.title, 28)+f.look.faint.Render(cut(w.note, width-33))))
	}
	return lines
}

// facts are said before anybody is sent; on low windows the least of them go.
func (s *destinationScreen) facts(f *flow, width, height int) []string {
	project := say.Clean(say.ShortID(f.target.ProjectID))
	if s.name != "" {
		project = "\"" + say.Clean(s.name) + "\""
	}
	will := say.Users(movable(f)) + " will be created in the " + strings.ToUpper(string(s.kind())) + " project of " + project + ". " + noMessage
	lines := append(wrapped(width, will), wrapped(width, newest(f))...)
	for _, line := range []string{s.serverLine(), s.rateLine(f), s.standing.line(false), s.rehearsedLine(f), thereLine(f)} {
		lines = append(lines, wrapped(width, line)...)
	}
	if height > len(lines)+6 {
		lines = append(lines, "")
	}
	if room := height - 4; s.stage == confirming && len(lines) > room {
		lines = lines[:max(room, 0)]
	}
	return lines
}

// confirmLines have the project id typed. It stands on a line of its own, so
// that all of it can be read.
func (s *destinationScreen) confirmLines(f *flow, width int) []string {
	ask, what, field := "Type the project id to go on:", f.target.ProjectID, s.confirm
	if s.canary > 0 {
		ask = say.Users(s.canary) + " first, then a pause. " + ask
	}
	return append(wrapped(width, ask), "   "+f.look.strong.Render(say.Clean(what)), " > "+field.view(width-4, true))
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
	case s.stage == readingThere:
		return "1,000 users a request, at most 150 requests a minute. esc stops."
	case s.stage >= ready && !f.reading.done:
		return "Credentials checked. The export is being compared with the project."
	case s.stage >= ready:
		return "Credentials checked. Nothing was created yet."
	case !f.reading.done:
		return "The export is being read with the options chosen; the counts follow."
	case timeAt(f, f.rateOf(s.kind())) > 0:
		rate := f.rateOf(s.kind())
		return say.Plural(f.reading.result.Requests, "request") + ", " + say.Span(timeAt(f, rate)) + " at " + say.Count(rate) + " a second. Nothing was sent yet."
	}
	return "Nothing was sent yet."
}

func (s *destinationScreen) hints(f *flow) []hint {
	label := "continue"
	switch {
	case s.stage == ready:
		return s.wayHints()
	case s.stage == readingThere:
		return []hint{{key: keys.back, label: "stop"}}
	case s.stage == confirming, s.stage == askKind && s.kind() == migrator.Sandbox:
		label = "begin the import"
	case s.stage == askSecret, s.stage == askHost:
		label = "check"
	case s.stage == askServer:
		label = "take it"
	}
	why := ""
	if s.stage == checking {
		why = "the credentials are being checked"
	}
	hints := []hint{{key: keys.enter, label: label, why: why}, {key: keys.back, label: "back"}}
	if s.stage == askKind && s.kind() != migrator.Sandbox {
		hints = append(hints, hint{key: keys.edit, label: "another server"})
	}
	return hints
}

func (s *destinationScreen) wayHints() []hint {
	return []hint{{key: keys.enter, label: "choose"}, {key: keys.there, label: "who is there already"}, {key: keys.back, label: "back"}}
}
