package flat

import (
	"strings"
	"time"

	"example.com/usher/sources/field"
	"example.com/usher/sources/record"
)

// fill writes a row into the user.
func (r *row) fill(u *record.User) {
	u.SourceID, u.ExternalID = r.of(idField), r.of(externalID)
	if u.SourceID == "" {
		u.SourceID = u.ExternalID
	}
	if u.ExternalID == u.SourceID {
		u.ExternalID = ""
	}
	u.Username = r.of(username)
	u.Email, u.Phone = r.of(email), r.of(phone)
	u.EmailVerified = u.Email != "" && r.flag(emailVerified)
	u.PhoneVerified = u.Phone != "" && r.flag(phoneVerified)
	u.Blocked, u.Anonymous = r.flag(blocked), r.flag(anonymous)
	if r.flag(deleted) {
		u.Note("deleted", "")
	}
	u.CreatedAt, u.UpdatedAt, u.LastLogin = r.time(createdAt), r.time(updatedAt), r.time(lastLogin)
	r.fillName(u)
	r.fillPassword(u)
	if r.flag(mfa) {
		u.Factors = append(u.Factors, record.Factor{Kind: record.OtherMFA})
	}
	u.Trusted, u.Untrusted = r.trustedRest(), r.untrustedRest()
	u.Trusted, u.TrustedSize = r.metadata(r.trusted, u.Trusted, (*record.Spare).Trusted)
	u.Untrusted, u.UntrustedSize = r.metadata(r.untrusted, u.Untrusted, (*record.Spare).Untrusted)
}

func (r *row) trustedRest() map[string]any {
	if r.mapping.Rest == restUntrusted {
		return nil
	}
	return r.rest
}

func (r *row) untrustedRest() map[string]any {
	if r.mapping.Rest == restUntrusted {
		return r.rest
	}
	return nil
}

func (r *row) time(field int) time.Time {
	if slot := r.direct[field]; slot >= 0 {
		return parseTime(r.values[slot].cell, r.dates)
	} else if slot == absent {
		return time.Time{}
	}
	for i := range r.fields[field] {
		if t := parseTime(r.text(&r.fields[field][i]), r.dates); !t.IsZero() {
			return t
		}
	}
	return time.Time{}
}

func (r *row) fillName(u *record.User) {
	first, middle, last := r.of(firstName), r.of(middleName), r.of(lastName)
	if r.direct[fullName] == absent {
		u.Name.First, u.Name.Middle, u.Name.Last = field.Trim(first), field.Trim(middle), field.Trim(last)
		return
	}
	var guessed bool
	u.Name, guessed = field.Name(first, middle, last, r.of(fullName), u.Email, u.Phone, u.Username)
	if guessed {
		u.Notes = append(u.Notes, record.Note{Code: "name_guessed"})
	}
}

// saysHashed: a column of that name is one of hashes, not of passwords.
func saysHashed(column string) bool {
	name := strings.ToLower(column)
	for _, word := range []string{"hash", "digest", "crypt"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}
