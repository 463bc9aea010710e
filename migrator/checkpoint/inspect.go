package checkpoint

import (
	"bytes"
	"encoding/binary"
	"hash/fnv"
	"io"
	"os"
)

// What inspect knows of bbolt's file format, version 2 (bbolt's
// internal/common: page.go, meta.go). Numbers are in the byte order of the
// machine. Page 0 and page 1 each hold a meta behind a header of 16 bytes.
const (
	boltMagic    = 0xED0CDAED
	pageHead     = 16
	metaSize     = 64
	freelistFlag = 0x10
	noFreelist   = ^uint64(0)
)

// boltMeta is the part of a meta page that says how far the file reaches.
type boltMeta struct {
	pageSize uint32
	freelist uint64
	pages    uint64 // the first page beyond
	txid     uint64
}

// inspect looks at a file before bbolt does, under its lock. bbolt goes back
// by one commit where one of the two metas can't be read; what was sent since
// would be sent again, so here that is damage. A list of free pages that
// makes no sense would let bbolt write over what is used.
func inspect(f *os.File) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if info.Size() == 0 {
		return errEmpty
	}
	first, ok0 := readMeta(f, 0)
	second, ok1 := boltMeta{}, false
	if ok0 {
		second, ok1 = readMeta(f, int64(first.pageSize))
	} else {
		second, ok1 = findSecondMeta(f)
	}
	switch {
	case !ok0 && !ok1:
		if found, err := holds(f, []byte(magic)); err != nil {
			return err
		} else if found {
			return damaged("its first pages are overwritten")
		}
		return errForeign
	case !ok0, !ok1:
		return damaged("one of its two first pages is overwritten")
	}
	newest := first
	if second.txid > first.txid {
		newest = second
	}
	if have, need := info.Size(), int64(newest.pages)*int64(newest.pageSize); have < need {
		return damaged("cut short: %d bytes of %d", have, need)
	}
	return inspectFreelist(f, newest)
}

// readMeta reads the meta of the page at an offset, if there is a sound one.
func readMeta(f io.ReaderAt, offset int64) (m boltMeta, ok bool) {
	var page [pageHead + metaSize]byte
	if _, err := f.ReadAt(page[:], offset); err != nil {
		return m, false
	}
	b, e := page[pageHead:], binary.NativeEndian
	sum := fnv.New64a()
	sum.Write(b[:metaSize-8])
	if e.Uint32(b) != boltMagic || e.Uint64(b[metaSize-8:]) != sum.Sum64() {
		return m, false
	}
	m = boltMeta{pageSize: e.Uint32(b[8:]), freelist: e.Uint64(b[32:]), pages: e.Uint64(b[40:]), txid: e.Uint64(b[48:])}
	return m, m.pageSize >= 1024 && m.pageSize <= 1<<24 && m.pages < 1<<38
}

// findSecondMeta is for a file whose first page does not tell the page size.
func findSecondMeta(f io.ReaderAt) (boltMeta, bool) {
	for size := int64(1024); size <= 1<<24; size *= 2 {
		if m, ok := readMeta(f, size); ok {
			return m, true
		}
	}
	return boltMeta{}, false
}

// inspectFreelist checks that the free pages are in order and inside the file.
func inspectFreelist(f io.ReaderAt, m boltMeta) error {
	bad := damaged("its list of free pages is overwritten")
	if m.freelist == noFreelist || m.freelist < 2 || m.freelist >= m.pages {
		return bad
	}
	e := binary.NativeEndian
	at := int64(m.freelist) * int64(m.pageSize)
	var head [pageHead + 8]byte
	if _, err := f.ReadAt(head[:], at); err != nil {
		return err
	}
	if e.Uint64(head[:]) != m.freelist || e.Uint16(head[8:])&freelistFlag == 0 {
		return bad
	}
	count, at := uint64(e.Uint16(head[10:])), at+pageHead
	if count == 0xFFFF { // more than fit: the first entry is the count
		count, at = e.Uint64(head[pageHead:]), at+8
	}
	if count > m.pages {
		return bad
	}
	ids := make([]byte, count*8)
	if _, err := f.ReadAt(ids, at); err != nil {
		return bad
	}
	last := uint64(1)
	for ; len(ids) > 0; ids = ids[8:] {
		id := e.Uint64(ids)
		if id <= last || id >= m.pages {
			return bad
		}
		last = id
	}
	return nil
}

// holds says whether the file has the bytes anywhere.
func holds(f io.ReaderAt, want []byte) (bool, error) {
	buf := make([]byte, 1<<20)
	for at := int64(0); ; at += int64(len(buf) - len(want)) {
		n, err := f.ReadAt(buf, at)
		if bytes.Contains(buf[:n], want) {
			return true, nil
		}
		if err == io.EOF {
			return false, nil
		}
		if err != nil {
			return false, err
		}
	}
}
