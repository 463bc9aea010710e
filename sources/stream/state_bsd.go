//go:build darwin || freebsd || netbsd

package stream

import (
	"io/fs"
	"syscall"
)

func changeOf(info fs.FileInfo) (device, inode uint64, changed int64, ok bool) {
	s, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return 0, 0, 0, false
	}
	return uint64(s.Dev), uint64(s.Ino), s.Ctimespec.Nano(), true
}
