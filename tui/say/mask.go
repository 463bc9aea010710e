package say

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/migrator"
	"example.com/usher/sources"
	"example.com/usher/sources/field"
)

// secretKey matches the names of fields whose values are never shown, at any
// depth: hashes and what belongs to them, secrets, tokens.
var secretKey = regexp.MustCompile(`(?i)(hash$|hash_?value|passw|passwd|pwd|salt|secret|token|private|signer|otp|recovery|credential|api_?key|^key$|authenticator)`)

// shownKey matches fields that secretKey would hide although they say nothing
// secret.
var shownKey = regexp.MustCompile(`(?i)(hash_?type|password_?(set_?date|updated_?at|reset)|last_?password|iterations|cost|algorithm|length|type$|_at$|date$|enabled$|verified$)`)

// looksHashed matches values that are hashes by their form, whatever the name
// of their field is.
var looksHashed = regexp.MustCompile(`^(\$[A-Za-z0-9-]{1,16}\$|\{[A-Z0-9]+\})`)

// mask hides a value and keeps its length, which tells a truncated hash.
func mask(value string) string {
	return "•••• (" + strconv.Itoa(utf8.RuneCountInString(value)) + " characters)"
}

// maskedJSON writes a JSON value over several lines with its secrets masked.
// ok is false when raw is not JSON.
func maskedJSON(raw []byte, hash string) (lines []string, ok bool) {
	if text := bytes.TrimLeft(raw, " \t\r\n"); len(text) == 0 || text[0] != '{' && text[0] != '[' {
		return nil, false // a row of a table may begin with a number, too
	}
	var out bytes.Buffer
	d := jsontext.NewDecoder(bytes.NewReader(raw), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	e := jsontext.NewEncoder(&out, jsontext.WithIndent("  "), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	m := masker{d: d, e: e, hash: hash}
	if err := m.value(false, 0); err != nil {
		return nil, false
	}
	if _, err := d.ReadToken(); !errors.Is(err, io.EOF) {
		return nil, false
	}
	return strings.Split(strings.TrimRight(out.String(), "\n"), "\n"), true
}

// mostDepth bounds the nesting of what is shown.
const mostDepth = 200

type masker struct {
	d    *jsontext.Decoder
	e    *jsontext.Encoder
	hash string
}

func (m masker) value(secret bool, depth int) error {
	switch kind := m.d.PeekKind(); {
	case (kind == '{' || kind == '[') && depth < mostDepth:
		return m.container(kind, secret, depth)
	case kind == '{' || kind == '[':
		if err := m.d.SkipValue(); err != nil {
			return err
		}
		return m.e.WriteToken(jsontext.String("nested too deeply to show"))
	}
	t, err := m.d.ReadToken()
	if err != nil {
		return err
	}
	if t.Kind() == '"' {
		if s := t.String(); s != "" && (secret || s == m.hash || looksHashed.MatchString(s)) {
			return m.e.WriteToken(jsontext.String(mask(s)))
		}
	}
	if secret && t.Kind() == '0' {
		return m.e.WriteToken(jsontext.String("••••"))
	}
	return m.e.WriteToken(t)
}

func (m masker) container(kind jsontext.Kind, secret bool, depth int) error {
	if err := m.copyToken(); err != nil {
		return err
	}
	for m.d.PeekKind() != '}' && m.d.PeekKind() != ']' {
		inner := secret
		if kind == '{' {
			name, err := m.d.ReadToken()
			if err != nil {
				return err
			}
			key := name.String()
			inner = (secret || secretKey.MatchString(key) || field.Secret(key)) && !shownKey.MatchString(key)
			if err := m.e.WriteToken(jsontext.String(key)); err != nil {
				return err
			}
		}
		if err := m.value(inner, depth+1); err != nil {
			return err
		}
	}
	return m.copyToken()
}

func (m masker) copyToken() error {
	t, err := m.d.ReadToken()
	if err != nil {
		return err
	}
	return m.e.WriteToken(t)
}

// CallLines is one call as it is sent: method, path and body.
func CallLines(c migrator.Call) []string {
	hash := ""
	if c.Hash != nil {
		hash = c.Hash.Value
	}
	lines := []string{"POST " + c.Kind.Path()}
	raw, err := json.Marshal(c.Body(), json.Deterministic(true), jsontext.AllowInvalidUTF8(true))
	if err != nil {
		return append(lines, "the body cannot be written as JSON: "+err.Error())
	}
	body, ok := maskedJSON(raw, hash)
	if !ok {
		return append(lines, "the body cannot be shown")
	}
	return append(lines, body...)
}

// RecordLines is the record as found. What is not JSON is shown by its fields
// as they were read: in a bare line nothing tells a secret from a name.
func RecordLines(u sources.User) []string {
	hash := ""
	if u.Hash != nil {
		hash = u.Hash.Value
	}
	if lines, ok := maskedJSON(u.Raw, hash); ok {
		return lines
	}
	var lines []string
	add := func(name, value string) {
		if value != "" {
			lines = append(lines, fmt.Sprintf("%-16s%s", name, value))
		}
	}
	add("id", u.SourceID)
	add("username", u.Username)
	add("email", verified(u.Email, u.EmailVerified))
	add("phone", verified(u.Phone, u.PhoneVerified))
	add("name", strings.Join(strings.Fields(u.Name.First+" "+u.Name.Middle+" "+u.Name.Last), " "))
	switch {
	case u.Hash == nil:
	case u.Hash.Value == "": // it cannot move, and is not kept
		add("password hash", u.Hash.Scheme)
	default:
		add("password hash", u.Hash.Scheme+" "+mask(u.Hash.Value))
	}
	if u.Blocked {
		add("blocked", "yes")
	}
	return lines
}

func verified(value string, is bool) string {
	if value != "" && is {
		return value + " (verified)"
	}
	return value
}
