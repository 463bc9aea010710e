//go:build !linux && !darwin && !dragonfly && !freebsd && !netbsd && !openbsd

package plain

// hideTyping does nothing here: term.ReadPassword turns the echo off when it
// begins to read.
func hideTyping(int) error { return nil }
