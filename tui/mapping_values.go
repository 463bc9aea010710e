package tui

import (
	"strings"

	"example.com/usher/sources"
)

// askValues has the values typed that raise a flag.
func (s *mappingScreen) askValues(to goal) {
	s.stage, s.flag = mapValues, to
	s.line = newInput(strings.Join(s.Mapping.OriginOf(s.column().Column).Is, ", "))
}

// valuesTyped gives the column to the flag that they raise.
func (s *mappingScreen) valuesTyped(f *flow) {
	var is []string
	for value := range strings.SplitSeq(s.line.value(), ",") {
		if value = strings.TrimSpace(value); value != "" {
			is = append(is, value)
		}
	}
	if len(is) == 0 {
		f.notice = "type the values that mean yes, with commas between them"
		return
	}
	s.gives(f, sources.MappingOrigin{Column: s.column().Column, Is: is}, s.flag)
}

func (s *mappingScreen) valueLines(f *flow, width int) []string {
	c := s.column()
	samples := strings.Join(shownSamples(*c), "  |  ")
	lines := wrapped(width, "Which values of "+cleanCut(c.Column, 40)+" mean "+s.flag.field+"? Commas between them; capitals make no difference.")
	return append(lines, " > "+s.line.view(width-4, true), "", " "+f.look.faint.Render(cut("seen: "+cleanCut(samples, width-10), width-2)))
}

// also adds the selected column behind those that a field has already.
func (s *mappingScreen) also(f *flow, to goal) {
	origin := to.origin
	origin.Column = s.column().Column
	if why := s.noSecond(to); why != "" {
		f.notice = why
		return
	}
	if err := s.Mapping.Also(origin, to.field); err != nil {
		f.notice = err.Error()
		return
	}
	s.corrected()
}

// noSecond says why a field takes no second column, "" when it does.
func (s *mappingScreen) noSecond(to goal) string {
	switch {
	case to.is:
		return "enter adds it: a flag is raised by any of its columns"
	case s.columnOf(to.field) == "":
		return "it has no column yet: enter takes this one"
	case strings.HasPrefix(to.field, "password."):
		return "a part of a password hash has one column"
	}
	return ""
}

// columnOf is another column that goes into a field, "" for none and for
// metadata, which takes any number.
func (s *mappingScreen) columnOf(field string) string {
	if field == "" || field == sources.TrustedMetadata || field == sources.UntrustedMetadata {
		return ""
	}
	for _, c := range s.Mapping.About {
		if c.Field == field && c.Column != s.column().Column {
			return c.Column
		}
	}
	return ""
}
