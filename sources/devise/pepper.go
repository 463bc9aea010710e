package devise

import (
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
)

// pepper says that the app may have one (config.pepper): its hashes look like
// all others, and none opens.
type pepper struct{}

func (pepper) Page(object.Object, int) {}

func (pepper) Notes() []record.Note {
	return []record.Note{{Code: "pepper_possible", Detail: "config.pepper of Devise"}}
}
