// Package paths reads paths as people type, paste and drop them into usher,
// and writes them so that they can be read again.
//
//	paths.In(`'~/my exports/users.json' hashes.ndjson`, os.Getenv, exists)
package paths

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// Words splits what was typed, pasted or dropped into paths, as a shell would:
// quotes hold a path together, a backslash keeps a space. A backslash before
// any other character stays, because Windows writes paths with it.
func Words(s string) []string {
	var out []string
	var b strings.Builder
	quote := rune(0)
	begun := false
	runes := []rune(strings.TrimSpace(s))
	for i := 0; i < len(runes); i++ {
		r := runes[i]
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '\'' || r == '"'):
			quote, begun = r, true
		case quote == 0 && r == '\\' && i+1 < len(runes) && escapable(runes[i+1]):
			i++
			b.WriteRune(runes[i])
			begun = true
		case quote == 0 && r == ' ':
			if begun {
				out = append(out, b.String())
			}
			b.Reset()
			begun = false
		default:
			b.WriteRune(r)
			begun = true
		}
	}
	if begun {
		out = append(out, b.String())
	}
	return out
}

func escapable(r rune) bool { return strings.ContainsRune(` '"\()[]&;$!`, r) }

// Escaped writes a path so that Words gives it back.
func Escaped(path string) string {
	var b strings.Builder
	runes := []rune(path)
	for i, r := range runes {
		read := r == '\\' && i+1 < len(runes) && escapable(runes[i+1]) // Words would take it for an escape
		if r == ' ' || r == '\'' || r == '"' || read {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// In gives the paths of an input. What exists as it stands, spaces and
// quotes included, is one path.
func In(s string, getenv func(string) string, exists func(string) bool) []string {
	whole := Expand(strings.TrimSpace(s), getenv)
	if whole != "" && exists(whole) {
		return []string{whole}
	}
	if list, ok := addresses(s); ok {
		return list
	}
	list := Words(s)
	for i, p := range list {
		list[i] = Expand(p, getenv)
	}
	return list
}

// addresses reads what some desktops drop: file:///home/ada/my%20users.json,
// several on lines of their own or with spaces between them.
func addresses(s string) (list []string, ok bool) {
	for _, word := range strings.Fields(s) {
		rest, isOne := strings.CutPrefix(word, "file://")
		if !isOne {
			return nil, false
		}
		rest = strings.TrimPrefix(rest, "localhost")
		if path, err := url.PathUnescape(rest); err == nil {
			rest = path
		}
		list = append(list, rest)
	}
	return list, len(list) > 0
}

// Exist says whether something is there.
func Exist(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// Expand replaces a leading ~ by the home folder.
func Expand(path string, getenv func(string) string) string {
	home := getenv("HOME")
	if home == "" {
		return path
	}
	if path == "~" {
		return home
	}
	if rest, ok := strings.CutPrefix(path, "~/"); ok {
		return filepath.Join(home, rest)
	}
	return path
}

// Shorten writes the home folder as ~.
func Shorten(path string, getenv func(string) string) string {
	home := getenv("HOME")
	if home != "" && home != "/" {
		if rest, ok := strings.CutPrefix(path, home+string(filepath.Separator)); ok {
			return "~" + string(filepath.Separator) + rest
		}
	}
	return path
}
