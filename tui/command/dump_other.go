//go:build !unix

package command

// NoCoreDump does nothing: this system writes no core files.
func NoCoreDump() {}
