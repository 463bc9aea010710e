// Package kinds asks texts of a million users which kinds of bytes they have,
// without deciding anything for each byte.
//
//	const refused = 1
//	var ids = kinds.Of(func(c byte) uint8 {
//		if c == ' ' {
//			return refused
//		}
//		return 0
//	})
//	if ids.In(id)&refused != 0 {
//		// there is a space in it
//	}
package kinds

// Kinds has for each byte up to eight kinds, one bit each.
type Kinds [256]uint8

// Of asks for the kinds of each byte.
func Of(kindsOf func(c byte) uint8) *Kinds {
	k := new(Kinds)
	for c := range k {
		k[c] = kindsOf(byte(c))
	}
	return k
}

// Beyond is kind 1 for the bytes that a text should not have.
func Beyond(allowed func(c byte) bool) *Kinds {
	return Of(func(c byte) uint8 {
		if allowed(c) {
			return 0
		}
		return 1
	})
}

// In gives the kinds of all bytes of a text together.
func (k *Kinds) In(text string) (all uint8) {
	for ; len(text) >= 8; text = text[8:] {
		all |= k[text[0]] | k[text[1]] | k[text[2]] | k[text[3]] | k[text[4]] | k[text[5]] | k[text[6]] | k[text[7]]
	}
	for i := 0; i < len(text); i++ {
		all |= k[text[i]]
	}
	return all
}
