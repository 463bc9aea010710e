package sandbox_test

import (
	"context"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/stytchauth/stytch-go/v16/stytch/consumer/passwords"
	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/scrypt"

	"example.com/usher/migrator/sandbox"
)

// rightPassword is what all good hashes of these tests were made of.
const rightPassword = "password"

// Published test vectors, so that the sandbox is not measured by itself:
// phpass, passlib, the reference implementation of argon2, and for PBKDF2 the
// vectors of RFC 6070 in SHA-2.
const (
	scryptPHC   = "$scrypt$ln=16,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E"
	argon2iPHC  = "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$wWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA"
	argon2idPHC = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
	md5Hex      = "5f4dcc3b5aa765d61d8327deb882cf99"
	sha1Hex     = "5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8"
	sha512Hex   = "b109f3bbbc244eb82441917ed06d618b9008dd09b3befd1b5e07394c706a8bb980b1d7785e5976ec049b46df5f1326af5a2ea6d103fd07c95385ffab0cacbc86"
	pbkdf256Hex = "c5e478d59288c841aa530db6845c4c8d962893a001ce4e11a4963873aa98134a"
	pbkdf512Hex = "d197b1b33db0143e018b12f3d1d1479e6cdebdcc97c5c0f87f6902e072f457b5143f30602641b3d55cd335988cb36b84376060ecd532e039b742a239434af2d5"
)

// phpassVector is of "test12345", from phpass' own test program.
const phpassVector = "$P$9IQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0"

func inBase64(fromHex string) string {
	raw, err := hex.DecodeString(fromHex)
	if err != nil {
		panic(err)
	}
	return base64.StdEncoding.EncodeToString(raw)
}

func scryptKey(t *testing.T) string {
	key, err := scrypt.Key([]byte(rightPassword), []byte("salt"), 16, 8, 1, 32)
	if err != nil {
		t.Fatal(err)
	}
	return base64.StdEncoding.EncodeToString(key)
}

func TestAGoodHashLogsIn(t *testing.T) {
	salt := base64.StdEncoding.EncodeToString([]byte("salt"))
	md5Sum := md5.Sum([]byte("pre" + rightPassword + "app"))
	sha1Sum := sha1.Sum([]byte("pre" + rightPassword))
	sha512Sum := sha512.Sum512([]byte(rightPassword + "app"))
	argonKey := argon2.IDKey([]byte(rightPassword), []byte("somesalt"), 1, 64, 1, 16)
	tests := map[string]struct {
		params   passwords.MigrateParams
		password string
		toggles  sandbox.Toggles
	}{
		"bcrypt $2a$": {params: passwords.MigrateParams{HashType: "bcrypt", Hash: goodHash}},
		"bcrypt $2b$": {params: passwords.MigrateParams{HashType: "bcrypt", Hash: strings.Replace(goodHash, "$2a$", "$2b$", 1)}},
		"bcrypt $2y$": {params: passwords.MigrateParams{HashType: "bcrypt", Hash: strings.Replace(goodHash, "$2a$", "$2y$", 1)}},
		"scrypt PHC":  {params: passwords.MigrateParams{HashType: "scrypt", Hash: scryptPHC}},
		"scrypt with config": {params: passwords.MigrateParams{HashType: "scrypt", Hash: scryptKey(t),
			ScryptConfig: &passwords.ScryptConfig{Salt: salt, NParameter: 16, RParameter: 8, PParameter: 1, KeyLength: 32}}},
		"argon2i PHC":  {params: passwords.MigrateParams{HashType: "argon_2i", Hash: argon2iPHC}},
		"argon2id PHC": {params: passwords.MigrateParams{HashType: "argon_2id", Hash: argon2idPHC}},
		"argon2id with config": {params: passwords.MigrateParams{HashType: "argon_2id", Hash: hex.EncodeToString(argonKey),
			Argon2Config: &passwords.Argon2Config{Salt: "somesalt", IterationAmount: 1, Memory: 64, Threads: 1, KeyLength: 16}}},
		"md5":    {params: passwords.MigrateParams{HashType: "md_5", Hash: md5Hex}},
		"sha1":   {params: passwords.MigrateParams{HashType: "sha_1", Hash: sha1Hex}},
		"sha512": {params: passwords.MigrateParams{HashType: "sha_512", Hash: sha512Hex}},
		"md5 between salts": {params: passwords.MigrateParams{HashType: "md_5", Hash: hex.EncodeToString(md5Sum[:]),
			Md5Config: &passwords.MD5Config{PrependSalt: "pre", AppendSalt: "app"}}},
		"sha1 after a salt": {params: passwords.MigrateParams{HashType: "sha_1", Hash: hex.EncodeToString(sha1Sum[:]),
			Sha1Config: &passwords.SHA1Config{PrependSalt: "pre"}}},
		"sha512 before a salt": {params: passwords.MigrateParams{HashType: "sha_512", Hash: hex.EncodeToString(sha512Sum[:]),
			Sha512Config: &passwords.SHA512Config{AppendSalt: "app"}}},
		"md5 in base64 with the toggle": {params: passwords.MigrateParams{HashType: "md_5", Hash: inBase64(md5Hex)},
			toggles: sandbox.Toggles{DigestsInBase64: true}},
		"phpass": {params: passwords.MigrateParams{HashType: "phpass", Hash: phpassVector}, password: "test12345"},
		"phpass $H$ with the toggle": {params: passwords.MigrateParams{HashType: "phpass", Hash: strings.Replace(phpassVector, "$P$", "$H$", 1)},
			password: "test12345", toggles: sandbox.Toggles{PhpassH: true}},
		"pbkdf2 sha256": {params: passwords.MigrateParams{HashType: "pbkdf_2", Hash: inBase64(pbkdf256Hex),
			Pbkdf2Config: &passwords.PBKDF2Config{Salt: salt, IterationAmount: 4096, KeyLength: 32, Algorithm: "sha256"}}},
		"pbkdf2 sha512": {params: passwords.MigrateParams{HashType: "pbkdf_2", Hash: inBase64(pbkdf512Hex),
			Pbkdf2Config: &passwords.PBKDF2Config{Salt: salt, IterationAmount: 4096, KeyLength: 64, Algorithm: "sha512"}}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := start(t, sandbox.Config{Toggles: tt.toggles})
			tt.params.Email = "ada@example.com"
			made := s.migrate(t, tt.params)
			if tt.password == "" {
				tt.password = rightPassword
			}
			ctx := context.Background()
			got, err := s.api.Passwords.Authenticate(ctx, &passwords.AuthenticateParams{Email: "ada@example.com", Password: tt.password})
			if err != nil || got.UserID != made.UserID {
				t.Errorf("the right password: %v, user %q", err, got.UserID)
			}
			_, err = s.api.Passwords.Authenticate(ctx, &passwords.AuthenticateParams{Email: "ada@example.com", Password: "wrong"})
			wantError(t, err, 401, "unauthorized_credentials")
		})
	}
}

func TestALoginThatCantWorkSaysWhy(t *testing.T) {
	s := start(t, sandbox.Config{Existing: []sandbox.SeedUser{
		{Email: "ada@example.com", Password: true}, {Email: "bob@example.com"}}})
	login := func(email, password string) error {
		_, err := s.api.Passwords.Authenticate(context.Background(), &passwords.AuthenticateParams{Email: email, Password: password})
		return err
	}
	if err := login("ADA@example.com", sandbox.SeedPassword); err != nil {
		t.Error("a seeded user logs in: ", err)
	}
	wantError(t, login("nobody@example.com", "x"), 404, "email_not_found")
	wantError(t, login("bob@example.com", "x"), 400, "no_user_password")
	wantError(t, login("not an address", "x"), 400, "invalid_email")
	wantError(t, login("ada@example.com", ""), 400, "bad_request")
}

func TestAMalformedHashIsRefusedByItsName(t *testing.T) {
	salt := base64.StdEncoding.EncodeToString([]byte("salt"))
	key := scryptKey(t)
	scryptWith := func(change func(*passwords.ScryptConfig)) passwords.MigrateParams {
		c := passwords.ScryptConfig{Salt: salt, NParameter: 16, RParameter: 8, PParameter: 1, KeyLength: 32}
		change(&c)
		return passwords.MigrateParams{HashType: "scrypt", Hash: key, ScryptConfig: &c}
	}
	argonWith := func(change func(*passwords.Argon2Config)) passwords.MigrateParams {
		c := passwords.Argon2Config{Salt: "somesalt", IterationAmount: 1, Memory: 64, Threads: 1, KeyLength: 16}
		change(&c)
		return passwords.MigrateParams{HashType: "argon_2id", Hash: strings.Repeat("ab", 16), Argon2Config: &c}
	}
	pbkdfWith := func(change func(*passwords.PBKDF2Config)) passwords.MigrateParams {
		c := passwords.PBKDF2Config{Salt: salt, IterationAmount: 1, KeyLength: 32, Algorithm: "sha256"}
		change(&c)
		return passwords.MigrateParams{HashType: "pbkdf_2", Hash: inBase64(pbkdf256Hex), Pbkdf2Config: &c}
	}
	of := func(hashType, hash string) passwords.MigrateParams {
		return passwords.MigrateParams{HashType: passwords.MigrateRequestHashType(hashType), Hash: hash}
	}
	tests := []struct {
		name   string
		params passwords.MigrateParams
		want   string
	}{
		{"no hash", of("bcrypt", ""), "invalid_hash"},
		{"unknown type", of("sha_256", md5Hex), "invalid_hash_type"},
		{"bcrypt cut short", of("bcrypt", goodHash[:59]), "invalid_bcrypt_hash"},
		{"bcrypt of cost 3", of("bcrypt", strings.Replace(goodHash, "$04$", "$03$", 1)), "invalid_bcrypt_cost"},
		{"bcrypt of cost 32", of("bcrypt", strings.Replace(goodHash, "$04$", "$32$", 1)), "invalid_bcrypt_cost"},
		{"md5 not hex", of("md_5", "xyz"), "invalid_md_5_hash"},
		{"md5 of the wrong length", of("md_5", sha1Hex), "invalid_md_5_hash"},
		{"sha1 of the wrong length", of("sha_1", md5Hex), "invalid_sha_1_hash"},
		{"sha512 of the wrong length", of("sha_512", md5Hex), "invalid_sha_512_hash"},
		{"prepended salt of raw bytes", passwords.MigrateParams{HashType: "md_5", Hash: md5Hex, Md5Config: &passwords.MD5Config{PrependSalt: "\xff\xfe"}}, "invalid_prepend_salt"},
		{"appended salt of raw bytes", passwords.MigrateParams{HashType: "sha_1", Hash: sha1Hex, Sha1Config: &passwords.SHA1Config{AppendSalt: "\xff"}}, "invalid_append_salt"},
		{"phpass of another prefix", of("phpass", "$X$"+phpassVector[3:]), "invalid_phpass_hash_prefix"},
		{"phpass $H$", of("phpass", "$H$"+phpassVector[3:]), "invalid_phpass_hash_prefix"},
		{"phpass cut short", of("phpass", phpassVector[:33]), "invalid_phpass_hash_format"},
		{"scrypt not base64", of("scrypt", "!"), "invalid_base64_scrypt_hash"},
		{"scrypt without config", of("scrypt", key), "invalid_scrypt_parameters"},
		{"scrypt PHC that is none", of("scrypt", "$scrypt$x"), "invalid_hash"},
		{"scrypt salt not base64", scryptWith(func(c *passwords.ScryptConfig) { c.Salt = "!" }), "invalid_base64_scrypt_salt"},
		{"scrypt without salt", scryptWith(func(c *passwords.ScryptConfig) { c.Salt = "" }), "invalid_scrypt_salt_length"},
		{"scrypt n no power of 2", scryptWith(func(c *passwords.ScryptConfig) { c.NParameter = 15 }), "invalid_scrypt_n_parameter"},
		{"scrypt n too large", scryptWith(func(c *passwords.ScryptConfig) { c.NParameter = 1 << 19 }), "invalid_scrypt_n_parameter"},
		{"scrypt r of 0", scryptWith(func(c *passwords.ScryptConfig) { c.RParameter = 0 }), "invalid_scrypt_parameters"},
		{"scrypt key of another length", scryptWith(func(c *passwords.ScryptConfig) { c.KeyLength = 31 }), "scrypt_key_length_mismatch"},
		{"argon2 PHC of another type", of("argon_2i", argon2idPHC), "invalid_hash"},
		{"argon2 neither PHC nor hex", of("argon_2id", "xyz"), "invalid_hash"},
		{"argon2 without salt", argonWith(func(c *passwords.Argon2Config) { c.Salt = "" }), "invalid_argon_2_salt"},
		{"argon2 without iterations", argonWith(func(c *passwords.Argon2Config) { c.IterationAmount = 0 }), "invalid_argon_2_iteration_amount"},
		{"argon2 of too many threads", argonWith(func(c *passwords.Argon2Config) { c.Threads = 256 }), "invalid_argon_2_threads"},
		{"argon2 of too little memory", argonWith(func(c *passwords.Argon2Config) { c.Memory = 7 }), "invalid_argon_2_memory"},
		{"argon2 key of 3 bytes", argonWith(func(c *passwords.Argon2Config) { c.KeyLength = 3 }), "invalid_argon_2_key_length"},
		{"argon2 key of another length", argonWith(func(c *passwords.Argon2Config) { c.KeyLength = 15 }), "argon_2_key_length_mismatch"},
		{"pbkdf2 not base64", of("pbkdf_2", "!"), "invalid_pbkdf_2_hash"},
		{"pbkdf2 without config", of("pbkdf_2", inBase64(pbkdf256Hex)), "invalid_pbkdf_2_salt"},
		{"pbkdf2 salt not base64", pbkdfWith(func(c *passwords.PBKDF2Config) { c.Salt = "!" }), "invalid_pbkdf_2_salt"},
		{"pbkdf2 without iterations", pbkdfWith(func(c *passwords.PBKDF2Config) { c.IterationAmount = 0 }), "invalid_pbkdf_2_iteration_amount"},
		{"pbkdf2 of another algorithm", pbkdfWith(func(c *passwords.PBKDF2Config) { c.Algorithm = "sha1" }), "invalid_pbkdf_2_algorithm"},
		{"pbkdf2 key of another length", pbkdfWith(func(c *passwords.PBKDF2Config) { c.KeyLength = 20 }), "pbkdf_2_key_length_mismatch"},
	}
	s := start(t, sandbox.Config{})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.params.Email = "ada@example.com"
			_, err := s.api.Passwords.Migrate(context.Background(), &tt.params)
			wantError(t, err, 400, tt.want)
		})
	}
	if n := count(s.Sandbox); n != 0 {
		t.Errorf("refused migrates left %d users behind", n)
	}
}
