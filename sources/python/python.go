package python

import (
	"bufio"
	"bytes"
	"io"
	"unicode/utf8"
)

// Printed reports whether a text begins like the repr of a dict, or of a list
// of dicts.
func Printed(text []byte) bool {
	text = bytes.TrimLeft(text, " \t\r\n")
	text = bytes.TrimLeft(bytes.TrimPrefix(text, []byte("[")), " \t\r\n")
	rest, ok := bytes.CutPrefix(text, []byte("{"))
	rest = bytes.TrimLeft(rest, " \t\r\n")
	if !ok || len(rest) == 0 || rest[0] != '\'' {
		return false
	}
	end := bytes.IndexByte(rest[1:], '\'')
	return end >= 0 && bytes.HasPrefix(bytes.TrimLeft(rest[end+2:], " "), []byte(":"))
}

// JSON gives the text of r as JSON, in memory that does not grow with it.
func JSON(r io.Reader) io.Reader {
	return &reader{in: bufio.NewReaderSize(r, 64<<10)}
}

// block is how much is made at once, in bytes.
const block = 32 << 10

type reader struct {
	in    *bufio.Reader
	out   []byte // made, and not yet given
	next  int
	quote byte // of the string that the text is in, 0 outside
	last  byte // that was no space, outside of strings
	err   error
}

func (r *reader) Read(p []byte) (int, error) {
	if r.next == len(r.out) {
		r.out, r.next = r.out[:0], 0
		for len(r.out) < block && r.err == nil {
			r.step()
		}
		if len(r.out) == 0 {
			return 0, r.err
		}
	}
	n := copy(p, r.out[r.next:])
	r.next += n
	return n, nil
}

// step makes JSON of the next piece of text.
func (r *reader) step() {
	c, err := r.in.ReadByte()
	switch {
	case err != nil:
		r.err = err
	case r.quote != 0:
		r.inString(c)
	case c == '\'' || c == '"':
		r.begin(c)
	case isLetter(c):
		r.last = c
		r.word(c)
	default:
		if c > ' ' {
			r.last = c
		}
		r.out = append(r.out, c)
	}
}

// begin begins a string where one can begin. Elsewhere a quotation mark is
// missing before, and this one ends what had none: the record is lost, and
// those behind it are not turned inside out.
func (r *reader) begin(quote byte) {
	if r.last == 0 || bytes.IndexByte([]byte("{[(,:"), r.last) >= 0 {
		r.quote = quote
	}
	r.last = quote
	r.out = append(r.out, '"')
}

func (r *reader) inString(c byte) {
	switch {
	case c == r.quote:
		r.quote = 0
		r.out = append(r.out, '"')
	case c == '"':
		r.out = append(r.out, `\"`...)
	case c == '\\':
		r.escape()
	default:
		r.out = append(r.out, c)
	}
}

// escape makes JSON's of one of Python's escapes.
func (r *reader) escape() {
	c, err := r.in.ReadByte()
	if err != nil {
		r.err = err
		return
	}
	switch c {
	case '\'':
		r.out = append(r.out, c)
	case '\\', '"', 'n', 'r', 't', 'b', 'f':
		r.out = append(r.out, '\\', c)
	case 'x':
		r.code(c, 2)
	case 'u':
		r.code(c, 4)
	case 'U':
		r.code(c, 8)
	default: // no repr has it
		r.out = append(r.out, '\\', '\\', c)
	}
}

// code reads the n hex digits of a character. What is none stays as it is, and
// is no JSON.
func (r *reader) code(letter byte, n int) {
	digits, err := r.in.Peek(n)
	if err != nil && len(digits) == 0 {
		r.err = err
		return
	}
	var char rune
	for _, d := range digits {
		v := hexValue(d)
		if v < 0 || len(digits) < n || char > utf8.MaxRune {
			r.out = append(r.out, '\\', letter)
			return
		}
		char = char<<4 | v
	}
	_, _ = r.in.Discard(n) // what Peek has just shown
	if char < ' ' || char == '"' || char == '\\' || letter != 'U' {
		const hex = "0123456789abcdef"
		r.out = append(r.out, '\\', 'u', hex[char>>12&15], hex[char>>8&15], hex[char>>4&15], hex[char&15])
		return
	}
	r.out = utf8.AppendRune(r.out, char)
}

func hexValue(c byte) rune {
	switch {
	case '0' <= c && c <= '9':
		return rune(c - '0')
	case 'a' <= c|0x20 && c|0x20 <= 'f':
		return rune(c|0x20-'a') + 10
	}
	return -1
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_' }

// longest is the most bytes of a name or of a datetime.
const longest = 200

// word reads a name. Numbers have letters too (1e5), which come back as they
// are.
func (r *reader) word(c byte) {
	name := append(make([]byte, 0, 32), c)
	for len(name) < longest {
		next, err := r.in.Peek(1)
		if err != nil || !isLetter(next[0]) && next[0] != '.' {
			break
		}
		name = append(name, next[0])
		_, _ = r.in.Discard(1) // what Peek has just shown
	}
	switch string(name) {
	case "True":
		r.out = append(r.out, "true"...)
	case "False":
		r.out = append(r.out, "false"...)
	case "None":
		r.out = append(r.out, "null"...)
	case "datetime.datetime":
		r.datetime(name)
	default:
		r.out = append(r.out, name...)
	}
}

// datetime reads the arguments behind the name.
func (r *reader) datetime(name []byte) {
	text, _ := r.in.Peek(longest) // shorter at the end
	n := arguments(text)
	written, ok := written(text[:n])
	if !ok {
		r.out = append(r.out, name...)
		return
	}
	_, _ = r.in.Discard(n) // what Peek has just shown
	r.out = append(append(append(r.out, '"'), written...), '"')
}

// arguments is the length of a call's arguments with their parentheses, 0
// where they do not end.
func arguments(text []byte) int {
	depth := 0
	for i, c := range text {
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
		if depth == 0 {
			break
		}
	}
	return 0
}
