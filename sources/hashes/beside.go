package hashes

import (
	"slices"
	"strconv"
	"strings"
)

// Column is what stands beside a hash in its row: perhaps the salt, which the
// mapping forgot.
type Column struct{ Name, Text string }

// Undecided: the columns do not say of which type the hash is, or name one that
// cannot move, but it has the form of a digest or a derived key. A password
// that is known to open it may tell (DiagnoseParts).
func (p Parts) Undecided() bool {
	p.Value = strings.TrimSpace(p.Value)
	if _, ok := p.selfDescribed(); ok || p.Peppered || p.Value == "" || len(p.Value) > maxSaltLength {
		return false
	}
	if h := FromParts(p); h.Type != "" || h.Scheme == Redacted || h.Scheme == Unusable {
		return false
	}
	return slices.ContainsFunc(keyVariants(p), func(v variant) bool {
		_, ok := digestsBySize[len(v.bytes)]
		return ok
	})
}

// besideVariants are the readings of the columns as salts, those first whose
// names say that they are.
func besideVariants(all []variant, columns []Column) []variant {
	saysSalt := func(c Column) bool { return strings.Contains(strings.ToLower(c.Name), "salt") }
	for _, wanted := range []bool{true, false} {
		for _, c := range columns {
			if saysSalt(c) != wanted || c.Text == "" || len(c.Text) > maxSaltLength {
				continue
			}
			in := Setting{FieldSalt, "the column " + strconv.Quote(c.Name)}
			all = addVariant(all, []byte(c.Text), in)
			text := strings.TrimSpace(c.Text)
			if b, ok := unhex(text); ok {
				all = addVariant(all, b, in, Setting{FieldSaltEncoding, string(Hex)})
			}
			if b, ok := unbase64(text); ok {
				all = addVariant(all, b, in, Setting{FieldSaltEncoding, string(Base64)})
			}
		}
	}
	return all
}
