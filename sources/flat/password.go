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
	text := r.of("password.hash")
	if text == "" {
		return
	}
	h := hashes.FromParts(hashes.Parts{
		Type:         r.setting("type"),
		Value:        text,
		Encoding:     hashes.Encoding(r.encoding("encoding")),
		Salt:         r.of("password.salt"),
		SaltEncoding: hashes.Encoding(r.encoding("salt_encoding")),
		SaltPosition: hashes.Position(strings.ToLower(r.setting("salt_position"))),
		Algorithm:    r.setting("algorithm"),
		Iterations:   r.number("iterations"),
		N:            r.number("n"),
		R:            r.number("r"),
		P:            r.number("p"),
		Memory:       r.number("memory"),
		Threads:      r.number("threads"),
		Peppered:     field.ParseFlag(r.setting("peppered")),
	})
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

func (r *row) setting(name string) string {
	s, ok := r.settings[name]
	if !ok {
		return ""
	}
	return r.text(&s)
}

func (r *row) encoding(name string) string {
	e := strings.ToLower(r.setting(name))
	if e == "auto" {
		return ""
	}
	return e
}

// number reads a parameter; what is no number makes the hash one that cannot
// be checked, which package hashes says.
func (r *row) number(name string) int {
	text := r.setting(name)
	if text == "" {
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		return -1
	}
	return n
}
