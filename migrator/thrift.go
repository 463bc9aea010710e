package migrator

import (
	"runtime/debug"
	"sync"
)

// A preview's memory is nearly all index, which has no pointers and is cheap
// to mark, so the garbage collector may come sooner than when the heap has
// doubled: that alone keeps 5,000,000 users below 128 MB. The collector
// belongs to the process: it follows what all previews and runs hold together,
// and the last one to end puts its setting back. An import keeps batches,
// answers and the checkpoint's pages, and its pace is the network's: it has the
// time.
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
	holders int // previews and runs
	bytes   int // that they hold
	before  int // percent, without them
}

// beThrifty makes the collector follow the heap until done is called. grown
// says how many bytes the caller holds now.
func beThrifty() (grown func(bytes int), done func()) {
	thrift.Lock()
	defer thrift.Unlock()
	if thrift.holders++; thrift.holders == 1 {
		thrift.before = debug.SetGCPercent(100)
		debug.SetGCPercent(thrift.before)
	}
	held := 0
	grown = func(bytes int) {
		thrift.Lock()
		defer thrift.Unlock()
		thrift.bytes, held = thrift.bytes+bytes-held, bytes
		collect()
	}
	return grown, func() {
		thrift.Lock()
		defer thrift.Unlock()
		thrift.holders, thrift.bytes = thrift.holders-1, thrift.bytes-held
		collect()
	}
}

// collect sets the collector for what is held. Who runs with a stricter
// setting, or with the collector off, keeps that.
func collect() {
	percent := thrift.before
	if thrift.bytes > 0 {
		percent = min(percent, max(leastGarbage, 100*garbageRoom/(restOfHeap+thrift.bytes)))
	}
	debug.SetGCPercent(percent)
}
