package ordeal_test

import (
	"encoding/json"
	"fmt"
	"hash/crc32"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// someone is a user of an export, as Auth0 hands them out.
type someone struct {
	id       string // of their identity; their user_id has the connection before it
	email    string
	verified bool
	phone    string
	hash     string
	name     string
	extra    map[string]any // fields besides
}

func (s someone) sourceID() string {
	if s.email == "" {
		return "sms|" + s.id
	}
	return "auth0|" + s.id
}

// crowd makes up n users of every kind of plan: by turns a password on a
// verified email (one call), on one that is not verified and beside a phone
// (two calls each), no password, and a phone only. Their names begin with tag.
func crowd(tag string, n int) []someone {
	random := rand.New(rand.NewPCG(uint64(n), 7))
	all := make([]someone, n)
	for i := range all {
		s := someone{id: fmt.Sprintf("%s%08d", tag, i), name: fmt.Sprintf("%s Number %d", tag, i)}
		if i%5 != 4 {
			s.email, s.verified = fmt.Sprintf("%s-%d@example.com", tag, i), i%5 != 1
		}
		if i%5 == 2 || i%5 == 4 {
			s.phone = fmt.Sprintf("+447%03d%06d", crc32.ChecksumIEEE([]byte(tag))%1000, i)
		}
		if i%5 < 3 {
			s.hash = bcryptLike(random)
		}
		all[i] = s
	}
	return all
}

const bcryptAlphabet = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

// bcryptLike has the form of a bcrypt hash, of a password that nobody knows.
func bcryptLike(random *rand.Rand) string {
	b := []byte("$2b$10$")
	for range 53 {
		b = append(b, bcryptAlphabet[random.IntN(len(bcryptAlphabet))])
	}
	return string(b)
}

// writeExport writes the two files that Auth0 hands out and gives the
// arguments that name them.
func writeExport(t *testing.T, dir string, all []someone) []string {
	t.Helper()
	var users, hashes strings.Builder
	for _, s := range all {
		line(t, &users, s.profile())
		if s.hash != "" {
			line(t, &hashes, map[string]any{
				"_id": map[string]string{"$oid": s.id}, "email": s.email, "email_verified": s.verified,
				"passwordHash": s.hash, "connection": "Username-Password-Authentication", "tenant": "acme",
			})
		}
	}
	paths := []string{filepath.Join(dir, "users.json"), filepath.Join(dir, "passwords.json")}
	for i, text := range []string{users.String(), hashes.String()} {
		if err := os.WriteFile(paths[i], []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if hashes.Len() == 0 {
		return paths[:1]
	}
	return []string{paths[0], "--hashes", paths[1]}
}

func (s someone) profile() map[string]any {
	connection, _, _ := strings.Cut(s.sourceID(), "|")
	u := map[string]any{
		"user_id": s.sourceID(), "name": s.name, "created_at": "2024-01-09T10:00:00.000Z",
		"identities": []map[string]any{{
			"provider": connection, "user_id": s.id, "isSocial": false,
			"connection": map[string]string{"auth0": "Username-Password-Authentication", "sms": "sms"}[connection],
		}},
		"app_metadata": map[string]any{"plan": "pro"},
	}
	if s.email != "" {
		u["email"], u["email_verified"] = s.email, s.verified
	}
	if s.phone != "" {
		u["phone_number"], u["phone_verified"] = s.phone, true
	}
	for k, v := range s.extra {
		u[k] = v
	}
	return u
}

func line(t *testing.T, to *strings.Builder, v any) {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	to.Write(append(text, '\n'))
}
