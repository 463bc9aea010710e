package hashes_test

import (
	"strings"
	"testing"

	"example.com/usher/sources/hashes"
	"github.com/google/go-cmp/cmp"
)

// want is what a conversion gives: a type and a config, or a scheme that
// cannot move.
type want struct {
	kind   hashes.Type
	value  string
	config map[string]any
	scheme string
}

func (w want) compare(t *testing.T, h *hashes.Hash) {
	t.Helper()
	if h == nil {
		t.Fatal("no hash")
	}
	if h.Type != w.kind || w.value != "" && h.Value != w.value {
		t.Fatalf("type %q, value %q (%s)", h.Type, h.Value, h.Why)
	}
	if diff := cmp.Diff(w.config, h.Config); diff != "" {
		t.Errorf("config differs (-want +got):\n%s", diff)
	}
	if w.scheme != "" && h.Scheme != w.scheme {
		t.Errorf("scheme %q, want %q", h.Scheme, w.scheme)
	}
	if problem := h.Problem(); (problem == "") != (w.kind != "") {
		t.Errorf("problem %q", problem)
	}
}

func TestAuth0CustomPasswordHash(t *testing.T) {
	const (
		md5Text = "5f4dcc3b5aa765d61d8327deb882cf99"
		bcrypt  = "$2b$10$C9hB01.YxRSTcn/ZOOo4j.TW7xCKKFKBSF.C7E0xiUwumqIDqWUXG"
		argon2  = "$argon2id$v=19$m=65536,t=2,p=1$J6Q/82PCyaNpYKRELJyTZg$m04qUAB8rexWDR4+/0f+SFB+4XMFxt7YAvAq2UycYos"
	)
	for name, tc := range map[string]struct {
		object string
		want   want
	}{
		"bcrypt": {`{"algorithm":"bcrypt","hash":{"value":"` + bcrypt + `"}}`, want{kind: hashes.Bcrypt, value: bcrypt}},
		"bcrypt with a salt of its own": {`{"algorithm":"bcrypt","hash":{"value":"` + bcrypt + `"},"salt":{"value":"x"}}`,
			want{scheme: "bcrypt with another salt"}},
		"argon2":  {`{"algorithm":"argon2","hash":{"value":"` + argon2 + `"}}`, want{kind: hashes.Argon2id, value: argon2}},
		"argon2d": {`{"algorithm":"argon2","hash":{"value":"` + strings.Replace(argon2, "id", "d", 1) + `"}}`, want{scheme: "Argon2d"}},
		"md5 in base64": {`{"algorithm":"md5","hash":{"value":"X03MO1qnZdYdgyfeuILPmQ==","encoding":"base64"}}`,
			want{kind: hashes.MD5, value: md5Text}},
		"md5 with a salt before": {`{"algorithm":"md5","hash":{"value":"` + md5Text + `","encoding":"hex"},"salt":{"value":"abc","position":"prefix"}}`,
			want{kind: hashes.MD5, value: md5Text, config: map[string]any{"prepend_salt": "abc", "append_salt": ""}}},
		"md5 with a salt behind": {`{"algorithm":"md5","hash":{"value":"` + md5Text + `","encoding":"hex"},"salt":{"value":"abc","position":"suffix"}}`,
			want{kind: hashes.MD5, value: md5Text, config: map[string]any{"prepend_salt": "", "append_salt": "abc"}}},
		"md5 with a salt of bytes": {`{"algorithm":"md5","hash":{"value":"` + md5Text + `","encoding":"hex"},"salt":{"value":"ff00fe","encoding":"hex"}}`,
			want{scheme: "MD5 with a salt of bytes"}},
		"md5 of UTF-16": {`{"algorithm":"md5","hash":{"value":"` + md5Text + `","encoding":"hex"},"password":{"encoding":"utf16le"}}`,
			want{scheme: "Auth0 MD5"}},
		"md4":    {`{"algorithm":"md4","hash":{"value":"AbuUujgF0pPPkJPSFRTpmA==","encoding":"base64"}}`, want{scheme: "MD4"}},
		"sha256": {`{"algorithm":"sha256","hash":{"value":"aa","encoding":"hex"}}`, want{scheme: "SHA-256"}},
		"hmac":   {`{"algorithm":"hmac","hash":{"value":"aa","digest":"sha1","key":{"value":"736868","encoding":"hex"}}}`, want{scheme: "HMAC"}},
		"ldap":   {`{"algorithm":"ldap","hash":{"value":"{MD5}X03MO1qnZdYdgyfeuILPmQ=="}}`, want{kind: hashes.MD5, value: md5Text}},
		"ldap with a salt": {`{"algorithm":"ldap","hash":{"value":"{SSHA384}/cgEjdoZh85DhurDeOQEMO1rMlAur93SVPbYe5XSD4lF7nNuvrBju5hUeg9A6agRemgSXGl5YuE="}}`,
			want{scheme: "salted LDAP digest (SSHA384)"}},
		"pbkdf2 with md4": {`{"algorithm":"pbkdf2","hash":{"value":"$pbkdf2-md4$i=100000,l=64$+N375B8q0Fw$fp2R9KAM4hK/votGHC5Fu+jhqbxUD8+Nic/EMSGvNC0"}}`,
			want{scheme: "PBKDF2 with MD4"}},
		"scrypt": {`{"algorithm":"scrypt","hash":{"value":"097f6197e1b41538f723e32aa7a68e8d76227d8e432ce5faa4882a913032db29","encoding":"hex"},"salt":{"value":"abc123","encoding":"utf8"},"keylen":32,"cost":4096}`,
			want{kind: hashes.Scrypt, value: "CX9hl+G0FTj3I+Mqp6aOjXYifY5DLOX6pIgqkTAy2yk=", config: map[string]any{"salt": "YWJjMTIz", "n_parameter": 4096, "r_parameter": 8, "p_parameter": 1, "key_length": 32}}},
		"an algorithm of nobody": {`{"algorithm":"\u001b[31mrot13","hash":{"value":"x"}}`, want{scheme: "another digest"}},
		"no object":              {`[1]`, want{scheme: "Auth0 custom hash"}},
	} {
		t.Run(name, func(t *testing.T) { tc.want.compare(t, hashes.Auth0Custom([]byte(tc.object))) })
	}
	if h := hashes.Auth0Custom([]byte(`{"algorithm":"md5"}`)); h != nil {
		t.Errorf("an object without a hash: %+v", h)
	}
}

func TestKeycloakCredentials(t *testing.T) {
	const value, salt = "4o8RexZMxjrVoO2/yhE0VwLAwh5x7L4LZy0ST3bLVsM=", "yMnKy8zNzs/Q0dLT1NXW1w=="
	secretData := `"secretData":"{\"value\":\"` + value + `\",\"salt\":\"` + salt + `\"}"`
	argon2 := func(more string) string {
		return `{"type":"password",` + secretData + `,"credentialData":"{\"hashIterations\":1,\"algorithm\":\"argon2\",\"additionalParameters\":{` + strings.ReplaceAll(more, `"`, `\"`) + `}}"}`
	}
	pbkdf2 := map[string]any{"salt": salt, "iteration_amount": 27500, "key_length": 32, "algorithm": "sha256"}
	const phc = "4o8RexZMxjrVoO2/yhE0VwLAwh5x7L4LZy0ST3bLVsM"
	for name, tc := range map[string]struct {
		credential string
		want       want
	}{
		"Argon2 with its parameters": {argon2(`"type":["id"],"version":["1.3"],"memory":["64"],"parallelism":["1"],"hashLength":["32"]`),
			want{kind: hashes.Argon2id, value: "$argon2id$v=19$m=64,t=1,p=1$yMnKy8zNzs/Q0dLT1NXW1w$" + phc}},
		"Argon2 with the defaults": {argon2(``), want{kind: hashes.Argon2id, value: "$argon2id$v=19$m=7168,t=1,p=1$yMnKy8zNzs/Q0dLT1NXW1w$" + phc}},
		"Argon2i":                  {argon2(`"type":["i"],"memory":["64"]`), want{kind: hashes.Argon2i, value: "$argon2i$v=19$m=64,t=1,p=1$yMnKy8zNzs/Q0dLT1NXW1w$" + phc}},
		"Argon2d":                  {argon2(`"type":["d"]`), want{scheme: "Argon2d"}},
		"SHA-1":                    {`{` + secretData + `,"credentialData":"{\"hashIterations\":20000,\"algorithm\":\"pbkdf2\"}"}`, want{scheme: "PBKDF2 with SHA-1"}},
		"an object instead of a string": {`{"secretData":{"value":"` + value + `","salt":"` + salt + `"},"credentialData":{"hashIterations":27500,"algorithm":"pbkdf2-sha256"}}`,
			want{kind: hashes.PBKDF2, value: value, config: pbkdf2}},
		"the form before version 8": {`{"hashedSaltedValue":"` + value + `","salt":"` + salt + `","hashIterations":27500,"algorithm":"pbkdf2-sha256"}`,
			want{kind: hashes.PBKDF2, value: value, config: pbkdf2}},
		"bcrypt of a plug-in": {`{"secretData":"{\"value\":\"$2a$10$` + bcrypt53 + `\"}","credentialData":"{\"algorithm\":\"bcrypt\"}"}`,
			want{kind: hashes.Bcrypt, value: "$2a$10$" + bcrypt53}},
		"another plug-in": {`{` + secretData + `,"credentialData":"{\"algorithm\":\"rot13\"}"}`, want{scheme: "Keycloak, another algorithm"}},
		"a broken value":  {`{"secretData":"{\"value\":\"%\",\"salt\":\"%\"}","credentialData":"{\"algorithm\":\"argon2\"}"}`, want{scheme: "Keycloak"}},
		"no JSON":         {`{"secretData":"{"}`, want{scheme: "Keycloak"}},
	} {
		t.Run(name, func(t *testing.T) { tc.want.compare(t, hashes.Keycloak([]byte(tc.credential))) })
	}
	if h := hashes.Keycloak([]byte(`{"type":"password","value":"plain"}`)); h != nil {
		t.Errorf("a credential without a hash: %+v", h)
	}
}

func TestFromParts(t *testing.T) {
	const sum = "5f4dcc3b5aa765d61d8327deb882cf99"
	for name, tc := range map[string]struct {
		parts hashes.Parts
		want  want
	}{
		"a type in Stytch's words":          {hashes.Parts{Type: "md_5", Value: sum}, want{kind: hashes.MD5, value: sum}},
		"a type in anybody's words":         {hashes.Parts{Type: "MD5", Value: strings.ToUpper(sum)}, want{kind: hashes.MD5, value: sum}},
		"a value that shows its own type":   {hashes.Parts{Type: "sha512", Value: "$2a$10$" + bcrypt53}, want{kind: hashes.Bcrypt}},
		"no type, a value that shows it":    {hashes.Parts{Value: "$2a$10$" + bcrypt53}, want{kind: hashes.Bcrypt}},
		"no type, a bare digest":            {hashes.Parts{Value: sum}, want{scheme: "hex of 32 digits"}},
		"a digest of another length":        {hashes.Parts{Type: "sha1", Value: sum}, want{scheme: "SHA-1"}},
		"plain text under a type":           {hashes.Parts{Type: "bcrypt", Value: "hunter2"}, want{scheme: hashes.PlainText}},
		"plain text under a digest":         {hashes.Parts{Type: "md5", Value: "hunter2"}, want{scheme: "MD5"}},
		"a redacted value under a type":     {hashes.Parts{Type: "md5", Value: "UkVEQUNURUQ="}, want{scheme: hashes.Redacted}},
		"a pepper":                          {hashes.Parts{Type: "bcrypt", Value: "$2a$10$" + bcrypt53, Peppered: true}, want{scheme: "hash with a pepper"}},
		"Clerk's peppered bcrypt":           {hashes.Parts{Type: "bcrypt_peppered", Value: "$2a$10$" + bcrypt53}, want{scheme: "bcrypt with a pepper"}},
		"Clerk's salted SHA-256":            {hashes.Parts{Type: "sha256_salted", Value: "a$b"}, want{scheme: "SHA-256 with salt"}},
		"Firebase scrypt":                   {hashes.Parts{Type: "scrypt_firebase", Value: "a$b"}, want{scheme: hashes.FirebaseScrypt}},
		"a type of nobody":                  {hashes.Parts{Type: "\x1b[31mrot13", Value: "x"}, want{scheme: "another type"}},
		"PBKDF2 without a salt":             {hashes.Parts{Type: "pbkdf2", Value: sum, Iterations: 1000}, want{scheme: "PBKDF2"}},
		"PBKDF2 with a salt that is no hex": {hashes.Parts{Type: "pbkdf2", Value: sum, Salt: "xyz", SaltEncoding: hashes.Hex, Iterations: 1000}, want{scheme: "PBKDF2"}},
		"PBKDF2 with all": {hashes.Parts{Type: "pbkdf2", Value: sum, Salt: "salt", Iterations: 1000, Algorithm: "SHA-512"},
			want{kind: hashes.PBKDF2, config: map[string]any{"salt": "c2FsdA==", "iteration_amount": 1000, "key_length": 16, "algorithm": "sha512"}}},
		"Argon2 in parts becomes a PHC string": {hashes.Parts{Type: "argon2", Value: sum, Salt: "saltsalt", Iterations: 2, Memory: 64},
			want{kind: hashes.Argon2id, value: "$argon2id$v=19$m=64,t=2,p=1$c2FsdHNhbHQ$X03MO1qnZdYdgyfeuILPmQ"}},
	} {
		t.Run(name, func(t *testing.T) { tc.want.compare(t, hashes.FromParts(tc.parts)) })
	}
	if h := hashes.FromParts(hashes.Parts{Type: "md5", Value: " "}); h != nil {
		t.Errorf("an empty value: %+v", h)
	}
}
