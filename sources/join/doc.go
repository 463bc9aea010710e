// Package join finds the record of one file that belongs to a record of
// another, in bounded memory: an Index keeps 8 bytes for a record and 8 for
// each of its keys, and reads the record from disk when it is asked for.
//
//	x := join.New()
//	x.Add(position, x.Hash("id:7"))
//	x.Sort()
//	x.Find("id:7", func(entry int, data []byte) bool { ... })
//
// Where the file itself cannot be read at an offset, because it is packed, its
// text is kept in a temporary file that nobody else can read and that is gone
// with the process.
package join
