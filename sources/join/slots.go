package join

import (
	"encoding/binary"
	"fmt"
	"io"
	"slices"
	"sync"

	"example.com/usher/sources/spill"
)

// slot is one key of one record.
type slot struct {
	key      uint64 // keyed hash of the key, and the record's number
	position uint64 // offset over all texts, and length
}

const (
	slotSize = 16 // bytes
	// bucketSlots of one bucket are in memory while slots are gathered.
	bucketSlots = 256
	// blockSlots stand together on disk and are read at once.
	blockSlots = 64
	// inMemory is up to where slots need no temporary file.
	inMemory = 1 << 20 // bytes
)

// gathering takes slots in any order. They go into buckets by the first byte
// of their key, and full ones to disk, so that sorting needs the memory of one
// bucket.
type gathering struct {
	buckets [256][]slot
	chunks  [256][]int64 // where those of a bucket stand in out
	out     spill.Buffer
}

func (g *gathering) add(s slot) error {
	if g.out.Limit == 0 {
		g.out.Limit = inMemory
	}
	b := s.key >> 56
	g.buckets[b] = append(g.buckets[b], s)
	if len(g.buckets[b]) < bucketSlots {
		return nil
	}
	g.chunks[b] = append(g.chunks[b], g.out.Len())
	err := write(&g.out, g.buckets[b])
	g.buckets[b] = g.buckets[b][:0]
	return err
}

func write(w io.Writer, list []slot) error {
	buf := make([]byte, 0, len(list)*slotSize)
	for _, s := range list {
		buf = binary.LittleEndian.AppendUint64(buf, s.key)
		buf = binary.LittleEndian.AppendUint64(buf, s.position)
	}
	_, err := w.Write(buf)
	return err
}

// decode appends the slots in buf.
func decode(list []slot, buf []byte) []slot {
	for ; len(buf) >= slotSize; buf = buf[slotSize:] {
		list = append(list, slot{binary.LittleEndian.Uint64(buf), binary.LittleEndian.Uint64(buf[8:])})
	}
	return list
}

// sorted are all slots by key.
type sorted struct {
	count int
	marks []uint64 // first key of each block
	out   spill.Buffer
}

// sort empties the gathering.
func (g *gathering) sort(to *sorted) error {
	to.out.Limit = inMemory
	var list []slot
	chunk := make([]byte, bucketSlots*slotSize)
	for b := range g.buckets {
		list = list[:0]
		for _, at := range g.chunks[b] {
			if _, err := g.out.ReadAt(chunk, at); err != nil && err != io.EOF {
				return fmt.Errorf("sort keys: %w", err)
			}
			list = decode(list, chunk)
		}
		list = append(list, g.buckets[b]...)
		slices.SortFunc(list, bySlotKey)
		if err := to.append(list); err != nil {
			return err
		}
		g.buckets[b], g.chunks[b] = nil, nil
	}
	return g.out.Close()
}

func bySlotKey(a, b slot) int {
	switch {
	case a.key < b.key:
		return -1
	case a.key > b.key:
		return 1
	}
	return 0
}

func (s *sorted) append(list []slot) error {
	for i, l := range list {
		if (s.count+i)%blockSlots == 0 {
			s.marks = append(s.marks, l.key)
		}
	}
	s.count += len(list)
	return write(&s.out, list)
}

// blocks are read into memory that is used again.
var blocks = sync.Pool{New: func() any { return new([blockSlots * slotSize]byte) }}

// find appends the slots whose keys are from..to to list.
func (s *sorted) find(list []slot, from, to uint64) ([]slot, error) {
	n, _ := slices.BinarySearch(s.marks, from)
	buf := blocks.Get().(*[blockSlots * slotSize]byte)
	defer blocks.Put(buf)
	for n = max(n-1, 0); n < len(s.marks) && s.marks[n] <= to; n++ {
		got, err := s.out.ReadAt(buf[:], int64(n)*blockSlots*slotSize)
		if err != nil && err != io.EOF {
			return nil, fmt.Errorf("look up key: %w", err)
		}
		for rest := buf[:got]; len(rest) >= slotSize; rest = rest[slotSize:] {
			if key := binary.LittleEndian.Uint64(rest); key >= from && key <= to {
				list = append(list, slot{key, binary.LittleEndian.Uint64(rest[8:])})
			}
		}
	}
	return list, nil
}
