package migrator

import (
	"runtime/debug"
	"sync"
)

// A preview's memory is nearly all index, which has no pointers and is cheap
// to mark, so the garbage collector may come sooner than when the heap has
// doubled: that alone keeps 5,000,000 users below 128 MB. The collector
// belongs to the process, so previews at the same time share its setting and
// the last one to end puts it back.
const (
	// garbageRoom is how much garbage may gather, in bytes.
	garbageRoom = 14 << 20
	// restOfHeap is what a preview holds beside the index: batches of records.
	restOfHeap   = 10 << 20
	leastGarbage = 15 // percent
)

var thrift struct {
	sync.Mutex
	previews int
	before   int // percent
}

// beThrifty makes the collector follow the index until done is called.
func beThrifty() (grown func(bytes int), done func()) {
	thrift.Lock()
	defer thrift.Unlock()
	if thrift.previews++; thrift.previews == 1 {
		thrift.before = debug.SetGCPercent(100)
		debug.SetGCPercent(thrift.before)
	}
	return collectBy, thriftDone
}

// collectBy sets the collector for an index of some bytes. Who runs with a
// stricter setting, or with the collector off, keeps that.
func collectBy(bytes int) {
	thrift.Lock()
	defer thrift.Unlock()
	percent := max(leastGarbage, 100*garbageRoom/(restOfHeap+bytes))
	if percent < thrift.before {
		debug.SetGCPercent(percent)
	}
}

func thriftDone() {
	thrift.Lock()
	defer thrift.Unlock()
	if thrift.previews--; thrift.previews == 0 {
		debug.SetGCPercent(thrift.before)
	}
}
