package firebase_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"example.com/usher/sources/sourcestest"
)

// enlarged writes a sample many times over.
func enlarged(b *testing.B, name string, times int, head, between, tail string) (path string, text []byte) {
	b.Helper()
	once, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		b.Fatal(err)
	}
	once = bytes.TrimSuffix(bytes.TrimPrefix(once, []byte(head)), []byte(tail))
	text = []byte(head)
	for i := range times {
		if i > 0 {
			text = append(text, between...)
		}
		text = append(text, once...)
	}
	text = append(text, tail...)
	return sourcestest.File(b, name, text), text
}

// exported is what the plain decoder of encoding/json fills, for comparison.
type exported struct {
	LocalID          string `json:"localId"`
	Email            string `json:"email"`
	EmailVerified    bool   `json:"emailVerified"`
	PasswordHash     string `json:"passwordHash"`
	Salt             string `json:"salt"`
	DisplayName      string `json:"displayName"`
	PhotoURL         string `json:"photoUrl"`
	PhoneNumber      string `json:"phoneNumber"`
	Disabled         bool   `json:"disabled"`
	CreatedAt        string `json:"createdAt"`
	LastSignedInAt   string `json:"lastSignedInAt"`
	CustomAttributes string `json:"customAttributes"`
	ProviderUserInfo []struct {
		ProviderID string `json:"providerId"`
		RawID      string `json:"rawId"`
		Email      string `json:"email"`
	} `json:"providerUserInfo"`
}

const copies = 1000

func BenchmarkJSON(b *testing.B) {
	path, text := enlarged(b, "auth-export.scrypt.json", copies, "{\"users\": [\n", ",\n", "]}")
	users := copies * bytes.Count(text[:len(text)/copies], []byte(`"localId"`))
	b.Run("usher", func(b *testing.B) { sourcestest.MeasureUsers(b, len(text), users, path) })
	b.Run("encoding-json", func(b *testing.B) { sourcestest.MeasureJSONList[exported](b, text, users) })
}

func BenchmarkCSV(b *testing.B) {
	path, text := enlarged(b, "auth-export.scrypt.csv", copies, "", "", "")
	users := sourcestest.Rows(b, text)
	b.Run("usher", func(b *testing.B) { sourcestest.MeasureUsers(b, len(text), users, path) })
	b.Run("encoding-csv", func(b *testing.B) { sourcestest.MeasureCSV(b, text, users) })
}
