package hashes_test

import (
	"strings"
	"testing"

	"example.com/usher/sources/hashes"
)

const bcrypt53 = "Q6LIaW5CYVX6/V4BJuc76uxqG4x9MTsYZ.n2FNo0/f18wAjbpqsNu"

func TestWhatCannotMoveSaysWhichSchemeAndWhy(t *testing.T) {
	long := strings.Repeat("ab", 32)
	for text, want := range map[string]struct{ scheme, why string }{
		"$2x$10$" + bcrypt53:                        {"bcrypt $2x$", "faulty bcrypt"},
		"$wp$2y$10$" + bcrypt53:                     {"WordPress 6.8 ($wp$)", "HMAC"},
		"bcrypt_sha256$$2b$12$" + bcrypt53:          {"bcrypt over SHA-256", "not of the password itself"},
		"$bcrypt-sha256$v=2,t=2b,r=12$abc$def":      {"bcrypt over SHA-256", "not of the password itself"},
		"$argon2d$v=19$m=64,t=1,p=1$c2FsdHNhbHQ$YQ": {"Argon2d", "not Argon2d"},
		"argon2$argon2d$v=19$m=64,t=1,p=1$c2Fs$YQ":  {"Argon2d", "not Argon2d"},
		"$S$DugyGkBtTXsFRAQ8a8DF3sq5cUlZ":           {"Drupal 7 ($S$)", "SHA-512"},
		"U$S$DugyGkBtTXsFRAQ8a8DF3sq5cUlZ":          {"Drupal 7, upgraded (U$S$)", "older hash"},
		"$1$salt$hash":                              {"MD5-crypt ($1$)", "crypt scheme"},
		"$apr1$salt$hash":                           {"Apache MD5-crypt ($apr1$)", "crypt scheme"},
		"$5$rounds=5000$salt$hash":                  {"SHA-256-crypt ($5$)", "crypt scheme"},
		"$6$salt$hash":                              {"SHA-512-crypt ($6$)", "crypt scheme"},
		"$y$j9T$salt$hash":                          {"yescrypt ($y$)", "crypt scheme"},
		"{SSHA}cg7f42jH39/2EaAU4wNd4s2lKIlhYmNk":    {"salted LDAP digest (SSHA)", "salt is bytes"},
		"{SSHA512}cg7f42jH39":                       {"salted LDAP digest (SSHA512)", "salt is bytes"},
		"{SMD5}cg7f42jH39":                          {"salted LDAP digest (SMD5)", "salt is bytes"},
		"{SHA256}cg7f42jH39":                        {"SHA256", "no hash type"},
		"{CRYPT}$6$salt$hash":                       {"SHA-512-crypt ($6$)", "crypt scheme"},
		"{CRYPT}ab01FAX.bQRSU":                      {"DES-crypt", "crypt scheme"},
		"{PBKDF2}10000$c2FsdA$a2V5":                 {"PBKDF2 with SHA-1", "SHA-256 or SHA-512 only"},
		"{pbkdf2}" + long:                           {"Spring PBKDF2", "settings of the app"},
		"{PBKDF2-HMAC-SHA1}10:" + "YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXo=": {"PBKDF2 with SHA-1", "SHA-256 or SHA-512 only"},
		"{noop}hunter2":                             {hashes.PlainText, "plain text"},
		"pbkdf2_sha1$100$salt$a2V5a2V5":             {"PBKDF2 with SHA-1", "SHA-256 or SHA-512 only"},
		"pbkdf2:sha1:1000$salt$" + long:             {"PBKDF2 with SHA-1", "SHA-256 or SHA-512 only"},
		"$pbkdf2$1000$c2FsdA$a2V5a2V5":              {"PBKDF2 with SHA-1", "SHA-256 or SHA-512 only"},
		"$pbkdf2-md4$i=100000,l=64$c2FsdA$a2V5":     {"PBKDF2 with MD4", "SHA-256 or SHA-512 only"},
		"sha256$salt$" + long:                       {"HMAC", "keyed digests"},
		"$hmac-sha256$salt$hash":                    {"HMAC", "keyed digests"},
		long:                                        {"SHA-256", "no hash type"},
		long[:32]:                                   {"hex of 32 digits", "name the type"},
		long[:40]:                                   {"hex of 40 digits", "name the type"},
		long + long:                                 {"hex of 128 digits", "name the type"},
		"md5$saltsalt$" + long[:32]:                 {"MD5 or HMAC", "name the type"},
		"$fbscrypt$v=1,n=14,r=8,p=1,ss=Bw==$a$b":    {hashes.FirebaseScrypt, "secret of the project"},
		"awscognito#pool#client#id":                 {"AWS Cognito", "never hands out"},
		"fakeHash:salt=x:password=hunter2":          {hashes.PlainText, "not kept"},
		"UkVEQUNURUQ=":                              {hashes.Redacted, "hid the hash"},
		"UkVEQUNURUQ9PT0=":                          {hashes.Redacted, "hid the hash"},
		"!KTFNV4W8Iq8hIYMzyyRrjBcSrjZNrA9ANz0VgkBN": {hashes.Unusable, "without a usable password"},
		"!":                       {hashes.Unusable, "without a usable password"},
		"$scrypt$ln=x$a$b":        {"scrypt", "damaged"},
		"$pbkdf2-sha512$i=1$a":    {"PBKDF2", "damaged"},
		"hunter2":                 {hashes.PlainText, "plain text"},
		"!Secret123":              {hashes.PlainText, "plain text"},
		"{braces}":                {hashes.PlainText, "plain text"},
		"$2a$hunter2":             {hashes.PlainText, "plain text"},
		"scrypt:hunter2":          {hashes.PlainText, "plain text"},
		"argon2$hunter2":          {hashes.PlainText, "plain text"},
		"$argon2id$hunter2":       {hashes.PlainText, "plain text"},
		"pbkdf2_sha256$hunter2":   {hashes.PlainText, "plain text"},
		"$P$hunter2":              {hashes.PlainText, "plain text"},
		"deadbeef":                {hashes.PlainText, "plain text"},
		"AQAAAAIAAYagAAAAEFpN9rM": {hashes.PlainText, "plain text"},
	} {
		t.Run(text, func(t *testing.T) {
			h := hashes.Parse(text)
			if h.Type != "" || h.Value != "" || h.Config != nil {
				t.Fatalf("taken for %s", h.Type)
			}
			if h.Scheme != want.scheme || !strings.Contains(h.Why, want.why) {
				t.Errorf("scheme %q, why %q", h.Scheme, h.Why)
			}
			if strings.Contains(h.Scheme+h.Why, "hunter2") {
				t.Error("the reason shows the text")
			}
			if h.Problem() == "" {
				t.Error("no problem in sending it")
			}
		})
	}
}

func TestAnEmptyTextIsNoHash(t *testing.T) {
	for _, text := range []string{"", " ", "\t\r\n"} {
		if h := hashes.Parse(text); h != nil {
			t.Errorf("%q: %+v", text, h)
		}
	}
}
