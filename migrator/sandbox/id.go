package sandbox

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"strings"
)

// uuid is a random id without its prefix: sixteen bytes instead of forty
// characters, since a sandbox may hold a million users.
type uuid [16]byte

func newUUID() uuid {
	var id uuid
	rand.Read(id[:]) // never fails: the program ends when there is no entropy
	id[6] = id[6]&0x0f | 0x40
	id[8] = id[8]&0x3f | 0x80
	return id
}

func (id uuid) isZero() bool { return id == uuid{} }

func (id uuid) append(b []byte) []byte {
	for i, part := range [5][2]int{{0, 4}, {4, 6}, {6, 8}, {8, 10}, {10, 16}} {
		if i > 0 {
			b = append(b, '-')
		}
		b = hex.AppendEncode(b, id[part[0]:part[1]])
	}
	return b
}

// MarshalText and UnmarshalText are the form of ids in the state file.
func (id uuid) MarshalText() ([]byte, error) { return id.append(nil), nil }

var errNotUUID = errors.New("not a uuid")

func (id *uuid) UnmarshalText(text []byte) error {
	if len(text) != 36 || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-' {
		return errNotUUID
	}
	digits := make([]byte, 0, 32)
	for _, part := range [5][2]int{{0, 8}, {9, 13}, {14, 18}, {19, 23}, {24, 36}} {
		digits = append(digits, text[part[0]:part[1]]...)
	}
	if _, err := hex.Decode(id[:], digits); err != nil {
		return errNotUUID
	}
	return nil
}

// parseID takes the prefix (such as "user-test-") off an id.
func parseID(prefix, text string) (uuid, bool) {
	var id uuid
	rest, ok := strings.CutPrefix(text, prefix)
	if !ok || rest != strings.ToLower(rest) || id.UnmarshalText([]byte(rest)) != nil {
		return uuid{}, false
	}
	return id, true
}
