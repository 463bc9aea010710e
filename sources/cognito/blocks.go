package cognito

import (
	"bufio"
	"bytes"
	"io"

	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
	"example.com/usher/sources/split"
)

// line is what a line means in text whose records go over several lines.
type line uint8

const (
	inside line = iota // of the record that has begun
	begins             // a record
	list               // the list of users begins
	token              // names a next page
	nothing
	stray
	maybe // inside, if more of the record follows, else stray
)

// maxBlock bounds one record.
const maxBlock = 4 << 20 // bytes

const (
	tooLong   record.Problem = "longer than 4 MiB"
	strayText record.Problem = "stray text between records"
	notClosed record.Problem = "the file ends in the middle of it"
)

// blocks splits text into records of several lines. In answers of several
// pages, the token of a page stands before its list or behind it; where the
// first one stands tells which.
type blocks struct {
	r    *bufio.Reader
	kind func(line []byte) line

	text   []byte // the line that was read last
	back   bool   // it has to be looked at again
	lines  int
	offset int64 // behind that line
	err    error

	open   bool // there is a record
	record split.Element
	data   []byte
	count  int
	given  split.Element // last
	// held are lines that may be part of the record; heldAt is where they
	// begin.
	held   []byte
	heldAt split.Element

	lists         int
	tokenFirst    bool
	pending, page bool // a token was seen; the last page has one
	ended         bool
}

func newBlocks(r io.Reader, kind func([]byte) line) *blocks {
	return &blocks{r: bufio.NewReaderSize(r, 64<<10), kind: kind}
}

func (b *blocks) Next() (*split.Element, error) {
	if !b.open && b.held != nil {
		return b.giveHeld(), nil
	}
	for b.read() {
		if b.step(b.kind(bytes.TrimRight(b.text, "\r\n"))) {
			return b.give(), nil
		}
	}
	if b.open {
		if b.err != io.EOF {
			b.record.Problem = notClosed
		}
		return b.give(), nil
	}
	return b.last()
}

// step takes a line; done says that the record ends before it.
func (b *blocks) step(k line) (done bool) {
	lost := b.open && b.record.Problem == strayText
	switch {
	case k == begins || k == list || k == token, k == stray && b.open && !lost:
		if b.open {
			b.back = true
			return true
		}
		b.enter(k)
	case !b.open && k != nothing:
		b.begin(strayText)
	case b.open && !lost && k == maybe:
		b.hold()
	case b.open && !lost:
		b.data, b.held = append(b.data, b.held...), nil
		b.add()
	}
	return false
}

// enter takes a line that stands between records.
func (b *blocks) enter(k line) {
	switch k {
	case begins:
		b.begin("")
		b.add()
	case list:
		b.beginList()
	case token:
		b.tokenFirst = b.tokenFirst || b.lists == 0
		b.pending = true
	}
}

func (b *blocks) hold() {
	if b.held == nil {
		b.heldAt = split.Element{Offset: b.offset - int64(len(b.text)), Line: b.lines, Problem: strayText}
	}
	if len(b.held)+len(b.data) <= maxBlock {
		b.held = append(b.held, b.text...)
	}
}

// giveHeld gives what was no part of the record before it.
func (b *blocks) giveHeld() *split.Element {
	b.held = nil
	b.count++
	b.given = b.heldAt
	b.given.Record = b.count
	return &b.given
}

// read gets the next line; false at the end.
func (b *blocks) read() bool {
	if b.back {
		b.back = false
		return true
	}
	b.text = b.text[:0]
	for b.err == nil {
		part, err := b.r.ReadSlice('\n')
		b.offset += int64(len(part))
		if len(b.text) <= maxBlock {
			b.text = append(b.text, part...)
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		b.err = err
		break
	}
	if len(b.text) == 0 {
		return false
	}
	b.lines++
	return true
}

func (b *blocks) begin(why record.Problem) {
	b.count++
	b.open, b.data = true, b.data[:0]
	b.record = split.Element{Offset: b.offset - int64(len(b.text)), Line: b.lines, Record: b.count, Problem: why}
}

func (b *blocks) add() {
	if len(b.data)+len(b.text) > maxBlock {
		b.record.Problem = tooLong
	}
	if b.record.Problem == "" {
		b.data = append(b.data, b.text...)
	}
}

func (b *blocks) give() *split.Element {
	b.open = false
	b.given = b.record
	if b.given.Problem == "" {
		b.given.Data = bytes.TrimRight(b.data, "\r\n")
	}
	return &b.given
}

func (b *blocks) beginList() {
	b.lists++
	b.page = b.tokenFirst && b.pending
	b.pending = false
}

// last gives the page before the end.
func (b *blocks) last() (*split.Element, error) {
	if b.ended || b.err != io.EOF {
		return nil, b.err
	}
	b.ended = true
	var members object.Builder
	if b.page || b.pending && (!b.tokenFirst || b.lists == 0) {
		members.Text("NextToken", "is there")
	}
	v := members.Value()
	if v == nil {
		v = []byte("{}")
	}
	return &split.Element{Page: true, Data: v, Offset: b.offset}, nil
}
