package say

import "example.com/usher/migrator"

// Word quotes a path where a shell would need it, so that a command can be
// copied from what usher writes.
func Word(path string) string { return migrator.ShellWord(path) }
