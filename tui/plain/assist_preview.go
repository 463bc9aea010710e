package plain

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"example.com/usher/migrator"
	"example.com/usher/tui/listfile"
	"example.com/usher/tui/say"
)

// usersAtOnce is how many users a page of lines holds.
const usersAtOnce = 10

const lookHelp = "A number shows the users of that finding; w and a number, as in w 2, writes their list into a file. u shows all users.\n" +
	"Anything else is searched for: an email, an id, a phone.\n" +
	"Nothing typed goes on to the options."

// look lets the operator walk from findings to users to calls.
func (a *assistant) look(ctx context.Context) (step, error) {
	if a.result.Users == 0 {
		a.say("There is no user in this export.")
		return a.askExport, nil
	}
	for {
		answer, err := a.ask(ctx, "Enter goes on; the number of a finding, u for all users, or search: ", lookHelp)
		switch {
		case err != nil:
			return nil, err
		case answer == "":
			return a.askOptions, nil
		case answer == "u":
			err = a.users(ctx, "")
		case strings.HasPrefix(answer, "w ") && a.findingAt(answer[2:]) >= 0:
			err = a.writeList(ctx, a.result.Findings[a.findingAt(answer[2:])].Code)
		default:
			err = a.lookFor(ctx, answer)
		}
		if err != nil {
			return nil, err
		}
	}
}

func (a *assistant) lookFor(ctx context.Context, what string) error {
	if n := a.findingAt(what); n >= 0 {
		return a.users(ctx, a.result.Findings[n].Code)
	}
	found, err := a.preview.Find(ctx, what, usersAtOnce)
	if err != nil {
		return err
	}
	if len(found) == 0 {
		a.say("Nobody in this export has that.")
		return nil
	}
	return a.page(ctx, found, 0, false)
}

// findingAt is the place of a finding whose number was typed, -1 for none.
func (a *assistant) findingAt(number string) int {
	n, err := strconv.Atoi(strings.TrimSpace(number))
	if err != nil || n < 1 || n > len(a.result.Findings) {
		return -1
	}
	return n - 1
}

// writeList writes the users of a finding into a file beside the checkpoint.
func (a *assistant) writeList(ctx context.Context, code string) error {
	path := listfile.Path(a.checkpointPath(), code)
	if err := listfile.Write(ctx, a.preview, code, path); err != nil {
		a.say("! The list was not written: " + say.Cause(err))
		return ctx.Err()
	}
	a.say("Written: " + path)
	return nil
}

// checkLogin tries the password of a user on this machine.
func (a *assistant) checkLogin(ctx context.Context, v migrator.UserView) error {
	check, asks := LoginOf(v.User, v.Parts)
	if asks {
		password, err := a.Console.Secret(ctx, "Password of this user (not shown, kept nowhere): ")
		if err != nil {
			return err
		}
		if err := check.Try(ctx, v.User.Hash, v.Parts, password, func() { a.say("The hash does not open as it is; trying the likely mistakes ...") }); err != nil {
			return err
		}
	}
	a.say(check.Lines()...)
	return nil
}

// users pages over those with a finding.
func (a *assistant) users(ctx context.Context, code string) error {
	for offset := 0; ; offset += usersAtOnce {
		found, err := a.preview.Users(ctx, code, offset, usersAtOnce+1)
		if err != nil {
			return err
		}
		more := len(found) > usersAtOnce
		if len(found) == 0 {
			a.say("No single user has it: it is about the whole export.")
			return nil
		}
		err = a.page(ctx, found[:min(len(found), usersAtOnce)], offset, more)
		if err != nil || !more {
			return unlessBack(err)
		}
	}
}

// unlessBack ends a page without leaving the step.
func unlessBack(err error) error {
	if err == errBack {
		return nil
	}
	return err
}

// page shows some users and, on request, what would be sent for one.
func (a *assistant) page(ctx context.Context, found []migrator.UserView, offset int, more bool) error {
	for i, v := range found {
		a.say("  " + strconv.Itoa(offset+i+1) + "  " + userLine(v))
	}
	question := "Number of a user for the record and its calls, Enter goes back: "
	if more {
		question = "Number of a user for the record and its calls, Enter shows more, b goes back: "
	}
	help := "The record as it is in the export, secrets masked, and exactly what would be sent. c and a number, as in c 1, tries a login:\n" +
		"whether the hash opens with a password that you know. That is computed on this machine."
	for {
		answer, err := a.ask(ctx, question, help)
		if err != nil || answer == "" {
			return err
		}
		number, login := strings.CutPrefix(answer, "c ")
		n, err := strconv.Atoi(strings.TrimSpace(number))
		if err != nil || n <= offset || n > offset+len(found) {
			a.say("Type a number from " + strconv.Itoa(offset+1) + " to " + strconv.Itoa(offset+len(found)) + ".")
			continue
		}
		if login {
			if err := a.checkLogin(ctx, found[n-offset-1]); err != nil {
				return err
			}
			continue
		}
		a.say(userLines(found[n-offset-1])...)
	}
}

func userLine(v migrator.UserView) string {
	who := v.User.Email
	if who == "" {
		who = v.User.Phone
	}
	codes := make([]string, len(v.Findings))
	for i, f := range v.Findings {
		codes[i] = migrator.Describe(f.Code).Sentence
	}
	parts := []string{say.Place(v.User.Place), say.Clean(v.User.SourceID), say.Clean(who), say.Clean(strings.Join(codes, "; "))}
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), "  ")
}

// userLines are everything that is known of one user.
func userLines(v migrator.UserView) []string {
	lines := []string{"", v.User.Place.File + ", " + say.Place(v.User.Place)}
	for _, f := range v.Findings {
		about := migrator.Describe(f.Code)
		line := "  " + string(about.Severity) + ": " + about.Sentence
		if f.Detail != "" {
			line += ": " + say.Places(f.Detail)
		}
		lines = append(lines, line, "    "+about.Hint)
	}
	if len(v.Plan.Calls) == 0 {
		lines = append(lines, "  Nothing would be sent.")
	}
	for _, c := range v.Plan.Calls {
		lines = append(append(lines, "  Would be sent: "+c.Kind.String()), indented(say.CallLines(c))...)
	}
	return append(append(lines, "  The record as found:"), indented(say.RecordLines(v.User))...)
}

func indented(lines []string) []string {
	out := make([]string, len(lines))
	for i, line := range lines {
		out[i] = "    " + line
	}
	return out
}
