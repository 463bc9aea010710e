package flat

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"example.com/usher/sources/table"
)

// The names of what columns go into besides the fields.
const (
	TrustedMetadata   = "trusted_metadata"
	UntrustedMetadata = "untrusted_metadata"
)

var errNoField = errors.New("there is no such field")

// Give puts a column into another field than before, which is named as in the
// mapping file: "email", "password.salt", "password.iterations". In
// TrustedMetadata and UntrustedMetadata it gets a key made of its name; ""
// leaves it out.
//
// A flag is raised by any of its columns; every other field has one, so those
// that it had before are moved, and named: to the trusted metadata, or left
// out where they have to do with passwords.
func (m *Mapping) Give(o Origin, field string) (moved []string, err error) {
	was := m.Goes(o.Column)
	if !known(field) {
		return nil, fmt.Errorf("%s: %w", field, errNoField)
	}
	m.take(o.Column)
	switch field {
	case "":
		m.Ignored = append(m.Ignored, o.Column)
	case TrustedMetadata:
		m.Trusted = keep(m.Trusted, o, was)
	case UntrustedMetadata:
		m.Untrusted = keep(m.Untrusted, o, was)
	default:
		moved = m.giveField(o, field)
	}
	if was == "password.hash" {
		moved = append(moved, m.dropPassword()...)
	}
	m.explain(o.Column, "chosen")
	for _, column := range moved {
		m.explain(column, "moved")
	}
	return moved, nil
}

func known(name string) bool {
	if name == "" || name == TrustedMetadata || name == UntrustedMetadata {
		return true
	}
	for _, f := range fields {
		if f.name == name {
			return true
		}
	}
	for _, s := range settings {
		if "password."+s.name == name {
			return true
		}
	}
	return false
}

// giveField gives one of the fields or settings its column.
func (m *Mapping) giveField(o Origin, field string) (moved []string) {
	for i, f := range fields {
		if f.name != field {
			continue
		}
		to := f.of(m)
		if !raised(i) {
			moved = columnsOf(*to)
			*to = nil
		}
		*to = append(*to, o)
	}
	for _, s := range settings {
		if "password."+s.name != field {
			continue
		}
		to := s.of(m.password())
		if *to != nil {
			moved = columnsOf(Origins{(*to).Origin})
		}
		*to = &Setting{o}
	}
	if field == "username" { // Stytch has no such field
		m.Trusted = keep(m.Trusted, Origin{Column: o.Column}, "")
	}
	for _, column := range moved {
		if strings.HasPrefix(field, "password.") {
			m.Ignored = append(m.Ignored, column)
		} else if m.Goes(column) == "" {
			m.Trusted = keep(m.Trusted, Origin{Column: column}, "")
		}
	}
	return moved
}

func raised(field int) bool {
	return field == emailVerified || field == phoneVerified || field == blocked || field == deleted || field == anonymous || field == mfa
}

func columnsOf(list Origins) []string {
	var columns []string
	for _, o := range list {
		if o.Column != "" {
			columns = append(columns, o.Column)
		}
	}
	return columns
}

// take takes a column away from wherever it goes.
func (m *Mapping) take(column string) {
	without := func(list Origins) Origins {
		return slices.DeleteFunc(list, func(o Origin) bool { return same(o.Column, column) })
	}
	for i, f := range fields {
		if m.Password == nil && (i == passwordHash || i == passwordSalt) {
			continue
		}
		to := f.of(m)
		*to = without(*to)
	}
	if m.Password != nil {
		for _, s := range settings {
			if to := s.of(m.Password); *to != nil && same((*to).Column, column) {
				*to = nil
			}
		}
	}
	for _, metadata := range []map[string]Origins{m.Trusted, m.Untrusted} {
		for key, list := range metadata {
			if metadata[key] = without(list); len(metadata[key]) == 0 {
				delete(metadata, key)
			}
		}
	}
	m.Ignored = slices.DeleteFunc(m.Ignored, func(name string) bool { return same(name, column) })
}

// same compares names of columns as a table's header is searched.
func same(a, b string) bool {
	return a == b || a != "" && table.Key(a) != "" && table.Key(a) == table.Key(b)
}

// keep puts a column into metadata, under a key that no other has. All members
// of an object stay what they were.
func keep(metadata map[string]Origins, o Origin, was string) map[string]Origins {
	if metadata == nil {
		metadata = map[string]Origins{}
	}
	key := metadataKeyOf(o.Column)
	if strings.HasSuffix(was, "_metadata."+spread) {
		key = spread
	} else {
		for n := 2; len(metadata[key]) > 0; n++ {
			key = metadataKeyOf(o.Column) + "_" + strconv.Itoa(n)
		}
	}
	metadata[key] = append(metadata[key], Origin{Column: o.Column})
	return metadata
}

// metadataKeyOf is the metadata key of a column: its name, or of a path the
// first and the last.
func metadataKeyOf(column string) string {
	if number, ok := strings.CutPrefix(column, "#"); ok {
		return "column_" + number
	}
	path, err := parsePath(column)
	if err != nil || len(path) < 2 {
		return memberOf(column)
	}
	for i := len(path) - 1; i > 0; i-- {
		if path[i].index < 0 {
			return path[0].key + "_" + path[i].key
		}
	}
	return path[0].key
}

// dropPassword leaves out what stands beside hashes when there are none any
// more.
func (m *Mapping) dropPassword() (left []string) {
	if m.Password == nil || len(m.Password.Hash) > 0 {
		return nil
	}
	left = columnsOf(m.Password.Salt)
	for _, s := range settings {
		if set := *s.of(m.Password); set != nil && set.Column != "" {
			left = append(left, set.Column)
		}
	}
	m.Password = nil
	m.Ignored = append(m.Ignored, left...)
	return left
}

// explain keeps About, which people read, with what is in the mapping.
func (m *Mapping) explain(column, why string) {
	for i, g := range m.About {
		if g.Column == column {
			m.About[i].Field, m.About[i].Why = m.Goes(column), why
		}
	}
}

// Goes is where a column goes: a field, a setting ("password.iterations"), a
// key of the metadata ("trusted_metadata.plan"), "" = nowhere.
func (m *Mapping) Goes(column string) string {
	in := func(list Origins) bool {
		return slices.ContainsFunc(list, func(o Origin) bool { return same(o.Column, column) })
	}
	for i, f := range fields {
		if (m.Password != nil || i < passwordHash) && in(*f.of(m)) {
			return f.name
		}
	}
	if m.Password != nil {
		for _, s := range settings {
			if set := *s.of(m.Password); set != nil && same(set.Column, column) {
				return "password." + s.name
			}
		}
	}
	for name, metadata := range map[string]map[string]Origins{TrustedMetadata: m.Trusted, UntrustedMetadata: m.Untrusted} {
		for _, key := range slices.Sorted(maps.Keys(metadata)) {
			if in(metadata[key]) {
				return name + "." + key
			}
		}
	}
	left := slices.ContainsFunc(m.Ignored, func(name string) bool { return same(name, column) })
	if !left && (m.Rest == restTrusted || m.Rest == restUntrusted) {
		return m.Rest + "_metadata." + column
	}
	return ""
}

// Exchanged says that a column's yes and no are exchanged for its flag.
func (m *Mapping) Exchanged(column string) bool {
	for i, f := range fields {
		if raised(i) && slices.ContainsFunc(*f.of(m), func(o Origin) bool { return same(o.Column, column) && o.Not }) {
			return true
		}
	}
	return false
}

// Set gives a setting of passwords ("iterations") the same value for all; ""
// takes it away.
func (m *Mapping) Set(setting, value string) error {
	for _, s := range settings {
		if s.name != setting {
			continue
		}
		to := s.of(m.password())
		if *to != nil && (*to).Column != "" {
			column := (*to).Column
			*to = nil
			m.Ignored = append(m.Ignored, column)
			m.explain(column, "moved")
		}
		if *to = nil; value != "" {
			*to = &Setting{Origin{Value: value}}
		}
		return nil
	}
	return fmt.Errorf("password.%s: %w", setting, errNoField)
}

// SettingOf is a setting of passwords; the zero value is none.
func (m *Mapping) SettingOf(setting string) Setting {
	for _, s := range settings {
		if s.name == setting && m.Password != nil {
			if set := *s.of(m.Password); set != nil {
				return *set
			}
		}
	}
	return Setting{}
}

// Check refuses a mapping that cannot be meant.
func (m *Mapping) Check() error { return m.check() }

// LikeGuess gives a mapping that was read from a file the columns and samples
// of a guess, to be shown with them.
func (m *Mapping) LikeGuess(guess *Mapping) {
	m.About = nil
	for _, g := range guess.About {
		g.Field = m.Goes(g.Column)
		if g.Why = "in the mapping file"; g.Field == "" {
			g.Why = "not in the mapping file"
		}
		m.About = append(m.About, g)
	}
}
