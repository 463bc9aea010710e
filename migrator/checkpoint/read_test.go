package checkpoint_test

import (
	"os"
	"path/filepath"
	"sync"
	"testing"

	"example.com/usher/migrator"
)

func TestReadingChangesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.usher")
	whole := settledFile(t)
	write(t, path, whole)
	before, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	s, err := files.Read(path)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(all(t, s)); n != 4000 || s.Counts().Created != 4000 {
		t.Errorf("%d outcomes, counts %+v", n, s.Counts())
	}
	if _, err := s.History(); err != nil {
		t.Error(err)
	}
	if _, err := s.Progress("verify"); err != nil {
		t.Error(err)
	}
	wantProblem(t, s.Commit(migrator.Batch{Outcomes: createdRange(0, 1)}), migrator.NotWritable)
	wantNames(t, filepath.Dir(path), "x.usher")
	closeStore(t, s)
	wantBytes(t, path, whole)
	if after, err := os.Stat(path); err != nil || !after.ModTime().Equal(before.ModTime()) {
		t.Errorf("the file's time changed: %v", err)
	}
}

// A screen reads while the recorder commits: what it sees is always the state
// of some commit.
func TestReadersBesideCommits(t *testing.T) {
	s, _ := newStore(t)
	done := make(chan struct{})
	var readers sync.WaitGroup
	for range 3 {
		readers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				n := 0
				for o, err := range s.Outcomes() {
					if err != nil || o.Kind == migrator.WasRefused && o.Reason == "" {
						t.Errorf("outcome %+v: %v", o, err)
						return
					}
					n++
				}
				if n%30 != 0 && n < 1024 {
					t.Errorf("%d outcomes: part of a commit", n)
				}
				if c := s.Counts(); (c.Created+c.Refused)%30 != 0 {
					t.Errorf("counts %+v: part of a commit", c)
				}
				if _, err := s.History(); err != nil {
					t.Error(err)
				}
				_ = s.Meta().Watermarks
			}
		})
	}
	for from := uint64(0); from < 3000; from += 30 {
		batch := migrator.Batch{
			Outcomes:   createdRange(from, from+29),
			Watermarks: []migrator.Watermark{{Ordinal: from}},
			History:    []migrator.Point{{Minute: minute(int(from)), Requests: 30}},
		}
		batch.Outcomes = append(batch.Outcomes, migrator.Outcome{Ordinal: from + 29, Kind: migrator.WasRefused, Reason: "reason-" + uuid(from)})
		commit(t, s, batch)
	}
	close(done)
	readers.Wait()
	if n := len(all(t, s)); n != 3000 {
		t.Errorf("%d outcomes in the end", n)
	}
}
