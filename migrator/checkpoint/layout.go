package checkpoint

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"

	"go.etcd.io/bbolt"
)

// The buckets. Small values that move with every commit share one bucket, and
// so one page.
var (
	fixedBucket    = []byte("usher")    // header, meta: written once
	movingBucket   = []byte("moving")   // counts, watermarks, state, pacing
	outcomesBucket = []byte("outcomes") // ordinal / 8 -> outcomes (block.go, value.go)
	reasonsBucket  = []byte("reasons")  // number -> reason (reason.go)
	historyBucket  = []byte("history")  // minute -> point (history.go)
	progressBucket = []byte("progress") // name -> whatever a use case keeps
)

var buckets = [][]byte{fixedBucket, movingBucket, outcomesBucket, reasonsBucket, historyBucket, progressBucket}

// Keys of the fixed and the moving bucket.
var (
	headerKey     = []byte("header")
	metaKey       = []byte("meta")
	countsKey     = []byte("counts")
	watermarksKey = []byte("watermarks")
	stateKey      = []byte("state")
	pacingKey     = []byte("pacing")
)

// The header stands under the same key in every version of the layout: magic,
// then the version in two bytes. Its place and form never change.
const (
	magic   = "usher checkpoint\x00"
	version = 1
)

func header(version uint16) []byte {
	return binary.BigEndian.AppendUint16([]byte(magic), version)
}

// newerError is a layout that only a newer usher knows.
type newerError struct{ version uint16 }

func (e *newerError) Error() string {
	return fmt.Sprintf("written by a newer usher (layout %d, this one knows %d)", e.version, version)
}

var errForeign = errors.New("not a checkpoint of usher")

// checkHeader says whether the file is ours, and of a version that we know.
func checkHeader(tx *bbolt.Tx) error {
	b := tx.Bucket(fixedBucket)
	if b == nil {
		return errForeign
	}
	h := b.Get(headerKey)
	if len(h) != len(magic)+2 || string(h[:len(magic)]) != magic {
		return errForeign
	}
	if v := binary.BigEndian.Uint16(h[len(magic):]); v > version {
		return &newerError{v}
	} else if v == 0 {
		return damaged("header")
	}
	for _, name := range buckets {
		if tx.Bucket(name) == nil {
			return damaged("bucket %s is gone", name)
		}
	}
	return nil
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

const sealSize = 4

// seal appends the checksum over key and value.
func seal(key, value []byte) []byte {
	return binary.BigEndian.AppendUint32(value, sum(key, value))
}

// unseal checks a sealed value and gives it without its checksum; it still
// lies in the page that it was read from.
func unseal(key, sealed []byte) ([]byte, error) {
	n := len(sealed) - sealSize
	if n < 0 || binary.BigEndian.Uint32(sealed[n:]) != sum(key, sealed[:n]) {
		return nil, damaged("a value does not fit its checksum")
	}
	return sealed[:n:n], nil
}

func sum(key, value []byte) uint32 {
	return crc32.Update(crc32.Checksum(key, castagnoli), castagnoli, value)
}

// putJSON stores v sealed.
func putJSON(b *bbolt.Bucket, key []byte, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("encode %s: %w", key, err)
	}
	return b.Put(key, seal(key, data))
}

// getJSON reads what putJSON stored; v stays as it is where there is nothing.
func getJSON(b *bbolt.Bucket, key []byte, v any) error {
	sealed := b.Get(key)
	if sealed == nil {
		return nil
	}
	data, err := unseal(key, sealed)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, v); err != nil {
		return damaged("%s: %v", key, err)
	}
	return nil
}

func ordinalKey(ordinal uint64) []byte {
	return binary.BigEndian.AppendUint64(make([]byte, 0, 8), ordinal)
}
