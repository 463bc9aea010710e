package checkpoint

import (
	"reflect"
	"testing"
	"time"

	"example.com/usher/migrator"
)

// A field that is added to Outcome must be added to its value, or it is lost
// without a word.
func TestEveryFieldOfAnOutcomeIsStored(t *testing.T) {
	set := map[string]any{
		"Ordinal": uint64(7), "Kind": migrator.WasRefused, "Evidence": migrator.ByMark,
		"UserID": "u", "PasswordID": "p", "Reason": "r", "RequestID": "q", "Since": time.Unix(1, 0).UTC(),
		"PasswordRefused": true, "PasswordMoved": true, "EmailVerified": true,
		"SourceDigest": [8]byte{1}, "RecordDigest": [8]byte{2},
	}
	for _, f := range reflect.VisibleFields(reflect.TypeFor[migrator.Outcome]()) {
		want := migrator.Outcome{Ordinal: 7, Kind: migrator.WasRefused}
		if set[f.Name] == nil {
			t.Errorf("the field %s is not known here", f.Name)
			continue
		}
		reflect.ValueOf(&want).Elem().FieldByIndex(f.Index).Set(reflect.ValueOf(set[f.Name]))
		got, err := decodeOutcome(7, appendOutcome(nil, want, 0), &reasons{})
		if err != nil || got != want {
			t.Errorf("%s: %+v comes back as %+v (%v)", f.Name, want, got, err)
		}
	}
}
