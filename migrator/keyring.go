package migrator

import (
	"encoding/binary"
	"hash/maphash"
)

// keyRing numbers keys and knows who holds each. It keeps every key once, in
// about fifteen bytes beside its text: an export of millions may have some
// hundred thousand duplicates.
type keyRing struct {
	seed    maphash.Seed
	slots   []uint32 // hash table of numbers, 0 = empty; at most three quarters full
	starts  []uint32 // where the key of a number stands in the text
	holders []uint32 // of a number: ordinal+1, 0 = nobody yet
	pieces  [][]byte // of text, each key with its length before it, in one piece
}

// pieceSize is a power of two, so that a start says the piece and the place in
// it. No key is longer than Stytch takes.
const (
	pieceBits = 16
	pieceSize = 1 << pieceBits
)

// number gives the number of a key, from 1; 0 that of "".
func (r *keyRing) number(key string) uint32 {
	if key == "" {
		return 0
	}
	if 4*(len(r.starts)+1) > 3*len(r.slots) {
		r.grow()
	}
	slot := r.slot(key)
	if r.slots[slot] == 0 {
		r.starts = append(r.starts, r.keep(key))
		r.holders = append(r.holders, 0)
		r.slots[slot] = uint32(len(r.starts))
	}
	return r.slots[slot]
}

// slot finds where a key is in the table, or where it belongs.
func (r *keyRing) slot(key string) int {
	mask := len(r.slots) - 1
	for i := int(maphash.String(r.seed, key)) & mask; ; i = (i + 1) & mask {
		if n := r.slots[i]; n == 0 || string(r.key(n)) == key {
			return i
		}
	}
}

// key is the text of a number.
func (r *keyRing) key(n uint32) []byte {
	start := r.starts[n-1]
	text := r.pieces[start>>pieceBits][start&(pieceSize-1):]
	length, size := binary.Uvarint(text)
	return text[size : size+int(length)]
}

// keep puts a text away and says where.
func (r *keyRing) keep(key string) (start uint32) {
	last := len(r.pieces) - 1
	if last < 0 || len(r.pieces[last])+binary.MaxVarintLen16+len(key) > cap(r.pieces[last]) {
		r.pieces = append(r.pieces, make([]byte, 0, pieceSize))
		last++
	}
	piece := &r.pieces[last]
	start = uint32(last)<<pieceBits | uint32(len(*piece))
	*piece = append(binary.AppendUvarint(*piece, uint64(len(key))), key...)
	return start
}

// grow makes the table twice as large.
func (r *keyRing) grow() {
	r.slots = make([]uint32, max(64, 2*len(r.slots)))
	mask := len(r.slots) - 1
	for n := range r.starts {
		i := int(maphash.Bytes(r.seed, r.key(uint32(n+1)))) & mask
		for r.slots[i] != 0 {
			i = (i + 1) & mask
		}
		r.slots[i] = uint32(n + 1)
	}
}
