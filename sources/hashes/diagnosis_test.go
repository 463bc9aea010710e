package hashes_test

import (
	"context"
	"crypto/hmac"
	"crypto/md5"
	"crypto/pbkdf2"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"testing"

	"example.com/usher/sources/hashes"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/bcrypt"
	"golang.org/x/crypto/scrypt"
)

const secret = "correct horse ﬁve" // the ligature has another form in NFKC

func md5Hex(text string) string {
	s := md5.Sum([]byte(text))
	return hex.EncodeToString(s[:])
}

func sha512Of(text string) []byte {
	s := sha512.Sum512([]byte(text))
	return s[:]
}

func derived(t *testing.T, digest string, salt []byte, iterations, length int) []byte {
	t.Helper()
	new := sha256.New
	switch digest {
	case "sha512":
		new = sha512.New
	case "sha1":
		new = sha1.New
	}
	k, err := pbkdf2.Key(new, secret, salt, iterations, length)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func scrypted(t *testing.T, salt string, n, r, p int) []byte {
	t.Helper()
	k, err := scrypt.Key([]byte(secret), []byte(salt), n, r, p, 64)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func setting(pairs ...string) []hashes.Setting {
	var all []hashes.Setting
	for i := 0; i < len(pairs); i += 2 {
		all = append(all, hashes.Setting{Field: pairs[i], Value: pairs[i+1]})
	}
	return all
}

var std = base64.StdEncoding

func TestDiagnosePartsFindsTheWrongSetting(t *testing.T) {
	bytesSalt := []byte{0xfb, 0xef, 0xbe, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13}
	mac := hmac.New(sha256.New, []byte("salt"))
	mac.Write([]byte(secret))
	for name, tc := range map[string]struct {
		parts   hashes.Parts
		want    []hashes.Setting
		movable bool
	}{
		"nothing is wrong": {
			hashes.Parts{Type: "md5", Value: md5Hex("salt" + secret), Salt: "salt"}, nil, true},
		"the salt stands behind": {
			hashes.Parts{Type: "md5", Value: md5Hex(secret + "salt"), Salt: "salt"},
			setting("salt_position", "append"), true},
		"the salt stands before": {
			hashes.Parts{Type: "md_5", Value: md5Hex("salt" + secret), Salt: "salt", SaltPosition: hashes.After},
			setting("salt_position", "prepend"), true},
		"the salt stands on both sides": {
			hashes.Parts{Type: "md5", Value: md5Hex("salt" + secret + "salt"), Salt: "salt"},
			setting("salt_position", "both"), true},
		"the salt is not used": {
			hashes.Parts{Type: "md5", Value: md5Hex(secret), Salt: "salt"}, setting("salt", "none"), true},
		"the salt has a space too many": {
			hashes.Parts{Type: "md5", Value: md5Hex("salt" + secret), Salt: "salt "},
			setting("salt", "without the spaces around it"), true},
		"the salt is in a column that the mapping forgot": {
			hashes.Parts{Type: "md5", Value: md5Hex(secret + "salt"), Beside: []hashes.Column{{Name: "plan", Text: "pro"}, {Name: "grain", Text: "salt"}}},
			setting("salt", `the column "grain"`, "salt_position", "append"), true},
		"another column than the mapping's is the salt": {
			hashes.Parts{Type: "md5", Value: md5Hex("salt" + secret), Salt: "pro", Beside: []hashes.Column{{Name: "grain", Text: "salt"}}},
			setting("salt", `the column "grain"`), true},
		"the salt of Argon2 is in base64 in such a column": {
			hashes.Parts{Type: "argon2id", Value: hex.EncodeToString(argon2.IDKey([]byte(secret), bytesSalt, 1, 64, 1, 32)), Iterations: 1, Memory: 64, Beside: []hashes.Column{{Name: "grain", Text: std.EncodeToString(bytesSalt)}}},
			setting("salt", `the column "grain"`, "salt_encoding", "base64"), true},
		"the salt was hex": {
			hashes.Parts{Type: "md5", Value: md5Hex("pepper-" + secret), Salt: hex.EncodeToString([]byte("pepper-"))},
			setting("salt_encoding", "hex"), true},
		"the type is another digest": {
			hashes.Parts{Type: "md5", Value: hex.EncodeToString(sha512Of(secret))}, setting("type", "sha512"), true},
		"the type is missing": {
			hashes.Parts{Value: md5Hex(secret + "salt"), Salt: "salt"},
			setting("type", "md5", "salt_position", "append"), true},
		"the digest is base64": {
			hashes.Parts{Type: "sha512", Value: std.EncodeToString(sha512Of(secret)), Encoding: hashes.Hex},
			setting("encoding", "base64"), true},
		"the digest cannot move": {
			hashes.Parts{Type: "sha512", Value: hex.EncodeToString(mac.Sum(nil)), Salt: "salt"}, setting("type", "hmac"), false},
		"the digest was hashed again": {
			hashes.Parts{Type: "md5", Value: md5Hex(md5Hex(secret) + "salt"), Salt: "salt"},
			setting("password", "hashed twice"), false},
		"the password was normalised": {
			hashes.Parts{Type: "md5", Value: md5Hex("correct horse five")}, setting("password", "nfkc"), true},
		"the salt is bytes in base64": {
			hashes.Parts{Type: "pbkdf2_sha256", Value: hex.EncodeToString(derived(t, "sha256", bytesSalt, 1000, 32)), Salt: std.EncodeToString(bytesSalt), Iterations: 1000},
			setting("salt_encoding", "base64"), true},
		"the salt is bytes in URL-safe base64": {
			hashes.Parts{Type: "pbkdf2_sha256", Value: hex.EncodeToString(derived(t, "sha256", bytesSalt, 1000, 32)), Salt: base64.RawURLEncoding.EncodeToString(bytesSalt), Iterations: 1000},
			setting("salt_encoding", "base64"), true},
		"the salt's hex is text": {
			hashes.Parts{Type: "pbkdf2_sha256", Value: hex.EncodeToString(derived(t, "sha256", []byte("0badcafe"), 1000, 32)), Salt: "0badcafe", SaltEncoding: hashes.Hex, Iterations: 1000},
			setting("salt_encoding", "text"), true},
		"the PBKDF2 digest is another": {
			hashes.Parts{Type: "pbkdf2", Value: hex.EncodeToString(derived(t, "sha512", bytesSalt, 1000, 64)), Salt: hex.EncodeToString(bytesSalt), SaltEncoding: hashes.Hex, Iterations: 1000},
			setting("algorithm", "sha512"), true},
		"PBKDF2 with SHA-1 is recognised": {
			hashes.Parts{Type: "pbkdf2", Value: hex.EncodeToString(derived(t, "sha1", []byte("salty"), 1000, 20)), Salt: "salty", Iterations: 1000},
			setting("algorithm", "sha1"), false},
		"the iterations are found": {
			hashes.Parts{Type: "pbkdf2", Value: hex.EncodeToString(derived(t, "sha256", []byte("salty"), 4321, 512)), Salt: "salty", Iterations: 1000},
			setting("iterations", "4321"), true},
		"scrypt with another block size": {
			hashes.Parts{Type: "scrypt", Value: hex.EncodeToString(scrypted(t, "salty", 1024, 16, 1)), Salt: "salty", N: 1024, R: 8, P: 1},
			setting("r", "16"), true},
		"scrypt with another cost and a key in base64": {
			hashes.Parts{Type: "scrypt", Value: std.EncodeToString(scrypted(t, "salty", 2048, 8, 1)), Encoding: hashes.Base64, Salt: "salty", N: 1024, R: 8, P: 1},
			setting("n", "2048"), true},
		"Argon2i instead of Argon2id": {
			hashes.Parts{Type: "argon2id", Value: hex.EncodeToString(argon2.Key([]byte(secret), []byte("saltsalt"), 1, 64, 1, 32)), Salt: "saltsalt", Iterations: 1, Memory: 64},
			setting("type", "argon2i"), true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := hashes.DiagnoseParts(context.Background(), tc.parts, secret)
			if !d.Opens {
				t.Fatalf("nothing opens: %s", d.Sentence)
			}
			if diff := cmp.Diff(tc.want, d.Settings); diff != "" {
				t.Errorf("settings differ (-want +got):\n%s", diff)
			}
			if (d.Hash != nil) != tc.movable {
				t.Fatalf("hash to send: %v, want %v (%s)", d.Hash != nil, tc.movable, d.Sentence)
			}
			for _, s := range d.Settings {
				if !strings.Contains(d.Sentence, s.Field) || !strings.Contains(d.Sentence, s.Value) {
					t.Errorf("sentence %q leaves out %v", d.Sentence, s)
				}
			}
			if d.Hash != nil && !strings.Contains(d.Sentence, "password") {
				if ok, err := hashes.Check(d.Hash, secret); !ok || err != nil {
					t.Errorf("the corrected hash does not open: %v, %v", ok, err)
				}
			}
		})
	}
}

func bcryptOf(t *testing.T, password string) *hashes.Hash {
	t.Helper()
	b, err := bcrypt.GenerateFromPassword([]byte(password), bcrypt.MinCost)
	if err != nil {
		t.Fatal(err)
	}
	return hashes.Parse(string(b))
}

func TestDiagnoseFindsWhatTheAppDoesToPasswords(t *testing.T) {
	sum := sha256.Sum256([]byte(secret))
	for name, tc := range map[string]struct {
		hashed, typed string
		want          []hashes.Setting
		movable       bool
	}{
		"a space was typed":      {secret, secret + " ", setting("password", "trimmed"), true},
		"the app normalises":     {"correct horse five", secret, setting("password", "nfkc"), true},
		"the app hashes before":  {hex.EncodeToString(sum[:]), secret, setting("password", "sha-256 in hex"), false},
		"hashed before, base64":  {std.EncodeToString(sum[:]), secret, setting("password", "sha-256 in base64"), false},
		"an old site in Latin-1": {"pass\xfc", "passü", setting("password", "latin-1"), false},
	} {
		t.Run(name, func(t *testing.T) {
			d := hashes.Diagnose(context.Background(), bcryptOf(t, tc.hashed), tc.typed)
			if diff := cmp.Diff(tc.want, d.Settings); diff != "" || !d.Opens {
				t.Fatalf("opens %v (-want +got):\n%s", d.Opens, diff)
			}
			if (d.Hash != nil) != tc.movable {
				t.Errorf("hash to send: %v, want %v", d.Hash != nil, tc.movable)
			}
		})
	}
}

func TestDiagnoseOfAReadHashKnowsBothSpellings(t *testing.T) {
	// The mapping took the salt for base64, but its text is what was used.
	p := hashes.Parts{Type: "pbkdf2", Value: hex.EncodeToString(derived(t, "sha256", []byte("c2FsdHNhbHQ="), 1000, 32)), Salt: "c2FsdHNhbHQ=", SaltEncoding: hashes.Base64, Iterations: 1000}
	d := hashes.Diagnose(context.Background(), hashes.FromParts(p), secret)
	if diff := cmp.Diff(setting("salt_encoding", "text"), d.Settings); diff != "" {
		t.Errorf("settings differ (-want +got):\n%s", diff)
	}
}

func TestDiagnoseSuspectsAPepper(t *testing.T) {
	for name, d := range map[string]hashes.Diagnosis{
		"bcrypt": hashes.Diagnose(context.Background(), bcryptOf(t, secret+"pepper"), secret),
		"md5":    hashes.DiagnoseParts(context.Background(), hashes.Parts{Type: "md5", Value: md5Hex(secret + "pepper")}, secret),
	} {
		if d.Opens || d.Hash != nil || d.Settings != nil || d.Unfinished || !strings.Contains(d.Sentence, "pepper") {
			t.Errorf("%s: %+v", name, d)
		}
		if strings.Contains(d.Sentence, secret) {
			t.Errorf("%s: the sentence shows the password", name)
		}
	}
}

func TestDiagnoseOfWhatCannotMoveSaysSo(t *testing.T) {
	for name, tc := range map[string]struct {
		diagnosis hashes.Diagnosis
		says      string
	}{
		"no hash":         {hashes.Diagnose(context.Background(), nil, secret), "no password hash"},
		"no value":        {hashes.DiagnoseParts(context.Background(), hashes.Parts{Type: "md5"}, secret), "no password hash"},
		"another scheme":  {hashes.Diagnose(context.Background(), hashes.Parse("$6$salt$hash"), secret), "SHA-512-crypt"},
		"shown by a cell": {hashes.DiagnoseParts(context.Background(), hashes.Parts{Type: "md5", Value: "$6$salt$hash"}, secret), "SHA-512-crypt"},
	} {
		if d := tc.diagnosis; d.Opens || d.Hash != nil || !strings.Contains(d.Sentence, tc.says) {
			t.Errorf("%s: %+v", name, d)
		}
	}
}

func TestDiagnoseEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if d := hashes.Diagnose(ctx, bcryptOf(t, secret), secret); d.Opens || !d.Unfinished {
		t.Errorf("after cancel: %+v", d)
	}
}
