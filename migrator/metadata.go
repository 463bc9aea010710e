package migrator

import (
	"maps"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// Stytch's limits for each of the two metadata objects (docs: metadata). The
// exact way of counting the 4 KB is not documented, so we stay below.
const (
	maxMetadataKeys  = 20
	maxMetadataBytes = 4000
)

// Keys of trusted_metadata that are ours.
const (
	// sourceIDKey keeps a provider's user id that does not fit external_id.
	sourceIDKey = "usher_source_id"
	// These tell the app about a blocked, deleted or anonymous user who is
	// imported.
	blockedKey   = "blocked"
	deletedKey   = "deleted"
	anonymousKey = "anonymous"
	// nestedKey holds all of the provider's metadata where it has too many
	// keys.
	nestedKey = "imported"
)

const (
	// maxSourceID is the longest user id that is worth its place.
	maxSourceID = 1000
	// markSize is the longest entry of a mark: the key, 16 digits of the
	// migration, a slash and 10 digits. The room for it does not depend on the
	// ordinal, so that preview and import agree.
	markSize = len(`"usher":"0123456789abcdef/4294967295",`)
	// nestingSize is what it costs to put an object under nestedKey.
	nestingSize = len(`"imported":,{}`)
)

// fillMetadata puts the metadata into a call: the provider's, unless the
// options leave it out, and what usher itself has to say.
func (d *draft) fillMetadata(c *Call) {
	own := d.ownMetadata(c)
	if d.planner.options.Metadata == "none" {
		c.Trusted = own
		d.trusted, _ = objectSize(own)
		return
	}
	c.Trusted, d.trusted = d.fitMetadata(d.user.Trusted, d.user.TrustedSize, own, "trusted")
	c.Untrusted, _ = d.fitMetadata(d.user.Untrusted, d.user.UntrustedSize, nil, "untrusted")
}

// ownMetadata are the facts about a user that fit nowhere else.
func (d *draft) ownMetadata(c *Call) map[string]any {
	var own map[string]any
	if id := ownID(d.user); id != "" && c.ExternalID == "" && d.planner.options.ExternalID != "none" {
		d.find("external_id_invalid", "")
		if len(id) <= maxSourceID {
			own = map[string]any{sourceIDKey: strings.ToValidUTF8(id, "\uFFFD")}
		} else {
			d.find("metadata_dropped", "trusted: "+sourceIDKey)
		}
	}
	if d.user.Blocked {
		own = raised(own, blockedKey)
	}
	if d.found("deleted") {
		own = raised(own, deletedKey)
	}
	if d.user.Anonymous {
		own = raised(own, anonymousKey)
	}
	return own
}

// raised sets a flag in an object that there may not be yet.
func raised(own map[string]any, key string) map[string]any {
	if own == nil {
		own = map[string]any{}
	}
	own[key] = true
	return own
}

// fitMetadata makes the provider's metadata fit Stytch's limits, with own
// beside it: what is no JSON is left out, then the largest keys until the
// rest fits, and too many keys go together under one. What was left out is
// named in a finding. The object may be the user's own; it is not changed. The
// size is its bytes as JSON; that of m is measured where it is 0.
func (d *draft) fitMetadata(m map[string]any, size int, own map[string]any, which string) (map[string]any, int) {
	if len(m) == 0 && len(own) == 0 {
		return nil, 0
	}
	ok := size > 0
	if !ok {
		size, ok = objectSize(m)
	}
	if ok && len(own) == 0 && size <= maxMetadataBytes && len(m) <= maxMetadataKeys {
		return m, size
	}
	fitting := d.cutMetadata(m, own, which)
	size, _ = objectSize(fitting)
	return fitting, size
}

// cutMetadata is the slow way of fitMetadata.
func (d *draft) cutMetadata(m, own map[string]any, which string) map[string]any {
	kept, sizes := make(map[string]any, len(m)+len(own)), make(map[string]int, len(m))
	var dropped []string
	total, _ := objectSize(own)
	for key, value := range m {
		size, ok := entrySize(key, value)
		if ours, taken := own[key]; !ok || taken && !sameValue(value, ours) {
			dropped = append(dropped, key)
		} else if !taken {
			kept[key], sizes[key], total = value, size, total+size
		}
	}
	if len(dropped) > 0 {
		slices.Sort(dropped)
		d.find("metadata_dropped", which+": "+keyList(dropped))
	}
	nested := len(kept)+len(own) > maxMetadataKeys
	budget := maxMetadataBytes
	if nested {
		budget -= nestingSize
		d.find("metadata_too_many_keys", which)
	}
	if cut := largest(sizes, total-budget); len(cut) > 0 {
		kept = without(kept, cut)
		d.find("metadata_too_large", which+": "+keyList(cut))
	}
	if nested && len(kept) > 0 {
		kept = map[string]any{nestedKey: kept}
	}
	maps.Copy(kept, own)
	if len(kept) == 0 {
		return nil
	}
	return kept
}

// without is m without some keys, and in memory no larger than what is left:
// of ten thousand columns a few stay, for as long as the user waits.
func without(m map[string]any, keys []string) map[string]any {
	for _, key := range keys {
		delete(m, key)
	}
	left := make(map[string]any, len(m))
	maps.Copy(left, m)
	return left
}

// largest gives the keys with the largest entries that have to go so that
// over bytes are saved.
func largest(sizes map[string]int, over int) (cut []string) {
	if over <= 0 {
		return nil
	}
	keys := slices.SortedFunc(maps.Keys(sizes), func(a, b string) int {
		if sizes[a] != sizes[b] {
			return sizes[b] - sizes[a]
		}
		return strings.Compare(a, b)
	})
	for _, key := range keys {
		if over <= 0 {
			break
		}
		cut, over = append(cut, key), over-sizes[key]
	}
	return cut
}

// sameValue reports whether a value of the provider's says what ours says.
func sameValue(theirs, ours any) bool {
	switch v := theirs.(type) {
	case jsontext.Value:
		return ours == true && string(v) == "true"
	case bool:
		return ours == v
	case string:
		return ours == v
	}
	return false
}

// roomForMark reports whether the mark fits beside the rest. A mark of an
// earlier migration means nothing any more and gives way. size is that of m.
func roomForMark(m map[string]any, size int) bool {
	if taken, there := m[MarkKey]; there {
		return isMark(taken)
	}
	return len(m) < maxMetadataKeys && size+markSize <= maxMetadataBytes
}

// isMark reports whether a value is a mark of some migration.
func isMark(v any) bool {
	s, ok := v.(string)
	if raw, isRaw := v.(jsontext.Value); isRaw {
		s, ok = strings.Trim(string(raw), `"`), raw.Kind() == '"'
	}
	migration, ordinal, found := strings.Cut(s, "/")
	return ok && found && len(migration) == 16 && strings.Trim(migration, "0123456789abcdef") == "" &&
		ordinal != "" && len(ordinal) <= 10 && strings.Trim(ordinal, "0123456789") == ""
}

// keyList names a few keys; they are names chosen by the app, cut to stay
// readable.
func keyList(keys []string) string {
	const most, longest = 5, 40
	more := ""
	if len(keys) > most {
		keys, more = keys[:most], ", ..."
	}
	out := make([]string, len(keys))
	for i, k := range keys {
		out[i] = strings.ToValidUTF8(k, "?")
		if len(out[i]) > longest {
			out[i] = strings.ToValidUTF8(out[i][:longest], "") + "..."
		}
	}
	return strings.Join(out, ", ") + more
}
