package hashes_test

import (
	"testing"

	"example.com/usher/sources/hashes"
)

// The parameters and the user of the README of firebase/scrypt, which are
// public.
const consoleText = `hash_config {
  algorithm: SCRYPT,
  base64_signer_key: jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==,
  base64_salt_separator: Bw==,
  rounds: 8,
  mem_cost: 14,
}
`

func TestFirebaseParametersCheckAPassword(t *testing.T) {
	p, ok := hashes.ParseFirebaseParameters(consoleText)
	if !ok {
		t.Fatal("the console's text is not understood")
	}
	const hash, salt = "lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==", "42xEC+ixf3L2lw=="
	if !p.Opens(hash, salt, "user1password") {
		t.Error("the right password does not open it")
	}
	if p.Opens(hash, salt, "user1passwor") || p.Opens("%", salt, "x") || p.Opens(hash, "", "x") {
		t.Error("something else opens it")
	}
}

func TestFirebaseParametersOutOfRangeAreNone(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":       "",
		"no key":        "rounds: 8,\nmem_cost: 14,",
		"too much":      "base64_signer_key: jxspr8Ki,\nrounds: 8,\nmem_cost: 40,",
		"too many":      "base64_signer_key: jxspr8Ki,\nrounds: 800,\nmem_cost: 14,",
		"not a number":  "base64_signer_key: jxspr8Ki,\nrounds: x,\nmem_cost: 14,",
		"a broken key":  "base64_signer_key: %,\nrounds: 8,\nmem_cost: 14,",
		"no parameters": "hash_config {}",
	} {
		if p, ok := hashes.ParseFirebaseParameters(text); ok || p.Opens("AAAA", "AAAA", "x") {
			t.Errorf("%s: %+v", name, p)
		}
	}
}

func TestFirebaseHashesAreToldApart(t *testing.T) {
	for text, want := range map[string]string{
		"lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SA": hashes.FirebaseScrypt,
		"UkVEQUNURUQ=":                     hashes.Redacted,
		"UkVEQUNURUQ9PT0=":                 hashes.Redacted,
		"fakeHash:salt=x:password=hunter2": hashes.PlainText,
	} {
		if h := hashes.Firebase([]byte(text)); h.Type != "" || h.Value != "" || h.Scheme != want {
			t.Errorf("%s: %+v", want, h)
		}
	}
	if h := hashes.Firebase([]byte(" ")); h != nil {
		t.Errorf("no hash: %+v", h)
	}
}
