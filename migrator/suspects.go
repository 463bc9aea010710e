package migrator

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// suspects are the ordinals whose keys seem to stand more than once, by the
// kind of the key.
type suspects [keyKinds]bitmap

// suspects compares all keys that were added. Those of one span are compared
// by one goroutine.
func (x *keyIndex) suspects(records uint64) (found suspects) {
	x.seal()
	for kind := range found {
		if len(x.blocks[kind]) > 0 {
			found[kind] = newBitmap(records)
		}
	}
	spans := x.spans()
	var (
		next  atomic.Int64
		group sync.WaitGroup
	)
	for range min(runtime.GOMAXPROCS(0), len(spans)) {
		group.Go(func() {
			var r repeats
			for n := int(next.Add(1)) - 1; n < len(spans); n = int(next.Add(1)) - 1 {
				r.look(x.blocks[spans[n].kind], spans[n], found[spans[n].kind])
			}
		})
	}
	group.Wait()
	return found
}

// keySpan is the keys of a kind whose hashes begin with first to last.
type keySpan struct {
	kind        keyKind
	first, last byte
	keys        int
}

// mostOfSpan bounds the memory that comparing takes.
const mostOfSpan = 1 << 18 // keys, unless those of one first byte are more

// spans splits the keys into parts that can be compared by themselves.
func (x *keyIndex) spans() (list []keySpan) {
	for kind := range x.firsts {
		open := keySpan{kind: keyKind(kind)}
		for first, n := range x.firsts[kind] {
			if open.keys > 0 && open.keys+int(n) > mostOfSpan {
				list = append(list, open)
				open = keySpan{kind: keyKind(kind), first: byte(first)}
			}
			open.last, open.keys = byte(first), open.keys+int(n)
		}
		if open.keys > 1 {
			list = append(list, open)
		}
	}
	return list
}

// any are the suspects of all kinds together.
func (s suspects) any() bitmap {
	var all bitmap
	for _, b := range s {
		if len(all) == 0 {
			all = make(bitmap, len(b))
		}
		for i, word := range b {
			all[i] |= word
		}
	}
	return all
}
