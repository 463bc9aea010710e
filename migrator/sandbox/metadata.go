package sandbox

import (
	"bytes"
	"encoding/json"
)

// The bounds of each of the two metadata objects (docs: api/metadata).
const (
	maxMetadataKeys  = 20
	maxMetadataBytes = 4096
)

// decodeMetadata reads a metadata object of a request; nil for none.
func decodeMetadata(raw json.RawMessage) (map[string]json.RawMessage, *refusal) {
	if len(raw) == 0 || string(raw) == "null" {
		return nil, nil
	}
	var fields map[string]json.RawMessage
	if json.Unmarshal(raw, &fields) != nil {
		return nil, refuse("metadata_invalid_format", "Metadata must be a JSON object.")
	}
	return fields, nil
}

// mergeMetadata applies fields to old at the top level: null deletes a key,
// everything else replaces the value whole (docs: api/metadata).
func mergeMetadata(old metadata, fields map[string]json.RawMessage) (metadata, *refusal) {
	if len(fields) == 0 {
		return old, nil
	}
	merged := old.fields()
	if merged == nil {
		merged = make(map[string]json.RawMessage, len(fields))
	}
	for key, value := range fields {
		if string(value) == "null" {
			delete(merged, key)
		} else {
			merged[key] = value
		}
	}
	return encodeMetadata(merged)
}

// fillMetadata adds only keys that old does not have.
func fillMetadata(old metadata, fields map[string]json.RawMessage) (metadata, *refusal) {
	missing := make(map[string]json.RawMessage, len(fields))
	there := old.fields()
	for key, value := range fields {
		if _, ok := there[key]; !ok {
			missing[key] = value
		}
	}
	return mergeMetadata(old, missing)
}

func encodeMetadata(fields map[string]json.RawMessage) (metadata, *refusal) {
	if len(fields) > maxMetadataKeys {
		return "", refuse("metadata_too_many_keys", "Metadata takes at most 20 keys.")
	}
	if len(fields) == 0 {
		return "", nil
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if enc.Encode(fields) != nil {
		return "", refuse("metadata_invalid_format", "Metadata must be a JSON object.")
	}
	text := bytes.TrimSuffix(b.Bytes(), []byte("\n"))
	if len(text) > maxMetadataBytes {
		return "", refuse("metadata_too_large", "Metadata takes at most 4 KB.")
	}
	return metadata(text), nil
}
