package migrator

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"hash"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources"
)

// digester makes the keyed digests of a checkpoint: they tell later whether a
// record is the same, and give nothing away about it without the key. It
// belongs to one goroutine.
type digester struct {
	mac      hash.Hash
	sum      []byte
	version  int // DigestVersion of the checkpoint
	provider string
}

func newDigester(m Meta) *digester {
	return &digester{mac: hmac.New(sha256.New, m.DigestKey), version: m.Digest, provider: m.Provider}
}

// source is the digest of the provider's user id.
func (d *digester) source(u *sources.User) [8]byte {
	d.mac.Reset()
	d.part([]byte(u.SourceID))
	return d.take()
}

// plan covers what is sent of a user: a record that would be sent in the same
// way is unchanged, whatever else the provider writes into it. The mark is no
// part of it, since it belongs to one migration.
func (d *digester) plan(p Plan) [8]byte {
	d.mac.Reset()
	d.part([]byte(p.Skip))
	for _, c := range p.Calls {
		c.Mark = ""
		if d.version > 0 {
			c.Trusted = steady(c.Trusted, d.provider)
		}
		body, err := json.Marshal(c.Body(), json.Deterministic(true), jsontext.AllowInvalidUTF8(true))
		if err != nil {
			// Not reached: the planner lets nothing through that is not JSON. A
			// digest of nothing makes the user count as unchanged.
			body = nil
		}
		if canonical := jsontext.Value(body); d.version > 0 && canonical.Canonicalize(jsontext.AllowInvalidUTF8(true), jsontext.AllowDuplicateNames(true)) == nil {
			body = canonical
		}
		d.part([]byte(c.Kind.Path()))
		d.part(body)
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
