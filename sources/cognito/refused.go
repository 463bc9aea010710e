package cognito

import (
	"bytes"

	"example.com/usher/sources/layout"
	"example.com/usher/sources/stream"
)

// Printed are forms that show users without being meant to be read by
// programs: they are recognised and said to be so.
var Printed = layout.Layout{
	Provider: layout.Cognito,
	Name:     "printed users",
	Kind:     layout.Users,
	Detect:   func(s *layout.Sample) bool { return printedAs(s) != nil },
	Open:     func(f layout.File) (layout.Decode, error) { return nil, printedAs(f.Sample) },
}

const asJSON = "Export again as JSON: aws cognito-idp list-users --user-pool-id ID --output json > users.json"

// printedAs says what the form is and what to do; nil for any other.
func printedAs(s *layout.Sample) error {
	text := bytes.TrimLeft(s.Text, " \t\r\n")
	begin := string(text[:min(len(text), 4096)])
	has := func(words ...string) bool {
		for _, w := range words {
			if !bytes.Contains([]byte(begin), []byte(w)) {
				return false
			}
		}
		return true
	}
	switch {
	case has("|", "ListUsers") && begin[0] == '-':
		return &stream.Refusal{Reason: "this is a table for people (--output table)", Hint: asJSON}
	case has("Username: '", "Attributes: [") && (begin[0] == '{' || begin[0] == '['):
		return &stream.Refusal{
			Reason: "this is how Node.js prints an answer of Cognito (console.log), which leaves users out, and is not JSON",
			Hint:   "Write it with JSON.stringify(response), or export with the AWS command line: aws cognito-idp list-users --user-pool-id ID --output json",
		}
	}
	return nil
}
