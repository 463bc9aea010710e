package sources

import (
	"hash/maphash"
	"io"
	"slices"
	"sort"
	"time"

	"example.com/usher/sources/split"
	"example.com/usher/sources/stream"
)

// A whole pass marks where groups of records begin, so that a few of them can
// be read again without the rest. A mark costs 32 bytes.
const (
	groupRecords = 32
	groupBytes   = 64 << 10 // of text; the last record may go beyond
)

// mark is where a group of records begins.
type mark struct {
	offset       int64  // in the file
	sum          uint64 // keyed hash over the records of the group
	ordinal      uint32 // of the first record
	line, record uint32 // of the first record
	// within is the number of Spot.Within, or lost.
	within uint32
}

// lost is the within of a group that can only be read by a whole pass: there
// is damage in it, or its file cannot be read from the middle.
const lost = ^uint32(0)

// markedFile is one file of users.
type markedFile struct {
	in     *input
	from   int          // the number of its first group
	state  stream.State // all the while it was read
	known  bool         // state tells of changes
	skip   int64        // bytes before the text
	end    int64        // of the text in the file
	resume split.Resume // nil: all its groups are lost
}

// marks are those of all files, in the order of the records.
type marks struct {
	seed    maphash.Seed
	files   []markedFile
	groups  []mark
	withins []string
	records uint64
}

// marker makes marks during a whole pass.
type marker struct {
	marks
	now func() time.Time

	splitter split.Resumable // of the file that is being read, nil = it is lost
	count    int             // records of the last group, 0 = the next begins one
	first    int64           // offset of its first record in the text
}

func newMarker(now func() time.Time) *marker {
	return &marker{marks: marks{seed: maphash.MakeSeed()}, now: now}
}

// begin begins a file, whose text is split. Its groups are lost unless it
// stands on disk as it is, and its state is one that tells of changes.
func (m *marker) begin(in *input, r *stream.Reader, text io.Reader, s split.Splitter) {
	f := markedFile{in: in, from: len(m.groups)}
	asked := m.now()
	state, ok := r.State()
	f.state, f.known = state, ok && state.Steady(asked)
	m.count, m.splitter = 0, nil
	resumable, ok := s.(split.Resumable)
	if skip, plain := r.Plain(); ok && f.known && plain && resumable.Reads(text) {
		f.skip, m.splitter = skip, resumable
	}
	m.files = append(m.files, f)
}

// meet takes a record.
func (m *marker) meet(el *split.Element, ordinal uint64) {
	if m.count == 0 || m.splitter != nil && (m.count == groupRecords || el.Offset-m.first >= groupBytes) {
		m.open(el, ordinal)
	}
	m.count++
	g := &m.groups[len(m.groups)-1]
	if el.Problem != "" {
		g.within = lost
	}
	if g.within != lost {
		g.sum = m.add(g.sum, el.Data)
	}
	m.records = ordinal + 1
}

func (m *marker) open(el *split.Element, ordinal uint64) {
	m.count, m.first = 0, el.Offset
	g := mark{ordinal: uint32(ordinal), within: lost}
	if m.splitter != nil {
		at := m.splitter.Spot()
		g.offset = m.files[len(m.files)-1].skip + at.Offset
		g.line, g.record, g.within = uint32(at.Line), uint32(at.Record), m.number(at.Within)
	}
	m.groups = append(m.groups, g)
}

// number gives what a record stands in a number.
func (m *marker) number(within string) uint32 {
	if i := slices.Index(m.withins, within); i >= 0 {
		return uint32(i)
	}
	m.withins = append(m.withins, within)
	return uint32(len(m.withins) - 1)
}

// add adds a record to the hash of its group.
func (m *marks) add(sum uint64, data []byte) uint64 {
	return (sum^maphash.Bytes(m.seed, data))*0x9e3779b97f4a7c15 + uint64(len(data))
}

// end ends a file. One that has changed meanwhile is lost.
func (m *marker) end(r *stream.Reader, sum stream.Sum) {
	f := &m.files[len(m.files)-1]
	state, ok := r.State()
	f.known = f.known && ok && state == f.state
	if f.known && m.splitter != nil {
		f.resume, f.end = m.splitter.Resume(), sum.Length
	}
	m.splitter = nil
}

// file finds the file of a group.
func (m *marks) file(group int) int {
	return sort.Search(len(m.files), func(i int) bool { return m.files[i].from > group }) - 1
}

// readable reports whether a group can be read by itself.
func (m *marks) readable(group int) bool {
	return m.groups[group].within != lost && m.files[m.file(group)].resume != nil
}

// span is where a group stands in its file.
func (m *marks) span(group, file int) (from, to int64) {
	from, to = m.groups[group].offset, m.files[file].end
	if next := group + 1; next < len(m.groups) && (file+1 == len(m.files) || next < m.files[file+1].from) {
		to = m.groups[next].offset
	}
	return from, to
}

// size is how many records a group has.
func (m *marks) size(group int) uint64 {
	to := m.records
	if group+1 < len(m.groups) {
		to = uint64(m.groups[group+1].ordinal)
	}
	return to - uint64(m.groups[group].ordinal)
}
