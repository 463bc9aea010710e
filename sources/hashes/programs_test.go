package hashes_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"example.com/usher/sources/hashes"
)

// program is one line of testdata/programs.json: hashes by the programs that
// write them (Passlib 1.7, Werkzeug 2.2, Django 3.2, bcrypt, argon2-cffi) or,
// where the scheme's name says so, put together with Python's hashlib. A
// scheme that begins with a cross cannot move.
type program struct {
	Scheme, Password   string
	Source, Hash, Salt string
	Factor             int
}

func (p program) hash() *hashes.Hash {
	switch name, kind, _ := strings.Cut(p.Scheme, " "); name {
	case "passport-local-mongoose":
		return hashes.PassportLocalMongoose(p.Salt, p.Hash)
	case "FusionAuth":
		return hashes.FusionAuth(kind, p.Factor, p.Salt, p.Hash)
	case "Clerk":
		return hashes.Clerk(kind, p.Hash)
	}
	return hashes.Parse(p.Source)
}

func programs(t testing.TB) []program {
	t.Helper()
	b, err := os.ReadFile("testdata/programs.json")
	if err != nil {
		t.Fatal(err)
	}
	var all []program
	if err := json.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestHashesByTheirOwnProgramsOpenOrSayWhyNot(t *testing.T) {
	all := programs(t)
	if len(all) != 49 {
		t.Fatalf("%d hashes, want 49", len(all))
	}
	for _, p := range all {
		t.Run(p.Scheme, func(t *testing.T) {
			h := p.hash()
			if strings.HasPrefix(p.Scheme, "✗") {
				if h.Type != "" || h.Why == "" {
					t.Fatalf("type %q, why %q", h.Type, h.Why)
				}
				return
			}
			if problem := h.Problem(); h.Type == "" || problem != "" {
				t.Fatalf("type %q, problem %q, why %q", h.Type, problem, h.Why)
			}
			if ok, err := hashes.Check(h, p.Password); !ok || err != nil {
				t.Errorf("right password: %v, %v", ok, err)
			}
			if ok, err := hashes.Check(h, "x"+p.Password); ok || err != nil {
				t.Errorf("wrong password: %v, %v", ok, err)
			}
		})
	}
}
