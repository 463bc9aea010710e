package hashes_test

import (
	"testing"

	"example.com/usher/sources/hashes"
)

// A bare digest is MD5 where the provider writes no other one.
func TestBareDigests(t *testing.T) {
	const digest = "5f4dcc3b5aa765d61d8327deb882cf99"
	for name, read := range map[string]func(string) *hashes.Hash{"WordPress": hashes.WordPress, "Django": hashes.Django} {
		h := read(digest)
		if ok, err := hashes.Check(h, "password"); h.Type != hashes.MD5 || !ok || err != nil {
			t.Errorf("%s: %s, opens %v, %v", name, h.Type, ok, err)
		}
		if h := read("$P$5abcdefghjQpEYEBuJbRuFpvYSfqAd/"); h.Type != hashes.Phpass {
			t.Errorf("%s: %s", name, h.Type)
		}
		if h := read(""); h != nil {
			t.Errorf("%s: %v for nothing", name, h)
		}
	}
	if h := hashes.Parse(digest); h.Type != "" {
		t.Errorf("of an unknown provider: %s", h.Type)
	}
}
