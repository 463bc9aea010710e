// Package checkpoint keeps the state of a migration in one bbolt file, and
// keeps a second usher away from the file and from the project.
//
//	files := checkpoint.Files{}
//	store, err := files.Create("users-test.usher", meta)
//	...
//	err = store.Commit(migrator.Batch{Outcomes: settled, Watermarks: marks})
//	// settled is on disk now: it survives kill -9 and power loss
//
// Files is the migrator's port Checkpoints, Projects.Lock its LockProject.
//
// # Layout
//
// Six buckets, see layout.go. Outcomes are kept by ordinal, eight to a key, so
// that a migration appends: a commit touches the last page of the bucket and
// rewrites nothing else. One takes some 40 bytes. There is no email, phone,
// name, hash or secret in the file: ids are Stytch's own, reasons are codes,
// and a source id is kept as a keyed digest only.
//
// # Damage
//
// bbolt panics or faults on a damaged file, takes an empty file for a new
// database, and goes back by one commit where the newest one can't be read.
// None of that may look like a migration that has yet to begin. So a file is
// inspected before bbolt sees it (inspect.go), everything that reads runs
// under recover with debug.SetPanicOnFault, and every value carries a
// checksum over its key and itself, so that noise in the middle of a page is
// found too.
//
// # Locks
//
// The file's lock is bbolt's own. Beside it X.usher.pid names the process that
// holds it (holder.go); it is removed on Close, and one that a killed process
// left behind is not believed. Where a file system has no locks (some network
// shares) a checkpoint cannot be opened.
package checkpoint
