package cognito

import (
	"bytes"
	"io"

	"example.com/usher/sources/layout"
	"example.com/usher/sources/python"
	"example.com/usher/sources/split"
)

// Python is how Python prints an answer of boto3, or a list of its users:
//
//	{'Users': [{'Username': 'ada', 'Attributes': [{'Name': 'sub', 'Value': '...'}],
//	  'UserCreateDate': datetime.datetime(2024, 3, 4, 5, 6, 7, tzinfo=tzlocal()), 'Enabled': True}]}
var Python = layout.Layout{
	Provider: layout.Cognito,
	Name:     "users as Python prints them",
	Kind:     layout.Users,
	Detect: func(s *layout.Sample) bool {
		if !python.Printed(s.Text) {
			return false
		}
		var text bytes.Buffer
		_, err := text.ReadFrom(python.JSON(bytes.NewReader(s.Text)))
		return err == nil && anyUser((&layout.Sample{Path: s.Path, Text: text.Bytes(), Whole: s.Whole}).Objects(answers))
	},
	Split: func(r io.Reader, _ *layout.Sample) split.Splitter {
		return split.JSON(python.JSON(r), answers, split.Limits{})
	},
	Open:  func(layout.File) (layout.Decode, error) { return decode, nil },
	Tally: func() layout.Tally { return &pages{} },
}
