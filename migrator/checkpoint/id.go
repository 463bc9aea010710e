package checkpoint

import (
	"encoding/binary"
	"encoding/hex"
)

// idForm says how an id of Stytch is stored. The numbers are in files: never
// renumber.
type idForm byte

const (
	noID   idForm = 0
	testID idForm = 1 // PREFIX-test-UUID, as its 16 bytes
	liveID idForm = 2 // PREFIX-live-UUID, as its 16 bytes
	textID idForm = 3 // anything else, as length and text
)

// idKind holds the prefixes of one kind of id (docs: API reference, object
// ids).
type idKind struct{ test, live string }

var (
	userIDs     = idKind{"user-test-", "user-live-"}
	passwordIDs = idKind{"password-test-", "password-live-"}
	requestIDs  = idKind{"request-id-test-", "request-id-live-"}
)

// append adds an id to a value and gives its form.
func (k idKind) append(value []byte, id string) ([]byte, idForm) {
	if id == "" {
		return value, noID
	}
	for i, prefix := range [...]string{k.test, k.live} {
		if len(id) == len(prefix)+36 && id[:len(prefix)] == prefix {
			if uuid, ok := parseUUID(id[len(prefix):]); ok {
				return append(value, uuid[:]...), testID + idForm(i)
			}
		}
	}
	return appendText(value, id), textID
}

// take reads an id back; ok is false where the value ends too early.
func (k idKind) take(value []byte, form idForm) (id string, rest []byte, ok bool) {
	switch form {
	case noID:
		return "", value, true
	case textID:
		return takeText(value)
	}
	if len(value) < 16 {
		return "", nil, false
	}
	prefix := k.test
	if form == liveID {
		prefix = k.live
	}
	return formatUUID(prefix, value[:16]), value[16:], true
}

// parseUUID takes only the form that formatUUID gives back: lower case, with
// its four hyphens.
func parseUUID(s string) (uuid [16]byte, ok bool) {
	if s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-' {
		return uuid, false
	}
	var digits [32]byte
	n := 0
	for i := range len(s) {
		switch c := s[i]; {
		case c == '-':
			continue
		case n == len(digits) || !(c >= '0' && c <= '9' || c >= 'a' && c <= 'f'):
			return uuid, false
		default:
			digits[n] = c
			n++
		}
	}
	if n != len(digits) {
		return uuid, false
	}
	_, err := hex.Decode(uuid[:], digits[:])
	return uuid, err == nil
}

func formatUUID(prefix string, uuid []byte) string {
	var buf [64]byte
	b := append(buf[:0], prefix...)
	for i, part := range [][]byte{uuid[:4], uuid[4:6], uuid[6:8], uuid[8:10], uuid[10:]} {
		if i > 0 {
			b = append(b, '-')
		}
		b = hex.AppendEncode(b, part)
	}
	return string(b)
}

func appendText(value []byte, text string) []byte {
	return append(binary.AppendUvarint(value, uint64(len(text))), text...)
}

func takeText(value []byte) (text string, rest []byte, ok bool) {
	n, used := binary.Uvarint(value)
	if used <= 0 || n > uint64(len(value)-used) {
		return "", nil, false
	}
	value = value[used:]
	return string(value[:n]), value[n:], true
}
