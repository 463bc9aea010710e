package checkpoint

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"sync"

	"example.com/usher/migrator"
)

// Projects keeps a second usher of this user on this machine away from a
// project, whatever its checkpoint: two of them would send twice the rate.
type Projects struct {
	// Folder holds the locks; "" means usher's folder in the user's cache.
	Folder string
}

// Lock takes a project, or says with a *migrator.LockedError who has it. The
// lock ends with release or with the process. The names of its files are
// digests of the project id.
func (p Projects) Lock(projectID string) (release func(), err error) {
	folder, err := p.folder()
	if err != nil {
		return nil, lockError(err)
	}
	digest := sha256.Sum256([]byte("usher project\x00" + projectID))
	name := filepath.Join(folder, "project-"+hex.EncodeToString(digest[:16]))
	f, err := os.OpenFile(name+".lock", os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, lockError(err)
	}
	locked, err := tryLock(f, true)
	if err != nil {
		return nil, lockError(errors.Join(err, f.Close()))
	}
	if !locked {
		_ = f.Close()
		return nil, &migrator.LockedError{ProjectID: projectID, PID: holderOf(name + ".pid")}
	}
	// Without a record others learn that the project is taken, not by whom.
	h, _ := announce(name + ".pid")
	return sync.OnceFunc(func() {
		h.release()
		// The lock file stays: removed, it could be locked by one process
		// while another makes it anew.
		_ = f.Close()
	}), nil
}

func (p Projects) folder() (string, error) {
	folder := p.Folder
	if folder == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			return "", err
		}
		folder = filepath.Join(cache, "usher")
	}
	return folder, os.MkdirAll(folder, 0o700)
}

func lockError(cause error) error {
	return &migrator.FatalError{Op: "lock project", Err: cause,
		Hint: "usher keeps a lock per project in your cache folder; make that folder writable, or name another one in XDG_CACHE_HOME (macOS: HOME, Windows: LocalAppData)."}
}
