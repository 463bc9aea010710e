package tui

import (
	"cmp"
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"example.com/usher/sources"
	"example.com/usher/tui/paths"
	"example.com/usher/tui/say"
)

// mappingFoot are the lines around the list: title, heads, and what is said of
// the selected row.
const mappingFoot = 7

func (s *mappingScreen) body(f *flow, width, height int) []string {
	if s.Mapping == nil {
		return []string{"", " No table was opened. esc goes back to the export."}
	}
	title := apart(" "+f.look.title.Render("Which column goes where?"), s.origin(f, max(10, width-42))+" ", width)
	switch {
	case s.failed != nil:
		return append([]string{title, ""}, s.failed.lines(f.look, width)...)
	case s.stage == mapGoal:
		return s.goalLines(f, width, height)
	case s.stage == mapSetting:
		return s.settingLines(f, width, height)
	case s.stage == mapValues:
		return append([]string{title, ""}, s.valueLines(f, width)...)
	case s.stage == mapFile:
		return append([]string{title}, s.fileLines(width)...)
	case s.stage == mapPath:
		return []string{title, "", " Save the mapping as:", " > " + s.line.view(width-4, true), "",
			" --map names it to usher preview and usher import.", " It has names of columns and no user's data."}
	}
	foot := s.foot(f, width)
	room, column := max(1, height-2-len(foot)), "column"
	if s.rows() > room {
		column = say.Count(s.cursor.at+1) + " of " + say.Count(s.rows())
	}
	lines := []string{title, s.columns(f, width, column, "goes into", "values", "")}
	from, to := s.cursor.window(s.rows(), room)
	for i := from; i < to; i++ {
		lines = append(lines, s.rowLine(f, i, width))
	}
	return append(lines, foot...)
}

// origin says where the mapping comes from.
func (s *mappingScreen) origin(f *flow, room int) string {
	switch {
	case s.Saved != "":
		return cutLeft(say.Clean(paths.Shorten(s.Saved, f.config.Getenv)), room)
	case s.changed:
		return "corrected, not saved yet"
	case s.Unusable != nil:
		return "guessed: the saved one cannot be used"
	}
	return "guessed from names and values"
}

// columns puts three texts into the list's columns.
func (s *mappingScreen) columns(f *flow, width int, name, field, values, mark string) string {
	names := max(16, min(30, width/4))
	fields := max(20, min(34, width*3/10))
	line := fit(say.Clean(name), names-1) + " " + fit(say.Clean(field), fields-1) + " " + f.look.faint.Render(cut(say.Clean(values), width-names-fields-4))
	if mark == "" {
		return "   " + line
	}
	return f.look.row(mark == "▸", line)
}

func (s *mappingScreen) rowLine(f *flow, i, width int) string {
	mark := " "
	if i == s.cursor.at {
		mark = "▸"
	}
	if i < len(s.Mapping.About) {
		c := s.Mapping.About[i]
		return s.columns(f, width, c.Column, s.goesInto(c), strings.Join(shownSamples(c), " | "), mark)
	}
	set := s.settings()[i-len(s.Mapping.About)]
	value := s.settingValue(set)
	if s.stage == mapNumber && i == s.cursor.at {
		value = s.line.view(12, true)
	}
	return s.columns(f, width, "  "+set.title, value, cmp.Or(set.of, ofHashes), mark)
}

// goesInto is the field of a column, as the mapping file names it.
func (s *mappingScreen) goesInto(c sources.ColumnGuess) string {
	o, before := s.Mapping.OriginOf(c.Column), s.Mapping.Before(c.Column)
	switch {
	case c.Field == "":
		return "left out"
	case len(o.Is) > 0:
		return c.Field + ", for " + strings.Join(o.Is, ", ")
	case o.Not:
		return c.Field + ", when no"
	case o.Prefix != "":
		return c.Field + ", with " + o.Prefix
	case len(before) > 0:
		return c.Field + ", where no " + before[len(before)-1]
	}
	return c.Field
}

// shownSamples are the values of a column; what goes into passwords by the
// operator's choice is hidden like what was guessed to.
func shownSamples(c sources.ColumnGuess) []string {
	if strings.HasPrefix(c.Field, "password.") && c.Why == "chosen" {
		return []string{"(hidden)"}
	}
	return c.Samples
}

func (s *mappingScreen) settingValue(set mappingSetting) string {
	is := s.valueOf(set)
	switch column := s.Mapping.SettingOf(set.name).Column; {
	case column != "":
		return "column " + column
	case is == "":
		return set.otherwise
	}
	for _, v := range set.values {
		if v.value == is {
			return v.title
		}
	}
	return is
}

// foot says what is known of the selected row.
func (s *mappingScreen) foot(f *flow, width int) []string {
	out := []string{""}
	c := s.column()
	if c == nil {
		return append(out, firstLines(wrapped(width, s.setting().help), 3)...)
	}
	what := s.goesInto(*c)
	if c.Why != "" {
		what += " (" + c.Why + ")"
	}
	if help := goals[goalOf(s.Mapping, *c)].help; help != "" {
		what += ": " + help
	}
	out = append(append(out, " "+f.look.strong.Render(cut(say.Clean(c.Column), width-2))), firstLines(wrapped(width, say.Clean(what)), 2)...)
	samples := strings.Join(shownSamples(*c), "  |  ")
	if samples == "" {
		samples = "no value in the first records"
	}
	return append(out, firstLines(wrapped(width, say.Clean(samples)), 1)...)
}

func firstLines(lines []string, n int) []string { return lines[:min(len(lines), n)] }

// goalLines are the list of what the selected column can go into.
func (s *mappingScreen) goalLines(f *flow, width, height int) []string {
	c := s.column()
	lines := []string{
		" " + f.look.title.Render("Where does "+cut(say.Clean(c.Column), 40)+" go?"),
		" " + f.look.faint.Render(cut(say.Clean(strings.Join(shownSamples(*c), "  |  ")), width-2)), "",
	}
	from, to := s.picker.window(len(goals), max(1, height-len(lines)))
	for i := from; i < to; i++ {
		g := goals[i]
		lines = append(lines, f.look.row(i == s.picker.at, fit(g.name(), 28)+f.look.faint.Render(cut(s.goalNote(g), width-33))))
	}
	return lines
}

// goalNote says which column has a field already, else what the field is.
func (s *mappingScreen) goalNote(g goal) string {
	if column := s.columnOf(g.field); column != "" {
		return "now " + say.Clean(column)
	}
	return g.help
}

func (s *mappingScreen) settingLines(f *flow, width, height int) []string {
	set := s.setting()
	lines := append([]string{" " + f.look.title.Render(sentenceOf(set.title)+"?")}, firstLines(wrapped(width, set.help), 2)...)
	lines = append(lines, "")
	from, to := s.picker.window(len(set.values), max(1, height-len(lines)))
	for i := from; i < to; i++ {
		lines = append(lines, f.look.row(i == s.picker.at, cut(set.values[i].title, width-4)))
	}
	return lines
}

// fieldOf is the field of where a column goes, without the metadata's key.
func fieldOf(goes string) string {
	for _, metadata := range []string{sources.TrustedMetadata, sources.UntrustedMetadata} {
		if strings.HasPrefix(goes, metadata+".") {
			return metadata
		}
	}
	return goes
}

func (s *mappingScreen) status(f *flow) string {
	switch {
	case s.Mapping == nil:
		return "Nothing was sent."
	case s.request != 0:
		return "Saving the mapping and opening the export with it."
	case s.failed != nil:
		return "Nothing was sent, and the export was not changed."
	case s.stage == mapNumber:
		return "A number; nothing typed means the default."
	case s.stage == mapFile:
		return "Nothing is sent, and the export is not changed."
	case s.Mapping.Check() != nil:
		return f.look.warn.Render("!") + " " + sentenceOf(say.Clean(s.Mapping.Check().Error())) + "."
	case s.open && s.Unusable != nil:
		return f.look.warn.Render("!") + " " + sentenceOf(say.Clean(say.Cause(s.unusable()))) + "."
	case s.open && s.broken():
		return f.look.warn.Render("!") + " Some values are not UTF-8: \"text is\", at the end, reads them as Latin-1."
	case s.open:
		return "The first records were looked at. The preview reads all of them."
	}
	return "enter saves this as " + say.Clean(filepath.Base(s.file(f))) + " and reads the export by it."
}

// unusable is why the saved mapping does not hold, without the path of the
// export.
func (s *mappingScreen) unusable() error {
	var at *sources.Error
	if errors.As(s.Unusable, &at) {
		return at.Err
	}
	return s.Unusable
}

// broken says that values are shown with characters that could not be read.
func (s *mappingScreen) broken() bool {
	return s.Mapping.Encoding == "" && slices.ContainsFunc(s.Mapping.About, func(c sources.ColumnGuess) bool {
		return strings.Contains(strings.Join(c.Samples, ""), "\uFFFD")
	})
}

func (s *mappingScreen) hints(f *flow) []hint {
	take := []hint{{key: keys.enter, label: "take it"}, {key: keys.back, label: "leave it"}}
	switch {
	case s.Mapping == nil:
		return []hint{{key: keys.back, label: "back"}}
	case s.request != 0:
		return []hint{{key: keys.back, label: "stop"}}
	case s.failed != nil:
		return []hint{{key: keys.retry, label: "try again"}, {key: keys.export, label: "save elsewhere"}, {key: keys.back, label: "columns"}}
	case s.stage == mapFile:
		return []hint{{key: keys.enter, label: "read it again"}, {key: keys.back, label: "columns"}}
	case s.stage == mapGoal:
		also := hint{key: keys.also, label: "as well, where that is empty", why: s.noSecond(goals[s.picker.at])}
		return append(take, also)
	case s.stage != mapColumns:
		return take
	}
	why := ""
	if err := s.Mapping.Check(); err != nil {
		why = sentenceOf(say.Clean(err.Error()))
	}
	label := "continue"
	if !s.open {
		label = "save and continue"
	}
	return []hint{
		{key: keys.enter, label: label, why: why}, {key: keys.right, label: "correct"}, {key: keys.back, label: "back"},
		{key: keys.drop, label: s.dropLabel()},
		{key: keys.export, label: "save as a mapping file", why: why}, {key: keys.byHand, label: "edit the mapping file by hand"},
	}
}

func (s *mappingScreen) dropLabel() string {
	if s.dropped != nil {
		return "keep metadata again"
	}
	return "leave all metadata out"
}

// cleanCut makes a text fit to be shown in a width.
func cleanCut(text string, width int) string { return cut(say.Clean(text), width) }
