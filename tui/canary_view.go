package tui

import (
	"slices"
	"strings"

	"example.com/usher/migrator"
	"example.com/usher/tui/say"
)

func (s *canaryScreen) body(f *flow, width, height int) []string {
	l := f.look
	title := " " + l.title.Render("These users went first")
	switch {
	case s.failed != nil:
		return append([]string{title, ""}, s.failed.lines(l, width)...)
	case s.open == nil:
		return []string{title, "", " Reading them from Stytch, one request each. Nothing is changed there."}
	case len(s.users) == 0:
		return []string{title, "", " Nobody is in yet."}
	}
	beside := s.beside(l, width)
	lines := []string{apart(title, say.Users(len(s.users))+" ", width), ""}
	from, to := s.cursor.window(len(s.users), max(1, height-len(lines)-len(beside)))
	for i := from; i < to; i++ {
		lines = append(lines, l.row(i == s.cursor.at, s.userLine(l, i, width-4)))
	}
	return append(lines, beside...)
}

func (s *canaryScreen) userLine(l look, i, width int) string {
	u := s.users[i]
	text, good := canaryState(u)
	sign := l.warn.Render("!")
	if good {
		sign = l.good.Render("✓")
	}
	if right, tried := s.tried[i]; tried {
		text = "Stytch took the password"
		if !right {
			sign, text = l.bad.Render("✗"), "Stytch refused the password"
		}
	}
	id := max(12, min(mostID, width-13-40))
	return fit(say.Places(say.Clean(u.Place)), 13) + " " + fit(cutMiddle(say.Clean(migrator.MaskID(u.SourceID)), id), id) + " " + sign + " " + text
}

// beside compares the selected user with Stytch's, field by field.
func (s *canaryScreen) beside(l look, width int) []string {
	if s.asking {
		return []string{"", " The password of this user in your app; Stytch is asked, and it is kept nowhere:", " > " + s.password.view(width-4, s.request == 0)}
	}
	u := s.users[s.cursor.at]
	column := max(10, (width-17)/2)
	lines := []string{"", " " + l.title.Render(fit("", 13)+fit("Export", column)+"Stytch")}
	for _, r := range compared(u) {
		name := fit(r.name, 13)
		if slices.Contains(u.Differ, r.field) {
			name = l.warn.Render(fit("! "+r.name, 13))
		}
		lines = append(lines, " "+name+fit(say.Clean(r.export), column-1)+" "+cut(say.Clean(r.stytch), column))
	}
	return lines
}

// comparedField is one line of the comparison; field is its name in a
// difference.
type comparedField struct{ name, field, export, stytch string }

func compared(u migrator.CanaryUser) []comparedField {
	c, f := u.Call, u.Found
	if f == nil {
		f = &migrator.Found{}
	}
	password := func(has bool) string {
		if has {
			return "yes"
		}
		return "no"
	}
	return []comparedField{
		{"email", "email", c.Email, values(f.Emails)},
		{"phone", "phone_number", c.Phone, values(f.Phones)},
		{"external id", "external_id", c.ExternalID, f.ExternalID},
		{"name", "name", wholeName(c.Name.First, c.Name.Middle, c.Name.Last), wholeName(f.Name.First, f.Name.Middle, f.Name.Last)},
		{"password", "password", password(u.HasPassword), password(f.PasswordID != "")},
	}
}

func values(list []migrator.FoundIdentifier) string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = v.Value
		if v.Verified {
			out[i] += " (verified)"
		}
	}
	return strings.Join(out, ", ")
}

func wholeName(parts ...string) string {
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}
