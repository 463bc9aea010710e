package migrator

import (
	"strings"

	"example.com/usher/sources"
)

// maxExternalID is Stytch's limit, in characters (docs: external ids).
const maxExternalID = 128

// ExternalIDFor is what is sent as external_id, "" where the options or
// Stytch's rules leave it out (docs: external ids: letters, digits and . _ - |,
// at most 128). An id that looks like one of Stytch's own would be ambiguous.
func ExternalIDFor(u sources.User, o Options) string {
	id := ownID(&u)
	if o.ExternalID == "none" || !fitsExternalID(id) {
		return ""
	}
	return id
}

// ownID is the id by which the app knows a user: the provider's, unless the
// export has another one for it.
func ownID(u *sources.User) string {
	if u.ExternalID != "" {
		return u.ExternalID
	}
	return u.SourceID
}

func fitsExternalID(id string) bool {
	if id == "" || len(id) > maxExternalID || id == "." || id == ".." ||
		strings.HasPrefix(id, "user-test-") || strings.HasPrefix(id, "user-live-") {
		return false
	}
	var all uint8
	for i := 0; i < len(id); i++ {
		all |= notInExternalID[id[i]]
	}
	return all == 0
}

// notInExternalID is 1 for the bytes that Stytch refuses.
var notInExternalID = func() (is [256]uint8) {
	for c := range is {
		if !isLetterOrDigit(byte(c)) && strings.IndexByte("._-|", byte(c)) < 0 {
			is[c] = 1
		}
	}
	return is
}()

func isLetterOrDigit(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}
