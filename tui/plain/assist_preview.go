package plain

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"example.com/usher/migrator"
	"example.com/usher/tui/say"
)

// usersAtOnce is how many users a page of lines holds.
const usersAtOnce = 10

const lookHelp = "A number shows the users of that finding. u shows all users. Anything else is searched for: an email, an id, a phone.\n" +
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
		default:
			err = a.lookFor(ctx, answer)
		}
		if err != nil {
			return nil, err
		}
	}
}

func (a *assistant) lookFor(ctx context.Context, what string) error {
	if n, err := strconv.Atoi(what); err == nil && n >= 1 && n <= len(a.result.Findings) {
		return a.users(ctx, a.result.Findings[n-1].Code)
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
	for {
		answer, err := a.ask(ctx, question, "The record as it is in the export, secrets masked, and exactly what would be sent.")
		if err != nil || answer == "" {
			return err
		}
		n, err := strconv.Atoi(answer)
		if err != nil || n <= offset || n > offset+len(found) {
			a.say("Type a number from " + strconv.Itoa(offset+1) + " to " + strconv.Itoa(offset+len(found)) + ".")
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
