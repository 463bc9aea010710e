package join_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/sources/join"
)

// nothing is to be closed.
type nothing struct{}

func (nothing) Close() error { return nil }

// build makes an index of records that are lines "key,key"; each text is one
// file.
func build(t *testing.T, texts ...string) *join.Index {
	t.Helper()
	x := join.New()
	var base int64
	for _, text := range texts {
		x.AddText(strings.NewReader(text), nothing{}, base)
		var at int64
		for line := range strings.Lines(text) {
			record := strings.TrimSuffix(line, "\n")
			var keys []uint32
			for k := range strings.SplitSeq(record, ",") {
				keys = append(keys, x.Hash(k))
			}
			if err := x.Add(base+at, len(record), keys); err != nil {
				t.Fatal(err)
			}
			at += int64(len(line))
		}
		base += int64(len(text))
	}
	if err := x.Sort(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	})
	return x
}

// find gives the records that have a key.
func find(t *testing.T, x *join.Index, key string) (found []string) {
	t.Helper()
	err := x.Find(key, func(n int, data []byte) bool {
		if strings.Contains(","+string(data)+",", ","+key+",") {
			found = append(found, fmt.Sprintf("%d:%s", n, data))
		}
		return false
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestFind(t *testing.T) {
	x := build(t, "a,x\nb,x\n", "c,x\nd\n")
	for key, want := range map[string][]string{
		"a": {"0:a,x"}, "b": {"1:b,x"}, "c": {"2:c,x"}, "d": {"3:d"}, "x": {"0:a,x", "1:b,x", "2:c,x"}, "e": nil,
	} {
		if diff := cmp.Diff(want, find(t, x, key)); diff != "" {
			t.Errorf("%s: %s", key, diff)
		}
	}
}

func TestFindEndsWhenOneIsAccepted(t *testing.T) {
	x := build(t, "a,x\nb,x\n")
	n := 0
	if err := x.Find("x", func(int, []byte) bool { n++; return true }); err != nil || n != 1 {
		t.Errorf("asked %d times, %v", n, err)
	}
}

// With 100,000 keys in 32 bits a few have the hash of another one; and they
// no longer fit into memory.
func TestManyRecordsAreAllFound(t *testing.T) {
	var text strings.Builder
	const n = 100_000
	for i := range n {
		fmt.Fprintf(&text, "k%d\n", i)
	}
	x := build(t, text.String())
	for i := range n {
		want := fmt.Sprintf("%d:k%d", i, i)
		if got := find(t, x, fmt.Sprintf("k%d", i)); len(got) != 1 || got[0] != want {
			t.Fatalf("record %d is %v", i, got)
		}
	}
}

func TestClaimsAreCounted(t *testing.T) {
	x := build(t, "a\nb\nc\n")
	if x.Len() != 3 || x.Unclaimed() != 3 {
		t.Errorf("%d of %d", x.Unclaimed(), x.Len())
	}
	x.Claim(1)
	x.Claim(1)
	if x.Unclaimed() != 2 {
		t.Errorf("%d unclaimed", x.Unclaimed())
	}
	if err := x.Reset(); err != nil {
		t.Fatal(err)
	}
	if x.Len() != 0 || x.Unclaimed() != 0 || find(t, x, "a") != nil {
		t.Error("not empty")
	}
}

func TestARecordThatCannotBeReadIsAnError(t *testing.T) {
	x := join.New()
	x.AddText(strings.NewReader("short"), nothing{}, 0)
	if err := x.Add(0, 100, []uint32{x.Hash("a")}); err != nil {
		t.Fatal(err)
	}
	if err := x.Sort(); err != nil {
		t.Fatal(err)
	}
	if err := x.Find("a", func(int, []byte) bool { return true }); err == nil {
		t.Error("no error")
	}
}

func TestRecordsTooFarOutAreRefused(t *testing.T) {
	x := join.New()
	if x.Add(1<<50, 1, nil) == nil || x.Add(0, 1<<30, nil) == nil {
		t.Error("taken")
	}
}
