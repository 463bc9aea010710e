package record

import (
	"unsafe"

	"example.com/usher/sources/hashes"
)

// Spare is memory for users who are read one after the other and kept by
// nobody, so that not each needs memory of its own. The zero value is ready;
// it belongs to one goroutine at a time. A nil Spare gives memory that may be
// kept.
//
//	var s record.Spare
//	for each record {
//		u := s.User() // the one before is gone
//	}
type Spare struct {
	user               User
	trusted, untrusted map[string]any
	hash               hashes.Hash

	// Decoder is what a decoder works with from record to record.
	Decoder any
}

// User gives an empty user. The one that it gave before is not valid any more.
func (s *Spare) User() *User {
	s.trusted, s.untrusted = emptied(s.trusted), emptied(s.untrusted)
	s.user = User{}
	s.hash = hashes.Hash{}
	return &s.user
}

// mostSpared is up to where an object is used again: emptying a large one takes
// as long for each user after.
const mostSpared = 64

func emptied(m map[string]any) map[string]any {
	if len(m) > mostSpared {
		return nil
	}
	clear(m)
	return m
}

// Trusted gives an empty object for the user's trusted metadata.
func (s *Spare) Trusted(size int) map[string]any {
	if s == nil {
		return make(map[string]any, size)
	}
	return spared(&s.trusted, size)
}

// Untrusted gives an empty object for the user's untrusted metadata.
func (s *Spare) Untrusted(size int) map[string]any {
	if s == nil {
		return make(map[string]any, size)
	}
	return spared(&s.untrusted, size)
}

func spared(m *map[string]any, size int) map[string]any {
	if *m == nil {
		*m = make(map[string]any, size)
	}
	clear(*m) // a user may get another instead of the first
	return *m
}

// Hash gives an empty hash for the user.
func (s *Spare) Hash() *hashes.Hash {
	if s == nil {
		return new(hashes.Hash)
	}
	return &s.hash
}

// Text gives data as a text, without a copy: it changes with them, as all that
// a Spare gives.
func (s *Spare) Text(data []byte) string { return unsafe.String(unsafe.SliceData(data), len(data)) }
