//go:build unix

package command

import "syscall"

// NoCoreDump keeps the process from leaving a core file, which would hold
// users, hashes and the secret. Where the system refuses there is nothing more
// to do, and nothing is lost by going on.
func NoCoreDump() {
	_ = syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{})
}
