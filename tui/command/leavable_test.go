package command

import (
	"errors"
	"io"
	"testing"
	"testing/synctest"
	"time"
)

// unreadPipe takes nothing until its reader comes.
func unreadPipe() (*io.PipeReader, *leavable, chan struct{}) {
	r, w := io.Pipe()
	leaving := make(chan struct{})
	return r, &leavable{to: w, leaving: leaving}, leaving
}

func TestAWriteWaitsForItsReaderWhileNobodyLeaves(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, l, _ := unreadPipe()
		ended := make(chan error, 1)
		go func() {
			_, err := l.Write([]byte("a line"))
			ended <- err
		}()
		time.Sleep(time.Hour)
		select {
		case err := <-ended:
			t.Fatalf("it was given up: %v", err)
		default:
		}
		got := make([]byte, 6)
		if _, err := io.ReadFull(r, got); err != nil || string(got) != "a line" {
			t.Errorf("%q, %v", got, err)
		}
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

func TestAProcessThatLeavesGivesAWriteUpThatNobodyReads(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, l, leaving := unreadPipe()
		defer r.Close()
		close(leaving)
		began := time.Now()
		for range 100 {
			if _, err := l.Write([]byte("a line")); !errors.Is(err, errUnread) {
				t.Fatal(err)
			}
		}
		if waited := time.Since(began); waited != unreadPatience {
			t.Errorf("waited %v for 100 lines", waited)
		}
	})
}

func TestAProcessThatLeavesStillWritesWhatIsRead(t *testing.T) {
	r, l, leaving := unreadPipe()
	close(leaving)
	go func() {
		_, _ = l.Write([]byte("all of it"))
		_ = l.to.(io.Closer).Close()
	}()
	if got, err := io.ReadAll(r); err != nil || string(got) != "all of it" {
		t.Errorf("%q, %v", got, err)
	}
}
