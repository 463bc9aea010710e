package checkpoint

import (
	"encoding/binary"
	"time"

	"example.com/usher/migrator"
)

// The value of an outcome:
//
//	1 byte    kind in the low, evidence in the high four bits
//	1 byte    flags
//	1 byte    forms of user id, password id, request id: two bits each
//	          user id, password id, request id, as their forms say
//	varint    reason's number, 0 = length and text follow  (hasReason)
//	varint    since, in seconds since 1970                 (hasSince)
//	8 bytes   digest of the source id                      (hasSource)
//	8 bytes   digest of the record                         (hasRecord)
//
// A created user takes 35 bytes, 51 with a password id.
const (
	passwordRefused = 1 << iota
	passwordMoved
	hasReason
	hasSince
	hasSource
	hasRecord
	emailVerified
)

// appendOutcome encodes all of an outcome but its ordinal, which is the key.
// reason is the number of its reason.
func appendOutcome(value []byte, o migrator.Outcome, reason uint64) []byte {
	at := len(value)
	value = append(value, byte(o.Kind)|byte(o.Evidence)<<4, flagsOf(o), 0)
	var user, password, request idForm
	value, user = userIDs.append(value, o.UserID)
	value, password = passwordIDs.append(value, o.PasswordID)
	if keepsRequestID(o) {
		value, request = requestIDs.append(value, o.RequestID)
	}
	value[at+2] = byte(user | password<<2 | request<<4)
	if o.Reason != "" {
		value = binary.AppendUvarint(value, reason)
		if reason == 0 {
			value = appendText(value, code(o.Reason))
		}
	}
	if !o.Since.IsZero() {
		value = binary.AppendVarint(value, o.Since.Unix())
	}
	if o.SourceDigest != [8]byte{} {
		value = append(value, o.SourceDigest[:]...)
	}
	if o.RecordDigest != [8]byte{} {
		value = append(value, o.RecordDigest[:]...)
	}
	return value
}

// keepsRequestID: a request id is for asking Stytch's support about what did
// not work; for all the others it would be a quarter of the file.
func keepsRequestID(o migrator.Outcome) bool {
	return o.Kind == migrator.WasRefused || o.Kind == migrator.Unknown || o.PasswordRefused
}

func flagsOf(o migrator.Outcome) (flags byte) {
	set := func(flag byte, yes bool) {
		if yes {
			flags |= flag
		}
	}
	set(passwordRefused, o.PasswordRefused)
	set(passwordMoved, o.PasswordMoved)
	set(hasReason, o.Reason != "")
	set(hasSince, !o.Since.IsZero())
	set(hasSource, o.SourceDigest != [8]byte{})
	set(hasRecord, o.RecordDigest != [8]byte{})
	set(emailVerified, o.EmailVerified)
	return flags
}

// decodeOutcome reads an unsealed value.
func decodeOutcome(ordinal uint64, value []byte, words *reasons) (migrator.Outcome, error) {
	bad := func() (migrator.Outcome, error) {
		return migrator.Outcome{}, damaged("outcome %d", ordinal)
	}
	if len(value) < 3 {
		return bad()
	}
	flags, forms := value[1], value[2]
	o := migrator.Outcome{
		Ordinal:         ordinal,
		Kind:            migrator.Kind(value[0] & 15),
		Evidence:        migrator.Evidence(value[0] >> 4),
		PasswordRefused: flags&passwordRefused != 0,
		PasswordMoved:   flags&passwordMoved != 0,
		EmailVerified:   flags&emailVerified != 0,
	}
	d := decoder{value: value[3:], ok: true}
	o.UserID = d.id(userIDs, idForm(forms&3))
	o.PasswordID = d.id(passwordIDs, idForm(forms>>2&3))
	o.RequestID = d.id(requestIDs, idForm(forms>>4&3))
	if flags&hasReason != 0 {
		o.Reason = d.reason(words)
	}
	if flags&hasSince != 0 {
		o.Since = d.since()
	}
	if flags&hasSource != 0 {
		o.SourceDigest = d.digest()
	}
	if flags&hasRecord != 0 {
		o.RecordDigest = d.digest()
	}
	if !d.ok || len(d.value) != 0 {
		return bad()
	}
	return o, nil
}

// decoder takes a value apart from its front; ok turns false for good where
// it ends too early.
type decoder struct {
	value []byte
	ok    bool
}

func (d *decoder) id(kind idKind, form idForm) (id string) {
	var ok bool
	if id, d.value, ok = kind.take(d.value, form); !ok {
		d.ok = false
	}
	return id
}

func (d *decoder) reason(words *reasons) (reason string) {
	number, n := binary.Uvarint(d.value)
	if n <= 0 {
		d.ok = false
		return ""
	}
	d.value = d.value[n:]
	var ok bool
	if number == 0 {
		reason, d.value, ok = takeText(d.value)
	} else {
		reason, ok = words.text(number)
	}
	d.ok = d.ok && ok
	return reason
}

func (d *decoder) since() time.Time {
	seconds, n := binary.Varint(d.value)
	if n <= 0 {
		d.ok = false
		return time.Time{}
	}
	d.value = d.value[n:]
	return time.Unix(seconds, 0).UTC()
}

func (d *decoder) digest() (digest [8]byte) {
	if len(d.value) < len(digest) {
		d.ok = false
		return digest
	}
	d.value = d.value[copy(digest[:], d.value):]
	return digest
}
