package checkpoint

import (
	"errors"
	"io"
	"os"
	"strconv"
	"strings"
	"time"
)

// holder is the process that has a lock, as others can read it: a small file
// with a pid. Who makes it holds the lock that it stands for, and a lock on
// the record itself from before the pid is in it until the process ends. So a
// record that nobody has locked was left behind by a dead process, whatever
// its pid may be by now, and one that is locked tells the truth.
type holder struct {
	file *os.File
	path string
}

// announce writes the record. The caller has the lock, so nobody else writes
// one; what is there is left over.
func announce(path string) (*holder, error) {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	h := &holder{f, path}
	if err = waitLock(f, true); err == nil {
		_, err = f.WriteString(strconv.Itoa(os.Getpid()) + "\n")
	}
	if err != nil {
		h.release()
		return nil, err
	}
	return h, nil
}

// waitLock takes a lock that others hold for a moment only: they look.
func waitLock(f *os.File, exclusive bool) error {
	for end := time.Now().Add(lockWait); ; time.Sleep(lockWait / 25) {
		locked, err := tryLock(f, exclusive)
		if err != nil || locked {
			return err
		}
		if time.Now().After(end) {
			return errInUse
		}
	}
}

// release takes the record away. It comes before the lock itself is given up.
func (h *holder) release() {
	if h == nil {
		return
	}
	// Windows removes no open file; between Close and Remove the record is
	// unlocked, and so not believed.
	_ = h.file.Close()
	_ = os.Remove(h.path)
}

// holderOf gives the pid of who holds what the record stands for, 0 where it
// can't be known. The caller has just been refused the lock.
func holderOf(path string) int {
	for range 5 {
		if pid := readHolder(path); pid != 0 {
			return pid
		}
		// The lock was taken this moment, and the record comes after it.
		time.Sleep(10 * time.Millisecond)
	}
	return 0
}

func readHolder(path string) int {
	f, err := os.Open(path)
	if err != nil {
		return 0
	}
	defer f.Close()
	if free, err := tryLock(f, false); free || err != nil {
		return 0
	}
	text, err := io.ReadAll(io.LimitReader(f, 32))
	if err != nil {
		return 0
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil || pid <= 0 {
		return 0
	}
	return pid
}
