package migrator

import (
	"context"
	"encoding/csv"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode"

	"example.com/usher/sources"
)

// WriteFindings reads the export again and writes the users of a finding (code
// "" = every finding of every user, and those of the whole export) as CSV with
// the columns file, place, source_id, finding and detail, in the order of the
// export. The list is for people: cells that a spreadsheet would take for a
// formula are quoted. It holds ids, which may be personal data; writing it
// nowhere but to the operator is the caller's duty. After Run only.
func (p *Preview) WriteFindings(ctx context.Context, w io.Writer, code string) error {
	x, err := p.finished()
	if err != nil {
		return err
	}
	out := csv.NewWriter(w)
	rows := findingRows{out: out, code: code}
	if err := rows.write("file", "place", "source_id", "finding", "detail"); err != nil {
		return err
	}
	for _, n := range x.notes {
		if err := rows.add(sources.Place{}, "", Finding{Code: n.Code, Detail: n.Detail}); err != nil {
			return err
		}
	}
	places, err := p.places(ctx, slices.Collect(x.winnersFor(code)))
	if err != nil {
		return err
	}
	for u, err := range p.export.Pick(ctx, x.finding(code)) {
		switch {
		case err != nil && asRecordError(err) == nil:
			return err
		case err != nil:
			continue
		}
		v := p.view(x, u)
		x.nameWinner(&v, places)
		for _, f := range v.Findings {
			if err := rows.add(u.Place, u.SourceID, f); err != nil {
				return err
			}
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return err
	}
	return ctx.Err()
}

// found says whether a user has a finding, or any where code is "".
func (x *index) found(ordinal uint64, code string) bool {
	if code != "" {
		set := x.codes[code]
		return set != nil && set.has(ordinal)
	}
	for _, set := range x.codes {
		if set.has(ordinal) {
			return true
		}
	}
	return false
}

// finding yields those who have a finding, rising.
func (x *index) finding(code string) iter.Seq[uint64] {
	return func(yield func(uint64) bool) {
		for ordinal := range x.records {
			if x.found(ordinal, code) && !yield(ordinal) {
				return
			}
		}
	}
}

// winnersFor are those whose places the list of a code names.
func (x *index) winnersFor(code string) iter.Seq[uint64] {
	return func(yield func(uint64) bool) {
		for i, ordinal := range x.losers {
			if x.found(uint64(ordinal), code) && !yield(uint64(x.winners[i])) {
				return
			}
		}
	}
}

// findingRows writes the findings of one code, or all.
type findingRows struct {
	out  *csv.Writer
	code string
}

func (r findingRows) add(place sources.Place, sourceID string, f Finding) error {
	if r.code != "" && r.code != f.Code {
		return nil
	}
	where := ""
	if place != (sources.Place{}) {
		where = place.String()
	}
	return r.write(place.File, where, sourceID, f.Code, f.Detail)
}

func (r findingRows) write(cells ...string) error {
	for i, cell := range cells {
		cells[i] = SafeCell(cell)
	}
	return r.out.Write(cells)
}

// SafeCell makes a text harmless in a list that people open with a
// spreadsheet or print in a terminal: it is SafeText, and what begins like a
// formula gets a leading apostrophe.
func SafeCell(s string) string {
	s = SafeText(s)
	if begin := strings.TrimLeft(s, " "); begin != "" && strings.ContainsRune("=+-@", rune(begin[0])) {
		return "'" + s
	}
	return s
}

// SafeText is a text without what acts on a terminal or turns the direction of
// writing: control characters, bidirectional controls, byte order marks and
// broken characters become U+FFFD.
func SafeText(s string) string {
	if isPrintableASCII(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if Acts(r) {
			return unicode.ReplacementChar
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// Acts reports whether a character does something instead of being shown.
func Acts(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\ufeff'
}

func isPrintableASCII(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}
