package hashes_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"example.com/usher/sources/hashes"
	"github.com/google/go-cmp/cmp"
)

// vector is one line of testdata/vectors.json, which was computed apart from
// this code, by the programs that write such hashes.
type vector struct {
	Scheme   string
	Password string
	Source   json.RawMessage
	Stytch   map[string]any
}

func vectors(t testing.TB) (movable, not []vector) {
	t.Helper()
	b, err := os.ReadFile("testdata/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Migratable    []vector
		NotMigratable []vector `json:"not_migratable"`
	}
	if err := json.Unmarshal(b, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Migratable) != 16 || len(file.NotMigratable) != 6 {
		t.Fatalf("%d and %d vectors, want 16 and 6", len(file.Migratable), len(file.NotMigratable))
	}
	return file.Migratable, file.NotMigratable
}

// hash reads the source of a vector by the door that a provider would use.
func (v vector) hash(t testing.TB) *hashes.Hash {
	t.Helper()
	var text string
	if json.Unmarshal(v.Source, &text) == nil {
		return hashes.Parse(text)
	}
	if strings.HasPrefix(v.Scheme, "keycloak") {
		return hashes.Keycloak(v.Source)
	}
	var salted struct{ Hash, Salt, Position string }
	if err := json.Unmarshal(v.Source, &salted); err != nil || salted.Position != "prefix" {
		t.Fatalf("vector %s has a source of another form: %v", v.Scheme, err)
	}
	kind := strings.Fields(v.Scheme)[1]
	return hashes.FromParts(hashes.Parts{Type: kind, Value: salted.Hash, Salt: salted.Salt})
}

// sent is the part of a migrate request that a hash fills, through JSON.
func sent(t testing.TB, h *hashes.Hash) map[string]any {
	t.Helper()
	body := map[string]any{"hash_type": h.Type, "hash": h.Value}
	if h.Config != nil {
		body[string(h.Type)+"_config"] = h.Config
	}
	b, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	var through map[string]any
	if err := json.Unmarshal(b, &through); err != nil {
		t.Fatal(err)
	}
	return through
}

func TestEveryVectorConvertsToWhatStytchTakes(t *testing.T) {
	movable, _ := vectors(t)
	for _, v := range movable {
		t.Run(v.Scheme, func(t *testing.T) {
			h := v.hash(t)
			if diff := cmp.Diff(v.Stytch, sent(t, h)); diff != "" {
				t.Errorf("request differs (-want +got):\n%s", diff)
			}
			if p := h.Problem(); p != "" || h.Why != "" || h.Scheme == "" {
				t.Errorf("problem %q, why %q, scheme %q", p, h.Why, h.Scheme)
			}
		})
	}
}

func TestEveryVectorOpensWithItsPasswordOnly(t *testing.T) {
	movable, _ := vectors(t)
	for _, v := range movable {
		t.Run(v.Scheme, func(t *testing.T) {
			t.Parallel()
			h := v.hash(t)
			if ok, err := hashes.Check(h, v.Password); !ok || err != nil {
				t.Errorf("right password: %v, %v", ok, err)
			}
			if ok, err := hashes.Check(h, v.Password+" "); ok || err != nil {
				t.Errorf("wrong password: %v, %v", ok, err)
			}
		})
	}
}

func TestVectorsThatCannotMoveSayWhy(t *testing.T) {
	_, not := vectors(t)
	for _, v := range not {
		t.Run(v.Scheme, func(t *testing.T) {
			h := v.hash(t)
			if h.Type != "" || h.Value != "" || h.Config != nil {
				t.Fatalf("taken for %s", h.Type)
			}
			if h.Scheme == "" || h.Why == "" {
				t.Errorf("scheme %q, why %q", h.Scheme, h.Why)
			}
			if v.Password != "" && strings.Contains(h.Why, v.Password) {
				t.Error("the reason shows the password")
			}
			if ok, err := hashes.Check(h, v.Password); ok || err == nil {
				t.Errorf("Check of a hash that cannot move: %v, %v", ok, err)
			}
		})
	}
}
