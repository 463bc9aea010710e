package spill

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

func TestASealedFileReadsAsItWasWritten(t *testing.T) {
	s, err := NewSealed()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	random := rand.New(rand.NewPCG(1, 2))
	var want []byte
	for range 200 {
		part := bytes.Repeat([]byte("passwordHash "), random.IntN(20))
		if n, err := s.Write(part); n != len(part) || err != nil {
			t.Fatal(n, err)
		}
		want = append(want, part...)
	}
	for range 200 {
		off := random.IntN(len(want))
		got := make([]byte, random.IntN(len(want)-off)+1)
		if n, err := s.ReadAt(got, int64(off)); n != len(got) || err != nil {
			t.Fatal(n, err)
		}
		if !bytes.Equal(got, want[off:off+len(got)]) {
			t.Fatalf("%d bytes at %d", len(got), off)
		}
	}
	onDisk := make([]byte, len(want))
	if _, err := s.file.ReadAt(onDisk, 0); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(onDisk, []byte("password")) {
		t.Error("the text lies on the disk as it is")
	}
}
