package hashes

import (
	"crypto/md5"
	"regexp"
	"strings"
)

var phpassForm = regexp.MustCompile(`^\$P\$[./0-9A-Za-z]{31}$`)

// readPhpass takes WordPress' hashes. phpBB wrote $H$ for the same function;
// Stytch documents only $P$.
func readPhpass(text, rest string) *Hash {
	if value := "$P$" + rest; phpassForm.MatchString(value) {
		return &Hash{Type: Phpass, Value: value, Scheme: "phpass"}
	}
	return nil
}

func phpassProblem(h *Hash) string {
	if !phpassForm.MatchString(h.Value) {
		return "not a phpass hash: $P$ and 31 characters"
	}
	if n := phpassLog2(h.Value); n < 7 || n > 30 {
		return "phpass rounds out of range: 2^7 to 2^30"
	}
	return ""
}

const phpassAlphabet = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

// phpassLog2 is the binary logarithm of the rounds.
func phpassLog2(value string) int { return strings.IndexByte(phpassAlphabet, value[3]) }

// checkPhpass is phpass' portable hash: MD5 of salt and password, then MD5
// again and again of the digest and the password.
func checkPhpass(h *Hash, password string) (bool, error) {
	sum := md5.Sum([]byte(h.Value[4:12] + password))
	buffer := append(sum[:], password...)
	for range 1 << phpassLog2(h.Value) {
		sum = md5.Sum(buffer)
		copy(buffer, sum[:])
	}
	return equal([]byte(phpassText(sum[:])), []byte(h.Value[12:])), nil
}

// phpassText writes bytes in phpass' alphabet, three at a time, the lowest
// bits first.
func phpassText(b []byte) string {
	var text strings.Builder
	for len(b) > 0 {
		n := min(3, len(b))
		var bits uint32
		for i := range n {
			bits |= uint32(b[i]) << (8 * i)
		}
		for range n + 1 {
			text.WriteByte(phpassAlphabet[bits&63])
			bits >>= 6
		}
		b = b[n:]
	}
	return text.String()
}
