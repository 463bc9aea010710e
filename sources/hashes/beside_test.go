package hashes_test

import (
	"testing"

	"example.com/usher/sources/hashes"
)

func TestUndecided(t *testing.T) {
	digest := md5Hex(secret)
	for fact, tc := range map[string]struct {
		parts hashes.Parts
		want  bool
	}{
		"a digest without a type":         {hashes.Parts{Value: digest}, true},
		"one in base64":                   {hashes.Parts{Value: std.EncodeToString(sha512Of(secret))}, true},
		"one whose type cannot move":      {hashes.Parts{Type: "ntlm", Value: digest}, true},
		"one whose type is of other size": {hashes.Parts{Type: "sha1", Value: digest}, true},
		"one with its type":               {hashes.Parts{Type: "md5", Value: digest}, false},
		"one with a pepper":               {hashes.Parts{Value: digest, Peppered: true}, false},
		"a hash that describes itself":    {hashes.Parts{Value: "$S$" + digest}, false},
		"what may be a password":          {hashes.Parts{Value: "correct horse"}, false},
		"a placeholder":                   {hashes.Parts{Value: "UkVEQUNURUQ="}, false},
		"nothing":                         {hashes.Parts{}, false},
	} {
		if got := tc.parts.Undecided(); got != tc.want {
			t.Errorf("%s: %v", fact, got)
		}
	}
}
