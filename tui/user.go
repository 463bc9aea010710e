package tui

import (
	"strconv"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbletea"

	"example.com/usher/migrator"
	"example.com/usher/sources"
	"example.com/usher/tui/say"
)

// userScreen shows one user: the record as found, the findings, and the exact
// calls that would be sent.
type userScreen struct {
	scroll scroll
	of     step
}

func (s *userScreen) enter(f *flow) tea.Cmd {
	s.scroll, s.of = scroll{}, stepPreview
	if f.pickedRefusal != nil {
		s.of = stepImport
	}
	return nil
}

func (s *userScreen) update(f *flow, msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyMsg)
	switch {
	case !ok:
	case key.Matches(k, keys.back), key.Matches(k, keys.left):
		f.back = true
	case key.Matches(k, keys.login):
		f.visit(atLogin)
	default:
		s.scroll.move(k, len(userLines(f, f.width)), f.height-2)
	}
	return nil
}

func (s *userScreen) body(f *flow, width, height int) []string {
	u := f.pickedUser.User
	title := apart(" "+f.look.title.Render(say.Clean(nameOf(u))), say.Place(u.Place)+" ", width)
	return append([]string{title, ""}, s.scroll.view(userLines(f, width), height-2)...)
}

// nameOf is what the user is called in a title.
func nameOf(u sources.User) string {
	for _, s := range []string{u.SourceID, u.Email, u.Phone, u.Username} {
		if s != "" {
			return s
		}
	}
	return "a user without any identifier"
}

// userLines is everything about the user; the screen scrolls through it.
func userLines(f *flow, width int) []string {
	v, l := f.pickedUser, f.look
	var out []string
	section := func(title string) {
		if len(out) > 0 {
			out = append(out, "")
		}
		out = append(out, " "+l.title.Render(title))
	}
	code := func(lines []string) {
		for _, line := range lines {
			for _, part := range wrap(say.Clean(line), width-4) {
				out = append(out, "   "+part)
			}
		}
	}

	if r := f.pickedRefusal; r != nil {
		section("Refused by Stytch")
		for _, line := range wrapAll(width-4, refusalReasons(*r)...) {
			out = append(out, "   "+line)
		}
	}
	section("Findings")
	if len(v.Findings) == 0 {
		out = append(out, "   none")
	}
	for _, x := range v.Findings {
		out = append(out, findingOfUser(l, x, width)...)
	}
	section(callsTitle(v.Plan))
	if len(v.Plan.Calls) == 0 {
		out = append(out, "   "+cut("skipped: "+migrator.Describe(v.Plan.Skip).Sentence, width-4))
	}
	for i, c := range v.Plan.Calls {
		if i > 0 {
			out = append(out, "")
		}
		code(say.CallLines(c))
	}
	section("Record, as found (hashes and secrets are masked)")
	code(say.RecordLines(v.User))
	return out
}

func findingOfUser(l look, x migrator.Finding, width int) []string {
	about := migrator.Describe(x.Code)
	text := about.Sentence
	if x.Detail != "" {
		text += ": " + say.Places(x.Detail)
	}
	var out []string
	for i, line := range wrap(say.Clean(text), width-6) {
		sign := " "
		if i == 0 {
			sign = l.severity(about.Severity)
		}
		out = append(out, "   "+sign+" "+line)
	}
	for _, line := range wrap(say.Clean(about.Hint), width-8) {
		out = append(out, "     "+l.faint.Render(line))
	}
	return out
}

func callsTitle(p migrator.Plan) string {
	switch n := len(p.Calls); n {
	case 0:
		return "No call is sent"
	case 1:
		return "The call that is sent"
	default:
		return "The " + strconv.Itoa(n) + " calls that are sent, in this order"
	}
}

func (s *userScreen) status(f *flow) string {
	n, about := len(userLines(f, f.width)), "The mark gets the migration's id when the import begins."
	switch {
	case len(f.pickedUser.Plan.Calls) == 0:
		about = "Nothing is sent for this user."
	case f.pickedRefusal != nil:
		about = "The calls are those that were sent."
	case f.importing:
		about = "In what is sent, the mark has the migration's id."
	}
	if room := f.height - 2; n > room {
		from := min(s.scroll.top, n-room)
		return "Lines " + say.Count(from+1) + " to " + say.Count(from+room) + " of " + say.Count(n) + ". " + about
	}
	return about
}

func (s *userScreen) hints(f *flow) []hint {
	return []hint{{key: keys.down, label: "scroll"}, {key: keys.login, label: "check a login", why: noLogin(f)}, {key: keys.back, label: "back"}, {key: keys.pageDown, label: "a page"}}
}

func (s *userScreen) step() step        { return s.of }
func (s *userScreen) typing(*flow) bool { return false }
