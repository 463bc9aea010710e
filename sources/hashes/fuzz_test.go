package hashes_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"example.com/usher/sources/hashes"
)

// sound is what holds for every hash that comes out of a reader, whatever went
// in.
func sound(t *testing.T, text string, h *hashes.Hash) {
	t.Helper()
	if h == nil {
		return
	}
	if h.Scheme == "" || strings.ContainsAny(h.Scheme+h.Why, "\x1b\r\n") || !utf8.ValidString(h.Scheme+h.Why) {
		t.Fatalf("scheme %q, why %q", h.Scheme, h.Why)
	}
	if h.Type == "" {
		if h.Value != "" || h.Config != nil || h.Why == "" {
			t.Fatalf("a hash that cannot move keeps %q, %v, or has no reason", h.Value, h.Config)
		}
		return
	}
	if h.Why != "" || h.Value == "" {
		t.Fatalf("a hash of type %s with why %q and value %q", h.Type, h.Why, h.Value)
	}
	problem := h.Problem()
	if len(text) > 40 && strings.Contains(problem, text) {
		t.Fatalf("problem %q shows the hash", problem)
	}
	if problem != "" {
		return
	}
	if b, err := json.Marshal(h); err != nil || !utf8.Valid(b) {
		t.Fatalf("cannot be sent: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	for _, p := range programs(f) {
		f.Add(p.Source)
		f.Add(p.Hash)
	}
	movable, not := vectors(f)
	for _, v := range append(movable, not...) {
		var text string
		if json.Unmarshal(v.Source, &text) == nil {
			f.Add(text)
		}
	}
	for _, seed := range []string{"$argon2id$v=19$m=4294967295,t=4294967295,p=255$c2FsdHNhbHQ$YWJjZA", "$scrypt$ln=31,r=1,p=1$YQ$YQ", "{CRYPT}{CRYPT}$", "$pbkdf2-sha512$i=4294967296$YQ$YQ", "\x1b[31m"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		h := hashes.Parse(text)
		if (h == nil) != (strings.TrimSpace(text) == "") {
			t.Fatalf("hash %v of %q", h, text)
		}
		sound(t, text, h)
	})
}

func FuzzFromParts(f *testing.F) {
	f.Add("pbkdf2_sha256", "ACchPUcB", "base64", "salt", "text", 1000)
	f.Add("scrypt", "00ff00ff", "hex", "ab", "hex", 16384)
	f.Add("md5_salted", "salt$00ff00ff00ff00ff00ff00ff00ff00ff", "", "", "", 0)
	f.Add("argon2", "{SHA}x", "", "s", "", -1)
	f.Fuzz(func(t *testing.T, kind, value, encoding, salt, saltEncoding string, n int) {
		sound(t, value, hashes.FromParts(hashes.Parts{
			Type: kind, Value: value, Encoding: hashes.Encoding(encoding), Salt: salt, SaltEncoding: hashes.Encoding(saltEncoding),
			Iterations: n, N: n, R: n, P: n, Memory: n, Threads: n,
		}))
		sound(t, value, hashes.Clerk(kind, value))
		sound(t, value, hashes.FusionAuth(kind, n, salt, value))
	})
}

func FuzzJSONObjects(f *testing.F) {
	movable, _ := vectors(f)
	for _, v := range movable {
		f.Add([]byte(v.Source))
	}
	f.Add([]byte(`{"algorithm":"scrypt","hash":{"value":"097f","encoding":"hex"},"salt":{"value":"abc123"},"cost":-1}`))
	f.Fuzz(func(t *testing.T, object []byte) {
		sound(t, string(object), hashes.Keycloak(object))
		sound(t, string(object), hashes.Auth0Custom(object))
	})
}
