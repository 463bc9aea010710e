package checkpoint

import (
	"os"

	"golang.org/x/sys/windows"
)

// tryLock takes the lock that bbolt takes too (one byte beyond every file, so
// that the content stays readable), or says at once that somebody else has
// it. It ends with the open file.
func tryLock(f *os.File, exclusive bool) (bool, error) {
	var flags uint32 = windows.LOCKFILE_FAIL_IMMEDIATELY
	if exclusive {
		flags |= windows.LOCKFILE_EXCLUSIVE_LOCK
	}
	const last = 1<<32 - 1
	err := windows.LockFileEx(windows.Handle(f.Fd()), flags, 0, 1, 0, &windows.Overlapped{Offset: last, OffsetHigh: last})
	switch err {
	case nil:
		return true, nil
	case windows.ERROR_LOCK_VIOLATION:
		return false, nil
	}
	return false, os.NewSyscallError("LockFileEx", err)
}
