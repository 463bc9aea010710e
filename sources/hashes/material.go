package hashes

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
)

// material is what a diagnosis can vary: the bytes that the hash and the salt
// may stand for, and the numbers beside them.
type material struct {
	kind  string // simple name of the type, "" = unknown
	parts Parts
	keys  []variant
	salts []variant // the first is the one in use; one without bytes for no salt
}

// variant is one reading of a text, and the setting that leads to it.
type variant struct {
	bytes    []byte
	settings []Setting
}

// materialOf takes a hash apart. How its columns were written is not known
// any more, but both spellings of its bytes are.
func materialOf(h *Hash) material {
	p := Parts{Type: string(h.Type), Value: h.Value}
	switch h.Type {
	case PBKDF2:
		p.Encoding = Base64
		p.Algorithm, _ = h.Config[algorithmKey].(string)
		p.Iterations = number(h, iterationsKey)
	case Scrypt:
		f, _ := scryptOf(h)
		p.Encoding, p.N, p.R, p.P = Base64, f.n, f.r, f.p
		p.Value = base64Of(f.key)
	default:
		p.Encoding = Hex
		before, after := digestSalts(h)
		p.Salt = before
		if before == "" && after != "" {
			p.Salt, p.SaltPosition = after, After
		}
		return materialOfParts(p)
	}
	p.Salt, _ = h.Config[saltKey].(string)
	p.SaltEncoding = Base64
	return materialOfParts(p)
}

func materialOfParts(p Parts) material {
	kind := simple(p.Type)
	if kind == "sha" {
		kind = "sha1"
	}
	return material{kind: kind, parts: p, keys: keyVariants(p), salts: saltVariants(p)}
}

// keyVariants are the readings of the hash. A text that was read as base64
// although it is hex, or the other way round, shows when it is written back.
func keyVariants(p Parts) []variant {
	var all []variant
	texts := []string{p.Value}
	if b, ok := p.Encoding.keyBytes(p.Value); ok {
		all = addVariant(all, b)
		texts = append(texts, strings.TrimRight(base64Of(b), "="), hex.EncodeToString(b))
	}
	for _, text := range texts {
		if b, ok := unhex(text); ok {
			all = addVariant(all, b, Setting{FieldEncoding, string(Hex)})
		}
		if b, ok := unbase64(text); ok {
			all = addVariant(all, b, Setting{FieldEncoding, string(Base64)})
		}
	}
	return all
}

// saltVariants are the readings of the salt, the one in use first.
func saltVariants(p Parts) []variant {
	if p.Salt == "" {
		return besideVariants([]variant{{}}, p.Beside)
	}
	var all []variant
	texts := []string{p.Salt}
	if b, ok := p.SaltEncoding.saltBytes(p.Salt); ok {
		all = addVariant(all, b)
		if p.SaltEncoding == Base64 {
			texts = append(texts, strings.TrimRight(p.Salt, "="), hex.EncodeToString(b), strings.ToUpper(hex.EncodeToString(b)), string(b))
		}
	}
	for _, text := range texts {
		all = addVariant(all, []byte(text), Setting{FieldSaltEncoding, string(Text)})
		if b, ok := unhex(strings.TrimSpace(text)); ok {
			all = addVariant(all, b, Setting{FieldSaltEncoding, string(Hex)})
		}
		if b, ok := unbase64(strings.TrimSpace(text)); ok {
			all = addVariant(all, b, Setting{FieldSaltEncoding, string(Base64)})
		}
		if trimmed := strings.TrimSpace(text); trimmed != text {
			all = addVariant(all, []byte(trimmed), Setting{FieldSalt, "without the spaces around it"})
		}
	}
	return besideVariants(all, p.Beside)
}

func addVariant(all []variant, b []byte, settings ...Setting) []variant {
	for _, v := range all {
		if bytes.Equal(v.bytes, b) {
			return all
		}
	}
	return append(all, variant{bytes: b, settings: settings})
}

// salted are the readings of the salt that have any bytes; PBKDF2 and its like
// make no sense without.
func (m material) salted() []variant {
	return slices.DeleteFunc(slices.Clone(m.salts), func(v variant) bool { return len(v.bytes) == 0 })
}

// typed is the setting of a type, where the mapping names another.
func (m material) typed(name string) []Setting {
	switch {
	case m.kind == name,
		name == "pbkdf2" && strings.HasPrefix(m.kind, name), // pbkdf2_sha256 and so on
		name == "argon2id" && m.kind == "argon2":
		return nil
	}
	return []Setting{{FieldType, name}}
}

// changed leaves out the settings that the mapping has already.
func (m material) changed(groups ...[]Setting) []Setting {
	p := m.parts
	position := p.SaltPosition
	if position == "" {
		position = Before
	}
	inUse := map[string]string{
		FieldType:         m.kind,
		FieldSaltPosition: string(position),
		FieldAlgorithm:    m.algorithm(),
		FieldIterations:   strconv.Itoa(p.Iterations),
		FieldN:            strconv.Itoa(p.N),
		FieldR:            strconv.Itoa(p.R),
		FieldP:            strconv.Itoa(max(p.P, 1)),
		FieldMemory:       strconv.Itoa(p.Memory),
		FieldThreads:      strconv.Itoa(max(p.Threads, 1)),
	}
	settings := slices.Concat(groups...)
	if p.Salt == "" {
		inUse[FieldSalt] = noSalt
		if !slices.ContainsFunc(settings, func(s Setting) bool { return s.Field == FieldSalt }) {
			delete(inUse, FieldSaltPosition)
		}
	}
	var changed []Setting
	for _, s := range settings {
		if inUse[s.Field] != s.Value {
			changed = append(changed, s)
		}
	}
	return changed
}

// algorithm is the digest of PBKDF2 in use.
func (m material) algorithm() string {
	switch {
	case m.parts.Algorithm != "":
		return simple(m.parts.Algorithm)
	case m.kind == "pbkdf2":
		return "sha256"
	}
	return strings.TrimPrefix(strings.TrimPrefix(m.kind, "pbkdf2"), "hmac")
}

func setting(field string, value int) Setting { return Setting{field, strconv.Itoa(value)} }

// hash is what would be sent with settings: the mapping corrected by them.
// The bytes are written anew, so that it does not matter how they were read.
func (m material) hash(key, salt []byte, settings []Setting) *Hash {
	p := m.parts
	p.Value, p.Encoding = hex.EncodeToString(key), Hex
	p.Salt, p.SaltEncoding = hex.EncodeToString(salt), Hex
	for _, s := range settings {
		switch n := integer(s.Value); s.Field {
		case FieldType:
			p.Type = s.Value
		case FieldSalt:
			if s.Value == noSalt {
				p.Salt = ""
			}
		case FieldSaltPosition:
			p.SaltPosition = Position(s.Value)
		case FieldAlgorithm:
			p.Algorithm = s.Value
		case FieldIterations:
			p.Iterations = n
		case FieldN:
			p.N = n
		case FieldR:
			p.R = n
		case FieldP:
			p.P = n
		case FieldMemory:
			p.Memory = n
		case FieldThreads:
			p.Threads = n
		}
	}
	return FromParts(p)
}

const noSalt = "none"

// keyBeginningWith finds a key whose bytes are those of derived, as far as
// both go.
func (m material) keyBeginningWith(derived []byte) (variant, bool) {
	for _, k := range m.keys {
		if n := min(len(k.bytes), len(derived)); n >= 8 &&
			binary.LittleEndian.Uint64(k.bytes) == binary.LittleEndian.Uint64(derived) && bytes.Equal(k.bytes[:n], derived[:n]) {
			return k, true
		}
	}
	return variant{}, false
}
