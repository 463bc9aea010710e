//go:build !unix

package sandbox

// lockFile does nothing where there is no flock.
func lockFile(string) (unlock func() error, err error) {
	return func() error { return nil }, nil
}
