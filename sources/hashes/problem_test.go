package hashes_test

import (
	"encoding/json"
	"errors"
	"maps"
	"strings"
	"testing"

	"example.com/usher/sources/hashes"
)

func TestProblemKeepsToStytchsLimits(t *testing.T) {
	const key32 = "ACchPUcBIRf8f37FwTSiSM5mFDwbOai4rxIGJo7kj0c="
	scrypt := func(change map[string]any) *hashes.Hash {
		config := map[string]any{"salt": "YWJj", "n_parameter": 1024, "r_parameter": 8, "p_parameter": 1, "key_length": 32}
		maps.Copy(config, change)
		return &hashes.Hash{Type: hashes.Scrypt, Value: key32, Config: config}
	}
	pbkdf2 := func(change map[string]any) *hashes.Hash {
		config := map[string]any{"salt": "YWJj", "iteration_amount": 1000, "algorithm": "sha256", "key_length": 32}
		maps.Copy(config, change)
		return &hashes.Hash{Type: hashes.PBKDF2, Value: key32, Config: config}
	}
	argon2 := func(parameters string) *hashes.Hash {
		return &hashes.Hash{Type: hashes.Argon2id, Value: "$argon2id$" + parameters + "$c2FsdHNhbHQ$X03MO1qnZdYdgyfeuILPmQ"}
	}
	bcrypt := func(cost string) *hashes.Hash {
		return &hashes.Hash{Type: hashes.Bcrypt, Value: "$2a$" + cost + "$" + bcrypt53}
	}
	type set = map[string]any
	for name, tc := range map[string]struct {
		hash    *hashes.Hash
		problem string // a part of it; "" for none
	}{
		"bcrypt cost 4":          {bcrypt("04"), ""},
		"bcrypt cost 31":         {bcrypt("31"), ""},
		"bcrypt cost 3":          {bcrypt("03"), "cost 3"},
		"bcrypt cost 32":         {bcrypt("32"), "cost 32"},
		"bcrypt too short":       {&hashes.Hash{Type: hashes.Bcrypt, Value: "$2a$10$abc"}, "60 characters"},
		"bcrypt $2x$":            {&hashes.Hash{Type: hashes.Bcrypt, Value: "$2x$10$" + bcrypt53}, "60 characters"},
		"phpass":                 {&hashes.Hash{Type: hashes.Phpass, Value: "$P$B" + strings.Repeat("a", 30)}, ""},
		"phpass with $H$":        {&hashes.Hash{Type: hashes.Phpass, Value: "$H$B" + strings.Repeat("a", 30)}, "$P$"},
		"phpass with too many":   {&hashes.Hash{Type: hashes.Phpass, Value: "$P$z" + strings.Repeat("a", 30)}, "rounds"},
		"MD5 too short":          {&hashes.Hash{Type: hashes.MD5, Value: "abcd"}, "hexadecimal MD5"},
		"MD5 in base64":          {&hashes.Hash{Type: hashes.MD5, Value: "X03MO1qnZdYdgyfeuILPmQ=="}, "hexadecimal MD5"},
		"SHA-1":                  {&hashes.Hash{Type: hashes.SHA1, Value: strings.Repeat("ab", 20)}, ""},
		"SHA-512 of 64 digits":   {&hashes.Hash{Type: hashes.SHA512, Value: strings.Repeat("ab", 32)}, "hexadecimal SHA-512"},
		"MD5 with a broken salt": {&hashes.Hash{Type: hashes.MD5, Value: strings.Repeat("ab", 16), Config: set{"prepend_salt": "\xff"}}, "not text"},
		"MD5 with a long salt":   {&hashes.Hash{Type: hashes.MD5, Value: strings.Repeat("ab", 16), Config: set{"append_salt": strings.Repeat("a", 5000)}}, "too long"},

		"scrypt":                     {scrypt(nil), ""},
		"scrypt from JSON":           {scrypt(set{"n_parameter": 1024.0, "r_parameter": json.Number("8")}), ""},
		"scrypt N 1":                 {scrypt(set{"n_parameter": 1}), "N of 1"},
		"scrypt N 262144":            {scrypt(set{"n_parameter": 262144}), ""},
		"scrypt N 524288":            {scrypt(set{"n_parameter": 524288}), "N of 524288"},
		"scrypt N no power of two":   {scrypt(set{"n_parameter": 1000}), "N of 1000"},
		"scrypt N 2^30":              {scrypt(set{"n_parameter": 1 << 30}), "powers of two"},
		"scrypt N 2^40":              {scrypt(set{"n_parameter": 1 << 40}), "powers of two"},
		"scrypt r 0":                 {scrypt(set{"r_parameter": 0}), "r of 0"},
		"scrypt r of gigabytes":      {scrypt(set{"r_parameter": 1 << 20}), "r of 1048576"},
		"scrypt p 0":                 {scrypt(set{"p_parameter": 0}), "p of 0"},
		"scrypt p for hours":         {scrypt(set{"p_parameter": 1 << 20}), "p of 1048576"},
		"scrypt N that is a text":    {scrypt(set{"n_parameter": "1024"}), "N of 0"},
		"scrypt N with a fraction":   {scrypt(set{"n_parameter": 1024.5}), "powers of two"},
		"scrypt without a salt":      {scrypt(set{"salt": ""}), "no salt"},
		"scrypt with a broken salt":  {scrypt(set{"salt": "%"}), "not base64"},
		"scrypt with another length": {scrypt(set{"key_length": 64}), "key length of 64"},
		"scrypt as a PHC string":     {&hashes.Hash{Type: hashes.Scrypt, Value: "$scrypt$ln=10,r=8,p=1$YWJj$X03MO1qnZdYdgyfeuILPmQ"}, ""},
		"scrypt without parameters":  {&hashes.Hash{Type: hashes.Scrypt, Value: key32}, "PHC string"},

		"PBKDF2":                        {pbkdf2(nil), ""},
		"PBKDF2 without iterations":     {pbkdf2(set{"iteration_amount": 0}), "0 iterations"},
		"PBKDF2 with 2^31 iterations":   {pbkdf2(set{"iteration_amount": int64(1 << 31)}), "iterations"},
		"PBKDF2 with 2^31-1 iterations": {pbkdf2(set{"iteration_amount": 1<<31 - 1}), "iterations"},
		"PBKDF2 with SHA-1":             {pbkdf2(set{"algorithm": "sha1"}), "algorithm"},
		"PBKDF2 without an algorithm":   {pbkdf2(set{"algorithm": ""}), "algorithm"},
		"PBKDF2 with another length":    {pbkdf2(set{"key_length": 31}), "key length of 31"},
		"PBKDF2 without parameters":     {&hashes.Hash{Type: hashes.PBKDF2, Value: key32}, "key length of 0"},
		"PBKDF2 with a broken key":      {&hashes.Hash{Type: hashes.PBKDF2, Value: "%"}, "not base64"},

		"Argon2id":                        {argon2("v=19$m=64,t=1,p=1"), ""},
		"Argon2id under Argon2i":          {&hashes.Hash{Type: hashes.Argon2i, Value: argon2("v=19$m=64,t=1,p=1").Value}, "$argon2i$"},
		"Argon2 of version 16":            {argon2("v=16$m=64,t=1,p=1"), "version 16"},
		"Argon2 without a version":        {argon2("m=64,t=1,p=1"), "version 16"},
		"Argon2 with 4 GB":                {argon2("v=19$m=4194304,t=1,p=1"), "4194304 KiB"},
		"Argon2 with no memory":           {argon2("v=19$m=0,t=1,p=1"), "0 KiB"},
		"Argon2 with no iterations":       {argon2("v=19$m=64,t=0,p=1"), "0 iterations"},
		"Argon2 for hours":                {argon2("v=19$m=1048576,t=100000,p=1"), "100000 iterations"},
		"Argon2 with no threads":          {argon2("v=19$m=64,t=1,p=0"), "0 threads"},
		"Argon2 with 256 threads":         {argon2("v=19$m=65536,t=1,p=256"), "256 threads"},
		"Argon2 with numbers without end": {argon2("v=19$m=99999999999,t=1,p=1"), "PHC string"},
		"Argon2 with a secret":            {argon2("v=19$m=64,t=1,p=1,keyid=Hj5+dsK0"), "PHC string"},
		"Argon2 in hex beside a config":   {&hashes.Hash{Type: hashes.Argon2id, Value: "00", Config: set{"salt": "x"}}, "PHC string"},
		"a type that nobody knows":        {&hashes.Hash{Type: "sha_256", Value: "00"}, "does not take"},
		"a type that is empty":            {&hashes.Hash{Value: "00"}, "does not take"},
	} {
		t.Run(name, func(t *testing.T) {
			got := tc.hash.Problem()
			if tc.problem == "" && got != "" || tc.problem != "" && !strings.Contains(got, tc.problem) {
				t.Fatalf("problem %q, want %q", got, tc.problem)
			}
			if got == "" {
				return
			}
			if ok, err := hashes.Check(tc.hash, "x"); ok || err == nil {
				t.Errorf("Check computed it: %v, %v", ok, err)
			}
		})
	}
}

func TestCheckRefusesWhatWouldTakeForEver(t *testing.T) {
	for name, tc := range map[string]struct {
		hash     *hashes.Hash
		password string
		want     error
	}{
		"bcrypt cost 31":        {&hashes.Hash{Type: hashes.Bcrypt, Value: "$2a$31$" + bcrypt53}, "x", hashes.ErrTooCostly},
		"phpass with 2^30":      {&hashes.Hash{Type: hashes.Phpass, Value: "$P$S" + strings.Repeat("a", 30)}, "x", hashes.ErrTooCostly},
		"a password of 1 MB":    {&hashes.Hash{Type: hashes.MD5, Value: strings.Repeat("ab", 16)}, strings.Repeat("x", 1<<20), hashes.ErrLongPassword},
		"what Stytch refuses":   {&hashes.Hash{Type: hashes.MD5, Value: "ab"}, "x", hashes.ErrProblem},
		"no hash":               {nil, "x", hashes.ErrCannotMove},
		"a hash without a type": {hashes.Parse("$6$salt$hash"), "x", hashes.ErrCannotMove},
	} {
		if ok, err := hashes.Check(tc.hash, tc.password); ok || !errors.Is(err, tc.want) {
			t.Errorf("%s: %v, %v", name, ok, err)
		}
	}
}

func TestBetterAuthPasswordsCountNormalised(t *testing.T) {
	movable, _ := vectors(t)
	for _, v := range movable {
		if !strings.HasPrefix(v.Scheme, "better-auth") || !strings.Contains(v.Password, "ö") {
			continue
		}
		h, apart := v.hash(t), strings.ReplaceAll(v.Password, "ö", "o\u0308")
		if ok, err := hashes.Check(h, apart); !ok || err != nil {
			t.Errorf("typed with a combining mark: %v, %v", ok, err)
		}
		if hashes.Caveat(h, apart) == "" || hashes.Caveat(h, v.Password) != "" {
			t.Error("the caveat belongs to the password that differs, and to no other")
		}
		return
	}
	t.Fatal("no vector with an umlaut")
}

func TestCaveatOfLongPasswordsUnderBcrypt(t *testing.T) {
	h := hashes.Parse("$2a$10$" + bcrypt53)
	if hashes.Caveat(h, strings.Repeat("x", 73)) == "" || hashes.Caveat(h, strings.Repeat("x", 72)) != "" {
		t.Error("the caveat begins above 72 bytes")
	}
}
