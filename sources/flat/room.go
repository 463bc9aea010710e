package flat

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/object"
)

// room is memory for what the users of some rows keep: one piece serves many
// of them, and nothing in it is written twice.
type room struct {
	values []byte          // metadata
	texts  strings.Builder // cells
}

// roomSize is that of a piece. A user who is kept keeps the pieces alive that
// its parts stand in.
const roomSize = 4 << 10 // bytes

// keep copies a value.
func (r *room) keep(v jsontext.Value) jsontext.Value {
	r.reserve(len(v))
	from := len(r.values)
	r.values = append(r.values, v...)
	return r.values[from:len(r.values):len(r.values)]
}

// quote writes a text as a JSON string.
func (r *room) quote(text string) jsontext.Value {
	r.reserve(len(text) + 2)
	from := len(r.values)
	r.values = object.Quote(jsontext.Value(r.values), text)
	return r.values[from:len(r.values):len(r.values)]
}

// reserve sees that what comes next stands in one piece.
func (r *room) reserve(n int) {
	if cap(r.values)-len(r.values) < n {
		r.values = make([]byte, 0, max(n, roomSize))
	}
}

// begin sees that n bytes of text find place behind each other, and says where
// they begin.
func (r *room) begin(n int) (from int) {
	if r.texts.Cap()-r.texts.Len() < n {
		r.texts = strings.Builder{}
		r.texts.Grow(max(n, roomSize))
	}
	return r.texts.Len()
}

// text copies a text.
func (r *room) text(data []byte) string {
	from := r.begin(len(data))
	r.texts.Write(data)
	return r.texts.String()[from:]
}
