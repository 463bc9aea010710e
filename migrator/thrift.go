package migrator

import (
	"runtime/debug"
	"sync"
)

// A preview's memory is nearly all index, which has no pointers and is cheap
// to mark, so the garbage collector may come sooner than when the heap has
// doubled: that alone keeps 5,000,000 users below 128 MB. The collector
// belongs to the process, so previews and imports at the same time share its
// setting and the last one to end puts it back. An import keeps batches, answers
// and the checkpoint's pages, and its pace is the network's: it has the time.
const (
	// garbageRoom is how much garbage may gather, in bytes.
	garbageRoom = 14 << 20
	// restOfHeap is what a preview holds beside the index: batches of records.
	restOfHeap   = 10 << 20
	leastGarbage = 15 // percent
	// heapOfRun is about what a run holds of an export of a million.
	heapOfRun = 18 << 20
)

var thrift struct {
	sync.Mutex
	users  int // previews and runs
	before int // percent
}

// beThrifty makes the collector follow the heap until done is called.
func beThrifty() (grown func(bytes int), done func()) {
	thrift.Lock()
	defer thrift.Unlock()
	if thrift.users++; thrift.users == 1 {
		thrift.before = debug.SetGCPercent(100)
		debug.SetGCPercent(thrift.before)
	}
	return collectBy, thriftDone
}

// collectBy sets the collector for so many bytes. Who runs with a
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
	if thrift.users--; thrift.users == 0 {
		debug.SetGCPercent(thrift.before)
	}
}
