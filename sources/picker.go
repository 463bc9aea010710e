package sources

import (
	"errors"
	"io"
	"os"

	"example.com/usher/sources/ordered"
	"example.com/usher/sources/split"
	"example.com/usher/sources/stream"
)

// Where more than one group in so many is wanted, reading all of the export
// is no slower; a few groups are always read by themselves.
const (
	sparse    = 4
	fewGroups = 8
)

// groupsOf gives the groups in which wishes are. ok is false where they are
// too many, or one of them cannot be read by itself.
func (m *marks) groupsOf(list wishes) (groups []int, ok bool) {
	if list.last >= m.records {
		return nil, false
	}
	most := max(len(m.groups)/sparse, fewGroups)
	for g := range m.groups {
		from := uint64(m.groups[g].ordinal)
		if from > list.last {
			break
		}
		if !list.any(from, from+m.size(g)) {
			continue
		}
		if len(groups) == most || !m.readable(g) {
			return nil, false
		}
		groups = append(groups, g)
	}
	return groups, true
}

// touched reports whether a file is not what it was in the whole pass, as far
// as the file system tells.
func (m *marks) touched() bool {
	for i := range m.files {
		f := &m.files[i]
		if !f.known {
			continue
		}
		file, err := f.open()
		if err != nil {
			return true
		}
		_ = file.Close() // only read
	}
	return false
}

// open opens the file, if it is still the same.
func (f *markedFile) open() (*os.File, error) {
	file, err := os.Open(f.in.file.Path())
	if err != nil {
		return nil, wrap("read export", f.in.Path, err)
	}
	if state, ok := stream.StateOf(file); !ok || state != f.state {
		_ = file.Close() // only read
		return nil, errOther
	}
	return file, nil
}

// errOther: a group of records is not what was marked.
var errOther = errors.New("another record")

// picker reads groups of records one after the other. All but decode is called
// from one goroutine at a time.
type picker struct {
	*marks
	wishes wishes
	groups []int // still to be read, rising

	open *os.File
	at   int // its number

	text  []byte          // of the group at hand
	found []split.Element // its records
	first uint64          // ordinal of the first of them
	given int             // how many were looked at
}

// next is an ordered.Next.
func (p *picker) next() (*split.Element, int, uint64, error) {
	for {
		for p.given < len(p.found) {
			el, index := &p.found[p.given], p.first+uint64(p.given)
			p.given++
			if p.wishes.has(index) {
				return el, p.at, index, nil
			}
		}
		if len(p.groups) == 0 {
			return nil, 0, 0, io.EOF
		}
		if err := p.load(p.groups[0]); err != nil {
			return nil, 0, 0, err
		}
		p.groups = p.groups[1:]
	}
}

// decode runs on many goroutines.
func (p *picker) decode(it *ordered.Item[result]) { decodeItem(p.files[it.File].in, it) }

// mostText is the most that is read of a group: its records, and some space
// between them. What else stands between two groups, or behind the last, can be
// of any size.
const mostText = 2*groupBytes + split.MostBytes

// load reads a group and sees that it is the one that was marked.
func (p *picker) load(group int) error {
	at := p.file(group)
	if err := p.use(at); err != nil {
		return err
	}
	f, g := &p.files[at], &p.marks.groups[group]
	from, to := p.span(group, at)
	to = min(to, from+mostText)
	if n := int(to - from); cap(p.text) < n {
		p.text = make([]byte, n)
	}
	p.text = p.text[:to-from]
	if n, err := p.open.ReadAt(p.text, from); n < len(p.text) {
		if errors.Is(err, io.EOF) {
			return errOther
		}
		return wrap("read export", f.in.Path, err)
	}
	records := f.resume(p.text, split.Spot{
		Offset: from - f.skip, Line: int(g.line), Record: int(g.record), Within: p.withins[g.within],
	})
	if !p.split(records, p.size(group), g.sum) {
		return errOther
	}
	p.first, p.given = uint64(g.ordinal), 0
	return nil
}

// split finds the records of a group; ok is false when they are others than
// those that were marked.
func (p *picker) split(records split.Splitter, size, want uint64) (ok bool) {
	p.found = p.found[:0]
	var sum uint64
	for uint64(len(p.found)) < size {
		el, err := records.Next()
		if err != nil || el.Problem != "" {
			return false
		}
		if !el.Page {
			sum = p.add(sum, el.Data)
			p.found = append(p.found, *el)
		}
	}
	return sum == want
}

// use opens a file in the place of the one before.
func (p *picker) use(at int) error {
	if p.open != nil && p.at == at {
		return nil
	}
	p.close()
	file, err := p.files[at].open()
	if err != nil {
		return err
	}
	p.open, p.at = file, at
	return nil
}

func (p *picker) close() {
	if p.open != nil {
		_ = p.open.Close() // only read
		p.open = nil
	}
}
