package migrator

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"hash"

	"example.com/usher/sources"
)

// digester makes the keyed digests of a checkpoint: they tell later whether a
// record is the same, and give nothing away about it without the key. It
// belongs to one goroutine.
type digester struct {
	mac hash.Hash
	sum []byte
}

func newDigester(key []byte) *digester {
	return &digester{mac: hmac.New(sha256.New, key)}
}

// source is the digest of the provider's user id.
func (d *digester) source(u *sources.User) [8]byte {
	d.mac.Reset()
	d.part([]byte(u.SourceID))
	return d.take()
}

// record covers what was read of a user: the record, and the hash that may
// have come from another file.
func (d *digester) record(u *sources.User) [8]byte {
	d.mac.Reset()
	d.part(u.Raw)
	d.part([]byte(u.SourceID))
	if u.Hash != nil {
		d.part([]byte(u.Hash.Type))
		d.part([]byte(u.Hash.Value))
	}
	return d.take()
}

// part writes a length first, so that no two lists of parts are alike.
func (d *digester) part(b []byte) {
	var length [8]byte
	binary.BigEndian.PutUint64(length[:], uint64(len(b)))
	d.mac.Write(length[:])
	d.mac.Write(b)
}

func (d *digester) take() (out [8]byte) {
	d.sum = d.mac.Sum(d.sum[:0])
	copy(out[:], d.sum)
	return out
}
