package tui

import (
	"path/filepath"
	"slices"
	"strconv"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbletea"

	"example.com/usher/migrator"
	"example.com/usher/tui/paths"
	"example.com/usher/tui/say"
)

// optionsScreen lists every option with its value and where the value came
// from.
type optionsScreen struct {
	cursor  cursor
	editing bool
	edit    input
}

// The rows after those of migrator.Choices.
const (
	rateRow = iota
	checkpointRow
	extraRows
)

// maxSandboxRate is the most that can be typed; only a sandbox takes more than
// migrator.MaxRate.
const maxSandboxRate = 100000

func (s *optionsScreen) enter(f *flow) tea.Cmd {
	s.editing = false
	if f.wantsPlace {
		f.wantsPlace = false
		s.editPlace(f)
	}
	return f.tryPlace()
}

func (s *optionsScreen) update(f *flow, msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyMsg)
	switch {
	case !ok:
	case s.editing:
		return s.editKey(f, k)
	case s.cursor.move(k, len(migrator.Choices)+extraRows, f.height):
	case key.Matches(k, keys.back):
		f.back = true
		return f.rereadIfChanged()
	case key.Matches(k, keys.enter):
		f.visit(atDestination)
		return f.rereadIfChanged()
	case key.Matches(k, keys.right), key.Matches(k, keys.space):
		s.change(f, 1)
	case key.Matches(k, keys.left):
		s.change(f, -1)
	case key.Matches(k, keys.edit):
		s.beginEdit(f)
	}
	return nil
}

// extra is the row among rate and checkpoint, or -1.
func (s *optionsScreen) extra() int { return max(-1, s.cursor.at-len(migrator.Choices)) }

// change takes the next value of the selected option.
func (s *optionsScreen) change(f *flow, by int) {
	switch s.extra() {
	case rateRow:
		f.options.Rate = min(max(f.options.Rate+5*by, 5), migrator.MaxRate)
	case checkpointRow:
		f.notice = "e edits the path"
	default:
		c := migrator.Choices[s.cursor.at]
		at := max(0, slices.Index(c.Values, f.options.Get(c.Name)))
		next, err := f.options.With(c.Name, c.Values[(at+by+len(c.Values))%len(c.Values)])
		if err != nil {
			f.notice = err.Error()
			return
		}
		f.options = next
	}
}

func (s *optionsScreen) beginEdit(f *flow) {
	switch s.extra() {
	case rateRow:
		s.editing, s.edit = true, proposing(strconv.Itoa(f.options.Rate))
	case checkpointRow:
		s.editing, s.edit = true, newInput(f.otherPlace())
	default:
		if f.cannotKeep() != "" {
			s.editPlace(f)
			return
		}
		f.notice = "← and → change this option"
	}
}

// editPlace has another place typed for the checkpoint.
func (s *optionsScreen) editPlace(f *flow) {
	s.cursor.at = len(migrator.Choices) + checkpointRow
	s.beginEdit(f)
}

func (s *optionsScreen) editKey(f *flow, k tea.KeyMsg) tea.Cmd {
	switch {
	case key.Matches(k, keys.back):
		s.editing = false
	case key.Matches(k, keys.enter):
		s.commit(f)
		return f.tryPlace()
	default:
		s.edit.update(k)
	}
	return nil
}

func (s *optionsScreen) commit(f *flow) {
	value := s.edit.value()
	if s.extra() == rateRow {
		n, err := strconv.Atoi(value)
		if err != nil || n < 0 || n > maxSandboxRate {
			f.notice = "the rate is a number: 1 to 65, with a sandbox any number, 0 = no limit"
			return
		}
		f.options.Rate = n
		s.editing = false
		return
	}
	path := paths.Expand(value, f.config.Getenv)
	switch {
	case value == "" || value == f.checkpointPath(kindOr(f.target.Kind)) && f.checkpoint == "":
		path = "" // the default goes on following the destination
	case !filepath.IsAbs(path):
		path = filepath.Join(f.config.Folder, path)
	}
	f.checkpoint, s.editing = path, false
}

// kindOr is the destination that names are shown for before one is chosen.
func kindOr(kind migrator.TargetKind) migrator.TargetKind {
	if kind == "" {
		return migrator.Sandbox
	}
	return kind
}

// helpRows are kept free below the options, for what the selected one means.
const helpRows = 4

func (s *optionsScreen) body(f *flow, width, height int) []string {
	lines := make([]string, 0, height)
	if height > 14 {
		lines = append(lines, "")
	}
	rows := optionRows(f)
	from, to := s.cursor.window(len(rows), height-helpRows)
	for i, r := range rows[from:to] {
		i, value := i+from, r.value
		if s.editing && i == s.cursor.at {
			value = s.edit.view(max(10, min(width, 104)-45), true)
		}
		lines = append(lines, f.look.row(i == s.cursor.at, optionLine(f.look, r, value, width-4)))
	}
	lines = append(lines, "")
	selected := rows[min(s.cursor.at, len(rows)-1)]
	for _, line := range append(wrap(selected.help, width-4), wrap(selected.here, width-4)...) {
		lines = append(lines, "   "+line)
	}
	return lines
}

type optionRow struct {
	title, value, origin string
	help                 string // what it means
	here                 string // what it changes, counted on this export
}

func optionRows(f *flow) []optionRow {
	var rows []optionRow
	for _, c := range migrator.Choices {
		value, origin := f.options.Get(c.Name), "chosen here"
		if value == c.Values[0] {
			origin = "default"
		}
		rows = append(rows, optionRow{c.Title, say.ValueTitle(c.Name, value), origin, c.Help, say.CountedHere(f.reading.result, c.Name)})
	}
	rateOrigin := "chosen here"
	if f.options.Rate == migrator.MaxRate {
		rateOrigin = "Stytch's guidance"
	}
	checkpoint, origin := f.checkpoint, "chosen here"
	if checkpoint == "" {
		checkpoint, origin = f.checkpointPath(kindOr(f.target.Kind)), "beside the export"
	}
	return append(rows,
		optionRow{"rate", say.RateTitle(f.options.Rate), rateOrigin, "How many requests may leave in any second. Stytch asks for at most 65.", f.timeHere(f.options.Rate)},
		optionRow{"checkpoint", say.Clean(paths.Shorten(checkpoint, f.config.Getenv)), origin, "The file that holds how far the import is, so that it can stop and go on at any moment. It holds no personal data.", checkpointHelp(f)})
}

func checkpointHelp(f *flow) string {
	switch why := f.cannotKeep(); {
	case why != "":
		return why
	case f.checkpoint != "":
		return ""
	}
	return "Its name follows the destination, which is chosen next."
}

// timeHere is what this export takes at a rate.
func (f *flow) timeHere(rate int) string {
	if timeAt(f, rate) == 0 {
		return ""
	}
	return say.Plural(f.reading.result.Requests, "request") + " for this export, " + say.Span(timeAt(f, rate))
}

// optionLine puts title, value and origin into columns; on narrow windows the
// origin goes first.
func optionLine(l look, r optionRow, value string, width int) string {
	const title, origin, most = 20, 18, 100
	width = min(width, most)
	room := max(8, width-title-origin)
	if r.title == "checkpoint" {
		value = cutLeft(value, room-1)
	}
	return fit(r.title, title) + fit(value, room-1) + " " + l.faint.Render(fit(r.origin, origin))
}

func (s *optionsScreen) status(f *flow) string {
	switch {
	case s.editing && s.extra() == rateRow:
		return "1 to 65; with a sandbox any number, 0 = no limit."
	case s.editing:
		return "An existing checkpoint of this same migration is taken up again."
	case f.cannotKeep() != "":
		return f.look.warn.Render("!") + " " + f.cannotKeep()
	case !f.reading.done:
		return "The counts follow when the export is read again."
	}
	return "Nothing was sent yet."
}

func (s *optionsScreen) hints(*flow) []hint {
	if s.editing {
		return []hint{{key: keys.enter, label: "take it"}, {key: keys.back, label: "leave it as it was"}}
	}
	change := hint{key: keys.right, label: "change"}
	if s.extra() == checkpointRow {
		change = hint{key: keys.edit, label: "edit"}
	}
	return []hint{{key: keys.enter, label: "continue"}, change, {key: keys.back, label: "back"}, {key: keys.left, label: "the value before"}, {key: keys.edit, label: "type a rate or a path"}}
}

func (s *optionsScreen) step() step        { return stepOptions }
func (s *optionsScreen) typing(*flow) bool { return s.editing }
