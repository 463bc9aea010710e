//go:build !linux && !darwin && !freebsd && !netbsd

package stream

import "io/fs"

func changeOf(fs.FileInfo) (device, inode uint64, changed int64, ok bool) { return 0, 0, 0, false }
