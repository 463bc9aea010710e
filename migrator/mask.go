package migrator

import "strings"

// MaskID makes a source id fit to be shown: it hides the local part of an
// email inside it, as in "samlp|corp|j***@corp.com", and takes out what a
// terminal could act on.
func MaskID(id string) string {
	id = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || (r >= 0x80 && r < 0xa0) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(id, "?"))
	at := strings.LastIndex(id, "@")
	if at < 0 {
		return id
	}
	start := strings.LastIndexAny(id[:at], "|/: ") + 1
	local := []rune(id[start:at])
	if len(local) == 0 {
		return id
	}
	return id[:start] + string(local[0]) + "***" + id[at:]
}
