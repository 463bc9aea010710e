package flat

import (
	"fmt"

	"example.com/usher/sources/layout"
	"example.com/usher/sources/record"
	"example.com/usher/sources/stream"
)

// noIdentifier: nothing in the file looks like an email or a phone number.
func noIdentifier(columns []Guess) error {
	var names []string
	for _, g := range columns {
		names = append(names, g.Column)
	}
	return &stream.Refusal{
		Reason: "nothing in it looks like an email or a phone number; it has " + nameList(names),
		Hint:   "Say in a mapping file which column holds it: usher preview EXPORT --write-map FILE, correct FILE, then --map FILE.",
	}
}

// refuseFit says that a mapping does not fit the file.
func refuseFit(f layout.File, err error) error {
	if f.Sample.Map == nil { // a guess that does not fit its own columns
		return &stream.Refusal{Reason: err.Error(), Hint: mapHint, Err: err}
	}
	return refuse(f.Sample.Map.Path, err)
}

func misfit(cells, columns int) error {
	return record.Problem(fmt.Sprintf("%d cells, the header has %d", cells, columns))
}
