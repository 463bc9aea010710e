package flat

import (
	"strconv"
	"strings"

	"example.com/usher/sources/field"
	"example.com/usher/sources/hashes"
	"example.com/usher/sources/record"
)

// fillPassword reads the hash with what stands beside it. A password in plain
// text is not kept.
func (r *row) fillPassword(u *record.User) {
	text := r.of(passwordHash)
	if text == "" {
		return
	}
	h := r.hash(text)
	switch {
	case h == nil || h.Scheme == hashes.Unusable:
		return
	case h.Scheme == hashes.Redacted:
		u.Notes = append(u.Notes, record.Note{Code: "hash_redacted"})
	case h.Scheme == hashes.PlainText && r.plainish:
		u.Notes = append(u.Notes, record.Note{Code: "plain_text_password_ignored"})
	default:
		u.Hash = h
	}
	u.HadPassword = true
}

// hash reads a hash, with its parameters where there are any.
func (r *row) hash(text string) *hashes.Hash {
	if r.bare {
		return hashes.ParseInto(r.spare.Hash(), text)
	}
	return hashes.FromParts(r.parts(text))
}

// parts are a hash and what the mapping says of it.
func (r *row) parts(text string) hashes.Parts {
	return hashes.Parts{
		Type:         r.setting(hashType),
		Value:        text,
		Encoding:     hashes.Encoding(r.encoding(encoding)),
		Salt:         r.of(passwordSalt),
		SaltEncoding: hashes.Encoding(r.encoding(saltEncoding)),
		SaltPosition: hashes.Position(strings.ToLower(r.setting(saltPosition))),
		Algorithm:    r.setting(algorithm),
		Iterations:   r.number(iterations),
		N:            r.number(scryptN),
		R:            r.number(scryptR),
		P:            r.number(scryptP),
		Memory:       r.number(memory),
		Threads:      r.number(threads),
		Peppered:     field.ParseFlag(r.setting(peppered)),
	}
}

func (r *row) setting(which int) string { return r.first(r.settings[which]) }

func (r *row) encoding(which int) string {
	e := strings.ToLower(r.setting(which))
	if e == "auto" {
		return ""
	}
	return e
}

// number reads a parameter; what is no number makes the hash one that cannot
// be checked, which package hashes says.
func (r *row) number(which int) int {
	text := r.setting(which)
	if text == "" {
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		return -1
	}
	return n
}
