package flat

import (
	"example.com/usher/sources/secret"
	"example.com/usher/sources/table"
)

// hides: there are secrets in a column, or in its objects. What is called
// metadata is the app's own to give.
func (c *candidate) hides() bool {
	if ownObject(c.name) {
		return false
	}
	for _, v := range c.values {
		if v.json == nil {
			v.json = cellJSON(v.cell)
		}
		if v.json == nil && secret.Hash(v.cell) || secret.In(v.json) {
			return true
		}
	}
	return false
}

// ownObject: the name of a member says that the app keeps its own in it.
func ownObject(name string) bool {
	key := table.Key(name)
	return oneOf(key, trustedObjects...) || oneOf(key, untrustedObjects...)
}
