package tui

import (
	"path/filepath"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"example.com/usher/migrator"
	"example.com/usher/sources"
	"example.com/usher/tui/say"
)

// narrow is where a migration's provider gives way to when it was paused.
const narrow = 70

// listedRow is one migration of the start screen in columns.
type listedRow struct{ name, way, where, when string }

// listedLines are the migrations: name, way, how far it is, since when. The
// name gets what the others leave.
func listedLines(list []migrator.Listed, f *flow) []string {
	rows := make([]listedRow, len(list))
	var name, way, where, when int
	for i, l := range list {
		rows[i] = listedRowOf(l, f)
		name = max(name, ansi.StringWidth(rows[i].name))
		if l.Err == nil {
			way, where = max(way, ansi.StringWidth(rows[i].way)), max(where, len(rows[i].where))
			when = max(when, len(rows[i].when))
		}
	}
	name = min(name, max(12, f.width-4-way-where-when-6))
	lines := make([]string, len(list))
	for i, r := range rows {
		lines[i] = fit(cutMiddle(r.name, name), name) + "  "
		if list[i].Err != nil {
			lines[i] += r.when
			continue
		}
		lines[i] += fit(r.way, way) + "  " + right(r.where, where) + "  " + r.when
	}
	return lines
}

func listedRowOf(l migrator.Listed, f *flow) listedRow {
	r := listedRow{name: say.Clean(filepath.Base(l.Path))}
	if l.Err != nil {
		r.when = say.Clean(describe(l.Err).What)
		return r
	}
	m := l.Meta
	r.way = say.Clean(sources.Provider(m.Provider).Title()) + " → " + strings.ToUpper(string(m.Destination.Kind))
	if f.width < narrow {
		r.way = "→ " + strings.ToUpper(string(m.Destination.Kind))
	}
	r.where = say.Count(l.Counts.Settled()) + " of " + say.Count(m.Total)
	ago := say.Ago(l.Modified, f.now)
	switch {
	case l.Running:
		r.when = "running now"
	case m.State.State == migrator.Done:
		r.when = "done " + ago
	case m.State.State == migrator.Failed:
		r.when = "stopped " + ago
	default:
		r.when = "paused " + ago
	}
	return r
}
