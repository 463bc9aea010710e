package sample_test

import (
	"bytes"
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"testing/cryptotest"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/sources/sample"
)

var update = flag.Bool("update", false, "write the sample anew")

func TestTheBundledSampleIsWhatTheGeneratorMakes(t *testing.T) {
	// bcrypt draws its salts from crypto/rand.
	cryptotest.SetGlobalRandom(t, 3)
	users, passwords := generate(t)
	for name, want := range map[string][]byte{"auth0-users.json": users, "auth0-passwords.json": passwords} {
		if *update {
			if err := os.WriteFile(name, want, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is not what the generator makes: run go generate and look at the difference", name)
		}
	}
}

func TestWriteGivesTheSameFilesAgain(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "usher-sample")
	first, err := sample.Write(dir)
	if err != nil {
		t.Fatal(err)
	}
	before := infos(t, first)
	second, err := sample.Write(dir)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(first, second); diff != "" {
		t.Errorf("paths (-first +second):\n%s", diff)
	}
	for i, after := range infos(t, second) {
		if !os.SameFile(before[i], after) {
			t.Errorf("%s was written although it was there", second[i])
		}
		if mode := after.Mode().Perm(); mode != 0o600 {
			t.Errorf("%s has mode %o, want 600", second[i], mode)
		}
	}
}

func TestWriteMendsWhatWasChanged(t *testing.T) {
	dir := t.TempDir()
	paths, err := sample.Write(dir)
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(paths[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(paths[0], want[:100], 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := sample.Write(dir); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(paths[0])
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("a damaged sample was left as it was")
	}
}

func TestWriteSaysWhichFolderItCouldNotMake(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := sample.Write(filepath.Join(file, "in")); err == nil {
		t.Error("a folder below a file was made")
	}
}

func infos(t *testing.T, paths []string) (list []os.FileInfo) {
	for _, p := range paths {
		info, err := os.Stat(p)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, info)
	}
	return list
}

func generate(t *testing.T) (users, passwords []byte) {
	m := &maker{t: t, random: rand.New(rand.NewPCG(2026, 11))}
	m.everydayUsers()
	m.otherLogins()
	m.identifierTrouble()
	m.passwordTrouble()
	m.metadataTrouble()
	m.recordTrouble()
	return m.files()
}
