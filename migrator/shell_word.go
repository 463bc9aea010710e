package migrator

import "strings"

// ShellWord quotes a path where a shell would need it, so that a command can be
// copied from what usher says.
func ShellWord(path string) string {
	if !strings.ContainsFunc(path, func(r rune) bool { return !plainInShell(r) }) &&
		!strings.HasPrefix(path, "~") && !strings.HasPrefix(path, "-") && path != "" {
		return path
	}
	return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
}

func plainInShell(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' ||
		strings.ContainsRune("._-/+:,@%=~", r) || r > 0x7f
}
