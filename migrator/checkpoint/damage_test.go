package checkpoint_test

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"

	"example.com/usher/migrator"
)

// settledFile makes a checkpoint with some thousand outcomes and gives its
// bytes.
func settledFile(t testing.TB) []byte {
	t.Helper()
	s, path := newStore(t)
	for from := uint64(0); from < 4000; from += 500 {
		commit(t, s, migrator.Batch{Outcomes: createdRange(from, from+500), Watermarks: []migrator.Watermark{{Ordinal: from + 1000}}})
	}
	closeStore(t, s)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// page gives the part of a file that a page fills.
func page(data []byte, number int) []byte {
	size := int(binary.NativeEndian.Uint32(data[24:]))
	return data[number*size : (number+1)*size]
}

// metaFields gives the newest meta: its page, the list of free pages, and the
// number of pages in use (bbolt's file format, see inspect.go).
func metaFields(data []byte) (newest, freelist, pages int) {
	txid := func(p []byte) uint64 { return binary.NativeEndian.Uint64(p[64:]) }
	if txid(page(data, 1)) > txid(page(data, 0)) {
		newest = 1
	}
	p := page(data, newest)
	return newest, int(binary.NativeEndian.Uint64(p[48:])), int(binary.NativeEndian.Uint64(p[56:]))
}

func noise(b []byte) {
	r := rand.NewChaCha8([32]byte{1})
	r.Read(b)
}

// outcomeLeaf finds a page that is full of outcomes.
func outcomeLeaf(t testing.TB, data []byte) []byte {
	t.Helper()
	_, _, pages := metaFields(data)
	for n := 2; n < pages; n++ {
		p := page(data, n)
		if binary.NativeEndian.Uint16(p[8:]) == 2 && binary.NativeEndian.Uint16(p[10:]) > 6 {
			return p
		}
	}
	t.Fatal("no page of outcomes")
	return nil
}

// A file that is not what usher wrote is never taken for a checkpoint that
// has yet to begin, is not changed, and says what is wrong with it.
func TestADamagedFileIsRefused(t *testing.T) {
	whole := settledFile(t)
	for name, c := range map[string]struct {
		damage func(data []byte) []byte
		want   migrator.Problem
	}{
		"empty":                         {func([]byte) []byte { return nil }, migrator.Foreign},
		"a text file":                   {func([]byte) []byte { return []byte("id,email\n1,a@example.com\n") }, migrator.Foreign},
		"noise of the same length":      {func(d []byte) []byte { noise(d); return d }, migrator.Foreign},
		"cut in half":                   {func(d []byte) []byte { return d[:len(d)/2] }, migrator.Damaged},
		"cut to one page":               {func(d []byte) []byte { return d[:len(page(d, 0))] }, migrator.Damaged},
		"cut to the first bytes":        {func(d []byte) []byte { return d[:50] }, migrator.Foreign},
		"the last page in use cut off":  {func(d []byte) []byte { _, _, n := metaFields(d); return d[:(n-1)*len(page(d, 0))] }, migrator.Damaged},
		"first meta overwritten":        {func(d []byte) []byte { noise(page(d, 0)); return d }, migrator.Damaged},
		"second meta overwritten":       {func(d []byte) []byte { noise(page(d, 1)); return d }, migrator.Damaged},
		"newest meta, one bit":          {func(d []byte) []byte { n, _, _ := metaFields(d); page(d, n)[60] ^= 1; return d }, migrator.Damaged},
		"newest meta zeroed":            {func(d []byte) []byte { n, _, _ := metaFields(d); clear(page(d, n)); return d }, migrator.Damaged},
		"both metas overwritten":        {func(d []byte) []byte { noise(page(d, 1)); noise(page(d, 0)); return d }, migrator.Damaged},
		"both metas zeroed":             {func(d []byte) []byte { clear(page(d, 1)); clear(page(d, 0)); return d }, migrator.Damaged},
		"list of free pages noise":      {func(d []byte) []byte { _, n, _ := metaFields(d); noise(page(d, n)); return d }, migrator.Damaged},
		"list of free pages, one entry": {func(d []byte) []byte { _, n, _ := metaFields(d); page(d, n)[16+6] ^= 0x40; return d }, migrator.Damaged},
		"a database of somebody else":   {foreignDatabase(t, nil), migrator.Foreign},
		"an empty bucket of our name":   {foreignDatabase(t, []byte("usher")), migrator.Foreign},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "x.usher")
			data := c.damage(bytes.Clone(whole))
			write(t, path, data)
			for _, open := range []func(string) (migrator.Store, error){files.Open, files.Read} {
				s, err := open(path)
				if err == nil {
					s.Close()
					t.Fatal("it was opened")
				}
				wantProblem(t, err, c.want)
			}
			wantBytes(t, path, data)
		})
	}
}

// Pages that opening does not read are found when they are read.
func TestDamageInsideIsFoundWhileReading(t *testing.T) {
	whole := settledFile(t)
	for name, damage := range map[string]func(data []byte){
		"a page of outcomes is noise":    func(d []byte) { noise(outcomeLeaf(t, d)) },
		"a page of outcomes is zeroes":   func(d []byte) { clear(outcomeLeaf(t, d)) },
		"the content of a page is noise": func(d []byte) { noise(outcomeLeaf(t, d)[16:]) },
		"one byte of a value":            func(d []byte) { p := outcomeLeaf(t, d); p[1500] ^= 1 },
		"a page says it has fewer":       func(d []byte) { outcomeLeaf(t, d)[10]-- },
	} {
		t.Run(name, func(t *testing.T) {
			data := bytes.Clone(whole)
			damage(data)
			path := filepath.Join(t.TempDir(), "x.usher")
			write(t, path, data)
			s, err := files.Read(path)
			if err == nil {
				_, err = collect(s)
				s.Close()
			}
			wantProblem(t, err, migrator.Damaged)
			wantBytes(t, path, data)

			s, err = files.Open(path)
			if err == nil {
				_, err = collect(s)
				s.Close()
			}
			wantProblem(t, err, migrator.Damaged)
		})
	}
}

// Whatever page is hit, nothing but an error comes of it: no panic, no fault,
// and no outcome that was not committed.
func TestNoiseInAnyPageIsAnErrorOrHarmless(t *testing.T) {
	whole := settledFile(t)
	_, _, pages := metaFields(whole)
	want := map[migrator.Outcome]bool{}
	for _, o := range createdRange(0, 4000) {
		want[o] = true
	}
	dir := t.TempDir()
	for n := range pages {
		data := bytes.Clone(whole)
		noise(page(data, n))
		path := filepath.Join(dir, "x.usher")
		write(t, path, data)
		s, err := files.Open(path)
		if err != nil {
			wantProblem(t, err, migrator.Damaged)
			continue
		}
		outcomes, err := collect(s)
		for _, o := range outcomes {
			if !want[o] {
				t.Fatalf("page %d: an outcome that nobody committed: %+v", n, o)
			}
		}
		if err == nil && len(outcomes) != 4000 {
			t.Fatalf("page %d: %d outcomes and no error", n, len(outcomes))
		}
		// A commit after that must not panic either.
		_ = s.Commit(migrator.Batch{Outcomes: createdRange(5000, 5003)})
		s.Close()
	}
}

// A file that shrinks while it is open is a fault of the processor, not an
// error of a call.
func TestAFileCutWhileItIsOpenIsAnError(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.usher")
	write(t, path, settledFile(t))
	s, err := files.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := os.Truncate(path, 20_000); err != nil {
		t.Skip(err) // Windows does not cut mapped files
	}
	_, err = collect(s)
	wantProblem(t, err, migrator.Damaged)
	wantProblem(t, s.Commit(migrator.Batch{Outcomes: createdRange(10, 1000)}), migrator.Damaged)
	wantProblem(t, s.Commit(migrator.Batch{Outcomes: createdRange(10, 11)}), migrator.Damaged)
	closeStore(t, s)
}

func TestAFileOfANewerUsherIsRefused(t *testing.T) {
	s, path := newStore(t)
	closeStore(t, s)
	db, err := bbolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		return tx.Bucket([]byte("usher")).Put([]byte("header"), []byte("usher checkpoint\x00\x00\x02"))
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = files.Open(path)
	wantProblem(t, err, migrator.Newer)
	_, err = files.Read(path)
	wantProblem(t, err, migrator.Newer)
}

func TestWhatIsNoFileIsRefused(t *testing.T) {
	dir := t.TempDir()
	_, err := files.Open(filepath.Join(dir, "none.usher"))
	wantProblem(t, err, migrator.Missing)
	_, err = files.Open(dir)
	wantProblem(t, err, migrator.Foreign)

	s, path := newStore(t)
	closeStore(t, s)
	link := filepath.Join(dir, "link.usher")
	if err := os.Symlink(path, link); err != nil {
		t.Skip(err)
	}
	_, err = files.Open(link)
	wantProblem(t, err, migrator.Foreign)
}

// foreignDatabase makes a bbolt file that another program might have made.
func foreignDatabase(t *testing.T, bucket []byte) func([]byte) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "other.db")
	db, err := bbolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	if bucket != nil {
		err = db.Update(func(tx *bbolt.Tx) error { _, err := tx.CreateBucket(bucket); return err })
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return func([]byte) []byte { return data }
}

func write(t testing.TB, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func wantBytes(t testing.TB, path string, want []byte) {
	t.Helper()
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("the file was changed")
	}
}
