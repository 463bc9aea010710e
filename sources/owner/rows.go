package owner

import (
	"example.com/usher/sources/join"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
)

// Rows reads a row of the second table: the id of the user that it belongs
// to, and what it says. Rows of other tables have no owner.
type Rows[T any] func(object.Object) (id string, row T)

// Keys is the Keys of a layout.
func (read Rows[T]) Keys(raw record.Raw) ([]string, error) {
	o, _, err := object.Read(raw.Data)
	if err != nil {
		return nil, err
	}
	if id, _ := read(o); id != "" {
		return []string{key(id)}, nil
	}
	return nil, nil
}

func key(id string) string { return "user:" + id }

// Of finds the rows of a user in the order of the files. The error is a
// record.Problem.
func (read Rows[T]) Of(id string, index *join.Index) (list []T, err error) {
	err = index.Find(key(id), func(n int, data []byte) bool {
		o, _, err := object.Read(data)
		if err != nil {
			return false
		}
		if owner, row := read(o); owner == id {
			index.Claim(n)
			list = append(list, row)
		}
		return false
	})
	if err != nil {
		return nil, record.Problem("its rows in the second table cannot be read again")
	}
	return list, nil
}
