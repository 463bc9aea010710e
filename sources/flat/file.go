package flat

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/hashes"
	"example.com/usher/sources/layout"
	"example.com/usher/sources/stream"
)

// maxMapping is the size of the longest mapping file.
const maxMapping = 1 << 20 // bytes

const mapHint = "Correct the mapping file, or write a new one with usher preview EXPORT --write-map FILE."

// ReadMap reads a mapping file and checks it. The error is a *stream.Refusal
// that names the file and, where it can, the line.
func ReadMap(path string) (*layout.Map, error) {
	info, err := os.Stat(path)
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("it is no file")
	}
	if err == nil && info.Size() > maxMapping {
		err = fmt.Errorf("it is longer than %d KiB", maxMapping>>10)
	}
	var text []byte
	if err == nil {
		text, err = os.ReadFile(path)
	}
	if err == nil {
		_, err = ParseMapping(text)
	}
	if err != nil {
		return nil, refuse(path, err)
	}
	return &layout.Map{Path: path, Text: text}, nil
}

// refuse says what is wrong with a mapping file.
func refuse(path string, err error) error {
	var at *os.PathError
	if errors.As(err, &at) {
		err = at.Err
	}
	return &stream.Refusal{Reason: fmt.Sprintf("mapping file %s: %v", filepath.Base(path), err), Hint: mapHint, Err: err}
}

// ParseMapping reads the text of a mapping file and checks what can be
// checked without the export.
func ParseMapping(text []byte) (*Mapping, error) {
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	var m Mapping
	if err := json.Unmarshal(text, &m, json.RejectUnknownMembers(true)); err != nil {
		return nil, explain(text, err)
	}
	return &m, m.check()
}

// explain says what a JSON error means, and in which line.
func explain(text []byte, err error) error {
	var syntax *jsontext.SyntacticError
	if errors.As(err, &syntax) {
		return fmt.Errorf("line %d: not valid JSON", line(text, syntax.ByteOffset))
	}
	var meaning *json.SemanticError
	if !errors.As(err, &meaning) {
		return err
	}
	where := fmt.Sprintf("line %d", line(text, meaning.ByteOffset))
	if at := strings.Trim(string(meaning.JSONPointer), "/"); at != "" {
		where += ", " + strings.ReplaceAll(at, "/", ".")
	}
	switch {
	case errors.Is(err, json.ErrUnknownName):
		return errors.New(where + ": there is no such field")
	case meaning.Err != nil:
		return fmt.Errorf("%s: %w", where, meaning.Err)
	}
	return errors.New(where + ": not what belongs here")
}

func line(text []byte, offset int64) int {
	return 1 + bytes.Count(text[:max(0, min(offset, int64(len(text))))], []byte("\n"))
}

// check refuses a mapping that cannot be meant.
func (m *Mapping) check() error {
	switch {
	case m.Version != Version:
		return fmt.Errorf(`"usher_mapping": %d is written in it, this usher reads %d`, m.Version, Version)
	case len(m.Email) == 0 && len(m.Phone) == 0:
		return errors.New("it names neither email nor phone; Stytch needs one of them")
	case m.Table != nil && m.Table.Delimiter != "" && (len(m.Table.Delimiter) != 1 || strings.ContainsAny(m.Table.Delimiter, "\"\r\n")):
		return errors.New(`table.delimiter: give one character, as in ";" or "\t"`)
	case !oneOf(m.Rest, "", restTrusted, restUntrusted, restNone):
		return errors.New(`rest: say "trusted", "untrusted" or "none"`)
	case !oneOf(strings.ToLower(m.Encoding), encodings...):
		return errors.New(`encoding: say "utf-8" or "latin-1"`)
	}
	return m.Password.check()
}

// Where columns go that are named nowhere.
const (
	restTrusted   = "trusted"
	restUntrusted = "untrusted"
	restNone      = "none"
)

func oneOf(s string, list ...string) bool {
	for _, x := range list {
		if s == x {
			return true
		}
	}
	return false
}

// check refuses settings that no hash could have.
func (p *Password) check() error {
	if p == nil {
		return nil
	}
	if len(p.Hash) == 0 {
		return errors.New("password.hash: name the column of the password hashes, or leave password out")
	}
	for _, s := range []struct {
		name    string
		setting *Setting
		ok      func(string) bool
		hint    string
	}{
		{"type", p.Type, hashes.KnownType, "there is no such type of hash"},
		{"encoding", p.Encoding, among("hex", "base64"), `say "hex" or "base64"`},
		{"salt_encoding", p.SaltEncoding, among("text", "hex", "base64"), `say "text", "hex" or "base64"`},
		{"salt_position", p.SaltPosition, among("prepend", "append", "both"), `say "prepend", "append" or "both"`},
		{"algorithm", p.Algorithm, among("sha1", "sha256", "sha512"), `say "sha256" or "sha512"`},
		{"peppered", p.Peppered, among("true", "false"), "say true or false"},
		{"iterations", p.Iterations, isNumber, "give a number"},
		{"n", p.N, isNumber, "give a number"},
		{"r", p.R, isNumber, "give a number"},
		{"p", p.P, isNumber, "give a number"},
		{"memory", p.Memory, isNumber, "give a number of KiB"},
		{"threads", p.Threads, isNumber, "give a number"},
	} {
		if s.setting != nil && s.setting.Column == "" && !s.ok(s.setting.Value) {
			return fmt.Errorf("password.%s: %s", s.name, s.hint)
		}
	}
	return nil
}

func among(list ...string) func(string) bool {
	return func(s string) bool { return oneOf(s, list...) }
}

func isNumber(s string) bool { return s != "" && len(s) < 10 && strings.Trim(s, "0123456789") == "" }

// Text is the mapping file.
func (m *Mapping) Text() ([]byte, error) {
	text, err := json.Marshal(m, json.Deterministic(true), jsontext.WithIndent("  "))
	if err != nil {
		return nil, fmt.Errorf("write mapping: %w", err)
	}
	return append(text, '\n'), nil
}
