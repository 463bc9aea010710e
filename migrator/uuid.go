package migrator

import "encoding/hex"

// uuidLength is that of a UUID as text, in lower case with its dashes.
const uuidLength = 36

// dashes are where a UUID has them.
var dashes = [...]int{8, 13, 18, 23}

func parseUUID(text string) (uuid [16]byte, ok bool) {
	if len(text) != uuidLength {
		return uuid, false
	}
	digits := make([]byte, 0, 32)
	for i := range len(text) {
		c := text[i]
		switch {
		case i == dashes[0] || i == dashes[1] || i == dashes[2] || i == dashes[3]:
			if c != '-' {
				return uuid, false
			}
			continue
		case c >= 'A' && c <= 'F':
			return uuid, false // it would come back in lower case
		}
		digits = append(digits, c)
	}
	_, err := hex.Decode(uuid[:], digits)
	return uuid, err == nil
}

func formatUUID(uuid [16]byte) string {
	text := make([]byte, 0, uuidLength)
	for i, b := range uuid {
		switch i {
		case 4, 6, 8, 10:
			text = append(text, '-')
		}
		text = hex.AppendEncode(text, []byte{b})
	}
	return string(text)
}
