package plain

import (
	"context"
	"errors"
	"strings"

	"example.com/usher/sources"
	"example.com/usher/tui/mapfile"
	"example.com/usher/tui/say"
)

const columnsHelp = "A column's name, =, and the field that it goes into: mail = email. Fields are those of the list, and\n" +
	"id, external_id, username, email, email_verified, phone, phone_verified, first_name, middle_name, last_name, name,\n" +
	"blocked, deleted, anonymous, mfa, created_at, updated_at, last_login, password.hash, password.salt, trusted_metadata, untrusted_metadata.\n" +
	"tel = +phone puts a + before numbers; active = not blocked exchanges yes and no; token = - leaves a column out.\n" +
	"state = email_verified if active, paying: these values mean yes. mail2 = also email: where the first column is empty.\n" +
	"rest = trusted (or untrusted, none): where columns go that stand nowhere. text = latin-1: for names with broken characters.\n" +
	"What is the same for all password hashes is set by its name: password.type = pbkdf2-sha512, password.iterations = 1000."

// openExport opens an export. Of tables and JSON of an app's own it asks which
// column goes where first, and keeps the answer beside the export.
func (a *assistant) openExport(ctx context.Context, o sources.Options) (*sources.Export, error) {
	export, columns, err := mapfile.Open(ctx, mapfile.Sources, o)
	if columns == nil {
		return export, err
	}
	if columns.Unusable != nil {
		a.say("! The mapping saved beside it cannot be used: " + say.Describe(columns.Unusable).What)
	}
	changed, failed := a.askColumns(ctx, columns.Mapping, columns.Saved)
	if failed == nil && !changed {
		return export, err
	}
	path := mapfile.Beside(o.Paths[0])
	if failed == nil {
		failed = saveColumns(columns.Mapping, path)
	}
	if failed != nil {
		return nil, errors.Join(failed, closeUnread(export))
	}
	a.say("Saved: " + path)
	if err := closeUnread(export); err != nil {
		return nil, err
	}
	o.Map = path
	return sources.Open(ctx, o)
}

func closeUnread(export *sources.Export) error {
	if export == nil {
		return nil
	}
	return export.Close()
}

func saveColumns(m *sources.Mapping, path string) error {
	text, err := m.Text()
	if err != nil {
		return err
	}
	return mapfile.Write(path, text)
}

// askColumns shows where each column goes and takes corrections until nothing
// is typed.
func (a *assistant) askColumns(ctx context.Context, m *sources.Mapping, from string) (changed bool, err error) {
	if from != "" {
		a.say("The columns as in " + from + ":")
	} else {
		a.say("The columns, as guessed from names and values:")
	}
	a.say(Mapping(m)...)
	for {
		answer, err := a.ask(ctx, "COLUMN = FIELD corrects one, Enter goes on: ", columnsHelp)
		if err != nil {
			return changed, err
		}
		if answer == "" {
			if wrong := m.Check(); wrong != nil {
				a.say("That cannot be read: " + wrong.Error() + ".")
				continue
			}
			return changed, nil
		}
		said, err := correct(m, answer)
		if err != nil {
			a.say(err.Error() + "; ? explains.")
			continue
		}
		changed = true
		a.say(said)
	}
}

var errNotCorrection = errors.New("say which column goes where, as in mail = email")

// correct takes one correction over and says what holds now.
func correct(m *sources.Mapping, answer string) (said string, err error) {
	at := strings.LastIndex(answer, "=")
	if at < 0 {
		return "", errNotCorrection
	}
	column, field := strings.TrimSpace(answer[:at]), strings.TrimSpace(answer[at+1:])
	known := false
	for _, c := range m.About {
		known = known || c.Column == column
	}
	if setting, ok := strings.CutPrefix(column, "password."); ok && !known {
		return column + ": " + field, m.Set(setting, field)
	}
	if !known && (column == "rest" || column == "text") {
		return column + ": " + field, ofFile(m, column, field)
	}
	if !known {
		return "", errors.New("there is no column \"" + say.Clean(column) + "\"")
	}
	origin := sources.MappingOrigin{Column: column}
	if rest, ok := strings.CutPrefix(field, "+"); ok {
		field, origin.Prefix = rest, "+"
	}
	if rest, ok := strings.CutPrefix(field, "not "); ok {
		field, origin.Not = rest, true
	}
	if of, values, ok := strings.Cut(field, " if "); ok {
		field, origin.Is = strings.TrimSpace(of), listOf(values)
	}
	if second, ok := strings.CutPrefix(field, "also "); ok {
		if err := m.Also(origin, strings.TrimSpace(second)); err != nil {
			return "", err
		}
		return column + ": " + m.Goes(column) + ", where there is nothing before it", nil
	}
	if field == "-" {
		field = ""
	}
	moved, err := m.Give(origin, field)
	if err != nil {
		return "", err
	}
	where := m.Goes(column)
	if where == "" {
		where = "left out"
	}
	said = column + ": " + where
	if len(moved) > 0 {
		said += " (it took the place of " + strings.Join(moved, ", ") + ")"
	}
	return said, nil
}

// listOf are the values between commas.
func listOf(text string) (values []string) {
	for value := range strings.SplitSeq(text, ",") {
		if value = strings.TrimSpace(value); value != "" {
			values = append(values, value)
		}
	}
	return values
}

// ofFile sets what is about the file and no column.
func ofFile(m *sources.Mapping, name, value string) error {
	if name == "rest" {
		return m.SetRest(value)
	}
	was := m.Encoding
	if m.Encoding = value; m.Check() != nil {
		m.Encoding = was
		return errors.New("text is utf-8 or latin-1")
	}
	return nil
}
