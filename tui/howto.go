package tui

import (
	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbletea"

	"example.com/usher/sources"
)

// howto says for each provider where to ask for an export, what file comes
// and what it lacks.
type howto struct {
	at     int
	scroll scroll
}

// guide is the page of one provider. Lines that begin with "$ " are commands
// to copy and are never wrapped.
type guide struct {
	provider sources.Provider
	title    string
	lines    []string
}

var guides = []guide{
	{sources.Auth0, "Auth0", []string{
		"Users: in the dashboard, User Management > Users > Import / Export > Export,",
		"or the Management API's job users-exports with format json.",
		"You get TENANT.json.gz, one user per line; usher reads it as it is.",
		"",
		"Passwords are not in it. Ask Auth0's support for the password hash export",
		"(paid plans, through a ticket of an administrator). It comes encrypted with",
		"your PGP key; decrypt it first:",
		"$ gpg --decrypt passwords.json.gpg > passwords.ndjson",
		"Then give usher both files. Without the hashes everybody moves without a",
		"password.",
		"",
		"Not in any export: second factors, roles, organizations.",
	}},
	{sources.Firebase, "Firebase", []string{
		"With Firebase's command line tool, as an owner of the project:",
		"$ firebase auth:export users.json \\",
		"$     --format=json --project PROJECT",
		"",
		"Firebase hashes passwords with a scrypt of its own, which Stytch does not",
		"take: users move without their password, and reset it or log in by code or",
		"link. Keep the hash parameters (Authentication > Users > menu > Password",
		"hash parameters) for a check of old passwords in your own login.",
		"",
		"Not in the file: secrets of second factors, users of tenants.",
	}},
	{sources.Cognito, "AWS Cognito", []string{
		"With AWS's command line tool, all pages in one file:",
		"$ aws cognito-idp list-users --user-pool-id POOL \\",
		"$     --output json > users.json",
		"Several files, one per page, are fine too: give them all.",
		"",
		"Cognito never hands out password hashes: users move without their password,",
		"and reset it or log in by code or link.",
		"",
		"Not in the file: groups, secrets of second factors.",
	}},
	{sources.CSV, "Other", []string{
		"A CSV file with a header, a JSON array, or one JSON object per line.",
		"Columns that usher knows by their usual names:",
		"id, email, email_verified, phone_number, given_name, family_name, name,",
		"password_hash, created_at, blocked.",
	}},
}

func (s *howto) enter(*flow) tea.Cmd { return nil }

func (s *howto) update(f *flow, msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyMsg)
	switch {
	case !ok:
	case key.Matches(k, keys.back):
		f.back = true
	case key.Matches(k, keys.enter):
		f.back = true
		f.visit(atExport)
	case key.Matches(k, keys.right), key.Matches(k, keys.tab):
		s.at, s.scroll = (s.at+1)%len(guides), scroll{}
	case key.Matches(k, keys.left):
		s.at, s.scroll = (s.at+len(guides)-1)%len(guides), scroll{}
	default:
		s.scroll.move(k, len(guides[s.at].draw(f.look, f.width)), f.height-2)
	}
	return nil
}

func (s *howto) body(f *flow, width, height int) []string {
	tabs := ""
	for i, g := range guides {
		name := f.look.faint.Render("  " + g.title + "  ")
		if i == s.at {
			name = f.look.selected.Render("▸ " + g.title + "  ")
		}
		tabs += name
	}
	return append([]string{" " + tabs, ""}, s.scroll.view(guides[s.at].draw(f.look, width), height-2)...)
}

// draw wraps the text; what was written as one paragraph flows together.
func (g guide) draw(l look, width int) []string {
	var out []string
	paragraph := ""
	flush := func() {
		for _, line := range wrap(paragraph, min(width-2, 100)) {
			out = append(out, " "+line)
		}
		paragraph = ""
	}
	for _, line := range g.lines {
		switch {
		case line == "":
			flush()
			out = append(out, "")
		case line[0] == '$':
			flush()
			out = append(out, "   "+l.strong.Render(line[2:]))
		case paragraph == "":
			paragraph = line
		default:
			paragraph += " " + line
		}
	}
	flush()
	return out
}

func (s *howto) status(f *flow) string {
	if len(guides[s.at].draw(f.look, f.width)) > f.height-2 {
		return "↓ There is more below."
	}
	return "usher recognises an export by its content, not by its name."
}

func (s *howto) hints(*flow) []hint {
	next := keys.right
	return []hint{{key: keys.enter, label: "I have one"}, {key: next, label: "next provider"}, {key: keys.back, label: "back"}}
}

func (s *howto) step() step        { return stepNone }
func (s *howto) typing(*flow) bool { return false }
