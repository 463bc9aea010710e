package migrator

import (
	"maps"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
)

// Stytch's limits for each of the two metadata objects (docs: metadata). The
// exact way of counting the 4 KB is not documented, so we stay below.
const (
	maxMetadataKeys  = 20
	maxMetadataBytes = 4000
)

// sourceIDKey keeps a provider's user id that does not fit external_id.
const sourceIDKey = "usher_source_id"

func withSourceID(m map[string]any, id string) map[string]any {
	m = maps.Clone(m)
	if m == nil {
		m = map[string]any{}
	}
	m[sourceIDKey] = strings.ToValidUTF8(id, "\uFFFD")
	return m
}

// fitMetadata makes an object fit Stytch's limits: too many keys go together
// under one, then the largest are left out until the rest fits. What was left
// out is named in a finding.
func (d *draft) fitMetadata(m map[string]any, which string) map[string]any {
	if len(m) == 0 {
		return nil
	}
	sizes, total, broken := measure(m)
	if len(broken) > 0 {
		d.find("metadata_dropped", which+": "+keyList(broken))
		m = without(m, broken)
	}
	if len(m) > maxMetadataKeys {
		d.find("metadata_too_many_keys", which)
		if total <= maxMetadataBytes-16 {
			return map[string]any{"imported": m}
		}
	}
	if total <= maxMetadataBytes && len(m) <= maxMetadataKeys {
		return m
	}
	var dropped []string
	keys := slices.SortedFunc(maps.Keys(sizes), func(a, b string) int {
		if sizes[a] != sizes[b] {
			return sizes[b] - sizes[a]
		}
		return strings.Compare(a, b)
	})
	for _, k := range keys {
		if total <= maxMetadataBytes && len(m)-len(dropped) <= maxMetadataKeys {
			break
		}
		if k == sourceIDKey {
			continue
		}
		dropped = append(dropped, k)
		total -= sizes[k]
	}
	d.find("metadata_too_large", which+": "+keyList(dropped))
	return without(m, dropped)
}

// measure gives the bytes of each entry as JSON, the sum, and the keys whose
// values are no JSON.
func measure(m map[string]any) (sizes map[string]int, total int, broken []string) {
	sizes = make(map[string]int, len(m))
	total = 2
	for k, v := range m {
		key, err := json.Marshal(k)
		if err != nil {
			broken = append(broken, k)
			continue
		}
		value, err := json.Marshal(v)
		if err != nil {
			broken = append(broken, k)
			continue
		}
		sizes[k] = len(key) + len(value) + 2
		total += sizes[k]
	}
	slices.Sort(broken)
	return sizes, total, broken
}

func roomForMark(m map[string]any, mark string) bool {
	if _, taken := m[MarkKey]; taken {
		return false
	}
	_, total, _ := measure(m)
	return len(m) < maxMetadataKeys && total+len(MarkKey)+len(mark)+6 <= maxMetadataBytes
}

func without(m map[string]any, keys []string) map[string]any {
	m = maps.Clone(m)
	for _, k := range keys {
		delete(m, k)
	}
	return m
}

// keyList names a few keys; they are names chosen by the app, cut to stay
// readable.
func keyList(keys []string) string {
	const most = 5
	more := ""
	if len(keys) > most {
		keys, more = keys[:most], ", ..."
	}
	out := make([]string, len(keys))
	for i, k := range keys {
		out[i] = strings.ToValidUTF8(k, "?")
		if len(out[i]) > 40 {
			out[i] = strings.ToValidUTF8(out[i][:40], "") + "..."
		}
	}
	return strings.Join(out, ", ") + more
}
