// Package join finds the record of one file that belongs to a record of
// another, in bounded memory: the keyed hashes of its keys stand sorted in a
// temporary file of 16 bytes each (small ones stay in memory), and the record
// itself is read from its own file when it is asked for.
//
//	x := join.New()
//	x.AddText(file, file, 0)
//	err := x.Add(offset, length, []uint32{x.Hash("id:7")})
//	...
//	err = x.Sort()
//	...
//	err = x.Find("id:7", func(entry int, data []byte) bool { ... })
//
// The hashes say nothing about the keys: their seed is this process's own.
package join
