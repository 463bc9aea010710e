package checkpoint

import (
	"bytes"
	"testing"
	"time"

	"example.com/usher/migrator"
)

// Any bytes are an outcome or an error; an outcome that is encoded again and
// read again is the same.
func FuzzDecodeOutcome(f *testing.F) {
	words := &reasons{list: []string{"duplicate_email"}, number: map[string]uint64{"duplicate_email": 1}}
	for _, o := range []migrator.Outcome{
		{Kind: migrator.Created, Evidence: migrator.ByAnswer, UserID: "user-test-01234567-89ab-cdef-0123-456789abcdef", SourceDigest: [8]byte{1}},
		{Kind: migrator.PasswordAdded, UserID: "user-live-01234567-89ab-cdef-0123-456789abcdef", PasswordID: "p", PasswordMoved: true},
		{Kind: migrator.WasRefused, Reason: "duplicate_email", RequestID: "request-id-test-01234567-89ab-cdef-0123-456789abcdef"},
		{Kind: migrator.Unknown, Reason: "other", Since: time.Unix(1764000000, 0), RecordDigest: [8]byte{2}},
	} {
		_, number := words.with(o.Reason)
		f.Add(appendOutcome(nil, o, min(number, 1)))
	}
	f.Fuzz(func(t *testing.T, value []byte) {
		o, err := decodeOutcome(7, value, words)
		if err != nil || o.Reason != "" && code(o.Reason) != o.Reason {
			return
		}
		again := appendOutcome(nil, o, words.number[o.Reason])
		back, err := decodeOutcome(7, again, words)
		if !keepsRequestID(o) {
			o.RequestID = ""
		}
		if err != nil || back != o {
			t.Fatalf("%x is %+v, written and read again %+v (%v)", value, o, back, err)
		}
		if third := appendOutcome(nil, back, words.number[back.Reason]); !bytes.Equal(again, third) {
			t.Fatalf("%x is written as %x and as %x", value, again, third)
		}
	})
}
