package flat

import (
	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/object"
)

// common remembers short texts as JSON strings: most columns that go into
// metadata have few different texts (a plan, a language), and those need not
// be written anew for every user. Nobody changes such a value.
type common [64]struct {
	text  string
	value any // a jsontext.Value
}

const longestCommon = 24 // bytes

// quoted gives a text as a JSON string; ok is false where it is too long to be
// remembered.
func (c *common) quoted(text string) (value any, ok bool) {
	if len(text) > longestCommon || text == "" {
		return nil, false
	}
	last := len(text) - 1
	slot := &c[(uint(text[0])+7*uint(text[last/2])+31*uint(text[last])+uint(last))%uint(len(c))]
	if slot.text != text {
		own := object.Quote(nil, text)
		slot.value = own
		slot.text = string(own[1 : len(own)-1])
		if slot.text != text { // it needed escapes
			slot.text = ""
			return jsontext.Value(own), true
		}
	}
	return slot.value, true
}
