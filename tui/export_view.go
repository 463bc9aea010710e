package tui

import (
	"path/filepath"

	"example.com/usher/tui/paths"
	"example.com/usher/tui/say"
)

func (s *exportScreen) body(f *flow, width, height int) []string {
	l := f.look
	lines := []string{" " + l.title.Render("Where is the export?"), " > " + s.input.view(width-4, !s.inList)}
	if s.failed != nil {
		return append(append(lines, ""), s.failedLines(f, width)...)
	}
	beside := s.besideLines(f, width)
	shown := s.shown(f)
	rows := max(1, height-len(lines)-len(beside))
	from, to := s.cursor.window(len(shown), rows)
	for i := from; i < to; i++ {
		lines = append(lines, l.row(s.inList && i == s.cursor.at, fileLine(shown[i], width)))
	}
	if len(shown) == 0 {
		lines = append(lines, s.emptyLines(f)...)
	}
	return append(lines, beside...)
}

// fileLine is one file: name, what it is, how large.
func fileLine(file foundFile, width int) string {
	const size = 9
	what := min(28, (width-4-size)/2)
	name := max(14, min(60, width-5-what-size))
	if file.folder {
		return fit(say.Clean(file.name)+string(filepath.Separator), name)
	}
	return fit(say.Clean(file.name), name) + " " + fit(file.id.Provider.Title()+", "+file.id.What(), what) + right(say.Size(file.id.Size), size)
}

func (s *exportScreen) emptyLines(f *flow) []string {
	switch {
	case s.err != nil:
		return append([]string{""}, failure{Failure: say.Failure{What: "This folder cannot be read: " + say.Cause(s.err), Where: s.folder, Now: "Type another path."}}.lines(f.look, f.width)...)
	case !s.read || s.folder != s.typedFolder(f):
		return []string{"", "   Looking for exports."}
	case s.input.value() != "":
		return []string{"", "   Nothing here begins like that and is an export. A full path works too."}
	}
	return []string{
		"",
		"   No export in " + cutLeft(say.Clean(paths.Shorten(s.folder, f.config.Getenv)), max(10, f.width-18)) + ".",
		"   Type or paste the path of one, or drop the file here.",
		"   How to get one: esc, then \"How do I get an export from my provider?\"",
	}
}

// mostSealed is how many encrypted files are named; the list needs its room.
const mostSealed = 2

// besideLines offer the password hashes, or second tables, that lie beside the
// users.
func (s *exportScreen) besideLines(f *flow, width int) []string {
	var out []string
	if p := providers[s.provider]; p != "" {
		out = append(out, "", " Read as "+p.Title()+", whatever the content looks like.")
	}
	for _, file := range s.beside(s.current(f)) {
		box := "[x] use it"
		if s.noHashes {
			box = "[ ] use it"
		}
		out = append(out, "", " Found beside it: "+say.Clean(file.name)+", "+file.id.What()+" of "+file.id.Provider.Title()+" ("+say.Size(file.id.Size)+").",
			" "+f.look.strong.Render(box))
	}
	for _, name := range s.sealed[:min(len(s.sealed), mostSealed)] {
		out = append(out, "")
		out = append(out, wrapped(width, say.Sealed(name))...)
	}
	return out
}

// failedLines say what was looked for in a file that was not recognised.
func (s *exportScreen) failedLines(f *flow, width int) []string {
	lines := s.failed.lines(f.look, width)
	if s.missing {
		return lines
	}
	if s.first != "" {
		lines = append(lines, "", " It begins with:", "   "+cut(say.Clean(s.first), width-6), "")
		lines = append(lines, wrapped(width, "Looked for the exports of all providers that ctrl+p names, and for tables and JSON of users.")...)
	}
	as := "by its content"
	if p := providers[s.provider]; p != "" {
		as = "as " + p.Title()
	}
	if s.unmapped {
		lines = append(lines, " It has columns: "+f.look.strong.Render("ctrl+o")+" says which of them is what.")
	}
	return append(lines, " enter reads it "+f.look.strong.Render(as)+"; ctrl+p chooses another way.")
}

func (s *exportScreen) status(f *flow) string {
	switch {
	case s.request != 0:
		return "Opening " + cutLeft(say.Clean(s.opening), max(8, f.width-12))
	case s.failed != nil:
		return "Nothing was sent, and the file was not changed."
	case s.inList:
		return "Files are recognised by their content."
	}
	return "Type, paste or drop a path. Files are recognised by their content."
}

func (s *exportScreen) hints(f *flow) []hint {
	open := hint{key: keys.enter, label: "open"}
	if s.failed != nil {
		out := []hint{{key: keys.enter, label: "try again"}, {key: keys.provider, label: "read as"}, {key: keys.back, label: "back"}}
		if s.unmapped {
			out = append([]hint{{key: keys.columns, label: "name its columns"}}, out...)
		}
		return out
	}
	out := []hint{open}
	if beside := s.beside(s.current(f)); len(beside) > 0 {
		toggle := hint{key: keys.toggle, label: "use hashes or not"}
		if s.inList {
			toggle.key = keys.space
		}
		if beside[0].id.Rows {
			toggle.label = "use table or not"
		}
		out = append(out, toggle)
	}
	if !s.inList {
		out = append(out, hint{key: keys.tab, label: "complete"})
	}
	return append(out, hint{key: keys.back, label: "back"}, hint{key: keys.provider, label: "read as another provider"})
}
