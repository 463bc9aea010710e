package sources

import (
	"context"
	"errors"
	"iter"
	"slices"
	"sync/atomic"

	"example.com/usher/sources/ordered"
)

// Pick reads some records again, as Select does, given by their ordinals,
// rising. After a whole pass over files that stand on disk as they are it reads
// those records and their neighbours only, as long as they are few; in all
// other cases it reads the export from its beginning up to the last of them.
//
// It gives what the whole pass has met. Records that are read without the rest
// are compared one by one; where they are others, or the file system tells
// that a file was touched, the export is read to its end, which shows whether
// its content is another. That is the error that Select has for it.
func (e *Export) Pick(ctx context.Context, wanted iter.Seq[uint64]) iter.Seq2[User, error] {
	return func(yield func(User, error) bool) {
		list := gather(wanted)
		if list.empty() {
			return
		}
		m := e.marked()
		touched := m != nil && m.touched()
		if m != nil && !touched {
			if groups, ok := m.groupsOf(list); ok {
				given, all := e.pick(ctx, &picker{marks: m, wishes: list, groups: groups}, yield)
				if all {
					return
				}
				list, touched = list.without(given), true
			}
		}
		e.selectUpTo(ctx, list, touched, yield)
	}
}

// pick reads groups of records. Where one is not as it was marked it stops,
// with the number of records that it has given.
func (e *Export) pick(ctx context.Context, p *picker, yield func(User, error) bool) (given int, all bool) {
	if err := e.join(ctx, new(atomic.Int64)); err != nil {
		yield(User{}, err)
		return 0, true
	}
	defer p.close()
	for it, err := range ordered.Run(ctx, p.next, nil, p.decode) {
		switch {
		case err == errOther:
			return given, false
		case err != nil:
			yield(User{}, err)
			return given, true
		case !yield(it.Out.user, it.Out.err):
			return given, true
		}
		given++
	}
	return given, true
}

// selectUpTo reads from the beginning up to the last record that is wanted, or
// to the end, which shows whether the content of a file is another.
func (e *Export) selectUpTo(ctx context.Context, list wishes, toEnd bool, yield func(User, error) bool) {
	for u, err := range e.Select(ctx, list.has) {
		if !yield(u, err) {
			return
		}
		if !toEnd && ordinalOf(&u, err) >= list.last {
			return
		}
	}
}

func ordinalOf(u *User, err error) uint64 {
	var bad *RecordError
	if errors.As(err, &bad) {
		return bad.Ordinal
	}
	return u.Ordinal
}

// wishes are ordinals.
type wishes struct {
	words []uint64
	last  uint64 // the highest
}

func gather(rising iter.Seq[uint64]) (w wishes) {
	for ordinal := range rising {
		for uint64(len(w.words)) <= ordinal/64 {
			w.words = append(w.words, 0)
		}
		w.words[ordinal/64] |= 1 << (ordinal % 64)
		w.last = ordinal
	}
	return w
}

// without leaves out the first n.
func (w wishes) without(n int) wishes {
	w.words = slices.Clone(w.words)
	for i := range w.words {
		for ; n > 0 && w.words[i] != 0; n-- {
			w.words[i] &= w.words[i] - 1
		}
	}
	return w
}

func (w wishes) empty() bool { return len(w.words) == 0 }

func (w wishes) has(ordinal uint64) bool {
	return ordinal/64 < uint64(len(w.words)) && w.words[ordinal/64]>>(ordinal%64)&1 == 1
}

// any reports whether one of [from, to) is among them.
func (w wishes) any(from, to uint64) bool {
	to = min(to, w.last+1)
	for from < to {
		word := w.words[from/64] >> (from % 64)
		if n := 64 - from%64; word != 0 {
			return to-from >= 64 || word<<(64-min(to-from, 64)) != 0
		} else {
			from += n
		}
	}
	return false
}
