package migrator

import (
	"slices"
	"time"
)

// span is the range of ordinals between two watermarks: everybody of it may
// have been sent once its watermark is durable.
type span struct {
	from, to  uint64 // [from, to); to is the watermark
	time      time.Time
	unsettled int
	// inherited from an earlier run: its users are in doubt.
	inherited bool
}

// spansOf takes over the watermarks of an earlier run.
func spansOf(marks []Watermark, settled func(ordinal uint64) bool) []*span {
	marks = slices.Clone(marks)
	slices.SortFunc(marks, func(a, b Watermark) int {
		if a.Ordinal < b.Ordinal {
			return -1
		}
		return 1
	})
	var spans []*span
	from := uint64(0)
	for _, m := range marks {
		s := &span{from: from, to: m.Ordinal, time: m.Time, inherited: true}
		for o := from; o < m.Ordinal; o++ {
			if !settled(o) {
				s.unsettled++
			}
		}
		if s.unsettled > 0 {
			spans = append(spans, s)
		}
		from = m.Ordinal
	}
	return spans
}

// spanOf finds the span that covers an ordinal, or nil.
func spanOf(spans []*span, ordinal uint64) *span {
	for _, s := range spans {
		if s.from <= ordinal && ordinal < s.to {
			return s
		}
	}
	return nil
}

// watermarks are the pairs that must stay: those of ranges with unsettled
// users.
func watermarks(spans []*span) []Watermark {
	marks := make([]Watermark, 0, len(spans))
	for _, s := range spans {
		if s.unsettled > 0 {
			marks = append(marks, Watermark{Ordinal: s.to, Time: s.time})
		}
	}
	return marks
}

// onlyInDoubt is what is left of the spans when a run has ended and every
// request has been answered: of this run's own ranges only users of whom a
// write may have been applied need a watermark. The others were never sent,
// and the next run may treat them as fresh.
func onlyInDoubt(spans []*span, doubtful []uint64) []*span {
	var left []*span
	for _, s := range spans {
		if s.inherited {
			left = append(left, s)
			continue
		}
		top := uint64(0)
		for _, o := range doubtful {
			if s.from <= o && o < s.to {
				top = max(top, o+1)
			}
		}
		if top > 0 {
			left = append(left, &span{from: s.from, to: top, time: s.time, unsettled: s.unsettled})
		}
	}
	return left
}
