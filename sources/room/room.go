// Package room is memory for what users keep of their records: one piece
// serves many users, instead of one for every text and value.
//
//	r := room.Get()
//	defer r.Release()
//	u.Email = r.Text(value)
//
// What was put into a room stays as it is, also after Release: only the free
// part of a piece is used again. A user who is kept keeps the pieces alive that
// its parts stand in.
package room

import (
	"bytes"
	"slices"
	"strings"
	"sync"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/object"
)

// Room belongs to one goroutine at a time. The zero value is ready; it must
// not be copied. In a nil Room everything gets memory of its own.
type Room struct {
	values []byte
	texts  strings.Builder
}

const (
	// pieceSize is that of a piece: the most that somebody who is kept keeps
	// alive of others.
	pieceSize = 4 << 10 // bytes
	// Shared is up to where something stands in a piece; what is longer has
	// memory of its own.
	Shared = pieceSize / 4
)

var rooms = sync.Pool{New: func() any { return new(Room) }}

// Get gives a room in which there may be other users already.
func Get() *Room { return rooms.Get().(*Room) }

// Release lets others use what is free.
func (r *Room) Release() { rooms.Put(r) }

// String copies a text.
func (r *Room) String(text []byte) string {
	if len(text) == 0 || len(text) > Shared || r == nil {
		return string(text)
	}
	r.reserveText(len(text))
	from := r.texts.Len()
	r.texts.Write(text)
	return r.texts.String()[from:]
}

// Text is field.Text.
func (r *Room) Text(v jsontext.Value) string {
	if len(v) >= 2 && v[0] == '"' && bytes.IndexByte(v, '\\') < 0 {
		return r.String(bytes.TrimSpace(v[1 : len(v)-1]))
	}
	return field.Text(v)
}

// Undoubled copies a text, with one quote for each two that stand together.
func (r *Room) Undoubled(text string) string {
	if len(text) > Shared || r == nil {
		return strings.ReplaceAll(text, `""`, `"`)
	}
	r.reserveText(len(text))
	from := r.texts.Len()
	for {
		before, after, more := strings.Cut(text, `""`)
		r.texts.WriteString(before)
		if !more {
			return r.texts.String()[from:]
		}
		r.texts.WriteByte('"')
		text = after
	}
}

// Value copies a value.
func (r *Room) Value(v jsontext.Value) jsontext.Value {
	if len(v) > Shared || r == nil {
		return slices.Clip(v.Clone())
	}
	r.reserve(len(v))
	from := len(r.values)
	r.values = append(r.values, v...)
	return r.values[from:len(r.values):len(r.values)]
}

// mostEscaped is what a byte takes at most in a JSON string: \u0000.
const mostEscaped = 6

// Quote writes a text as a JSON string.
func (r *Room) Quote(text string) jsontext.Value {
	if len(text) > Shared/mostEscaped || r == nil {
		return slices.Clip(object.Quote(nil, text))
	}
	r.reserve(mostEscaped*len(text) + 2)
	from := len(r.values)
	r.values = object.Quote(jsontext.Value(r.values), text)
	return r.values[from:len(r.values):len(r.values)]
}

// reserveText is reserve for texts.
func (r *Room) reserveText(n int) {
	if r.texts.Cap()-r.texts.Len() < n {
		r.texts = strings.Builder{}
		r.texts.Grow(pieceSize)
	}
}

// reserve sees that what comes next stands in one piece.
func (r *Room) reserve(n int) {
	if cap(r.values)-len(r.values) < n {
		r.values = make([]byte, 0, pieceSize)
	}
}
