//go:build linux || darwin || dragonfly || freebsd || netbsd || openbsd

package plain

import "golang.org/x/sys/unix"

// hideTyping turns a terminal's echo off and leaves everything else, so that
// nothing typed shows between a question and the moment its answer is read.
func hideTyping(fd int) error {
	state, err := unix.IoctlGetTermios(fd, readTermios)
	if err != nil {
		return err
	}
	state.Lflag &^= unix.ECHO
	return unix.IoctlSetTermios(fd, writeTermios, state)
}
