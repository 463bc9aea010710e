package migrator

import (
	"strings"

	"example.com/usher/sources"
	"example.com/usher/sources/kinds"
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
	return beyondExternalID.In(id) == 0
}

// beyondExternalID are the bytes that Stytch refuses.
var beyondExternalID = kinds.Beyond(func(c byte) bool { return isLetterOrDigit(c) || strings.IndexByte("._-|", c) >= 0 })

func isLetterOrDigit(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}
