package checkpoint

import (
	"encoding/binary"

	"go.etcd.io/bbolt"
)

// blockSize is how many ordinals share a key. bbolt spends 24 bytes on a key
// of ours, half of what an outcome takes; eight share that, and their
// checksum. More would leave pages emptier: a block is never split.
const blockSize = 8

// block is the encoded outcomes of blockSize ordinals, nil where there is
// none. They lie in the page that they were read from.
type block [blockSize][]byte

func blockKey(ordinal uint64) []byte { return ordinalKey(ordinal / blockSize) }

// parseBlock takes a sealed block apart: for each outcome its place in the
// block in one byte, its length, and its value.
func parseBlock(key, sealed []byte) (b block, err error) {
	value, err := unseal(key, sealed)
	if err != nil {
		return b, err
	}
	for at := -1; len(value) > 0; {
		slot := int(value[0])
		n, used := binary.Uvarint(value[1:])
		value = value[1:]
		if slot <= at || slot >= blockSize || used <= 0 || n > uint64(len(value)-used) {
			return b, damaged("a block of outcomes")
		}
		at = slot
		b[slot] = value[used : used+int(n) : used+int(n)]
		value = value[used+int(n):]
	}
	return b, nil
}

func (b *block) store(bucket *bbolt.Bucket, key []byte) error {
	var value []byte
	for slot, v := range b {
		if v == nil {
			continue
		}
		value = append(value, byte(slot))
		value = binary.AppendUvarint(value, uint64(len(v)))
		value = append(value, v...)
	}
	return bucket.Put(key, seal(key, value))
}
