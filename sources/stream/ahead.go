package stream

import (
	"errors"
	"io"
	"sync"
)

// Blocks of read-ahead: reading and unpacking run beside whoever parses.
const (
	aheadBlock  = 256 << 10 // bytes
	aheadBlocks = 3
)

// ahead reads on a goroutine of its own, a few blocks ahead of its reader.
type ahead struct {
	full  chan block
	empty chan []byte
	quit  chan struct{}
	stop  sync.Once
	done  sync.WaitGroup

	current block
	next    int // first byte of current that was not handed out
}

type block struct {
	data []byte
	err  error // comes after data
}

var errUnpacking = errors.New("cannot be unpacked")

func readAhead(r io.Reader) *ahead {
	a := &ahead{
		full:  make(chan block, aheadBlocks),
		empty: make(chan []byte, aheadBlocks),
		quit:  make(chan struct{}),
	}
	for range aheadBlocks {
		a.empty <- make([]byte, aheadBlock)
	}
	a.done.Go(func() { a.fill(r) })
	return a
}

func (a *ahead) fill(r io.Reader) {
	for {
		var buf []byte
		select {
		case buf = <-a.empty:
		case <-a.quit:
			return
		}
		b := readBlock(r, buf[:aheadBlock])
		select {
		case a.full <- b:
		case <-a.quit:
			return
		}
		if b.err != nil {
			return
		}
	}
}

// readBlock fills buf as far as r goes. io.ReadFull would not do: it turns
// the end of a file into the error of a cut one.
func readBlock(r io.Reader, buf []byte) (b block) {
	defer func() {
		if recover() != nil { // of a decompressor, over a file made to break it
			b = block{err: errUnpacking}
		}
	}()
	n, idle := 0, 0
	for n < len(buf) {
		got, err := r.Read(buf[n:])
		n += got
		if err != nil {
			return block{buf[:n], err}
		}
		if got > 0 {
			idle = 0
		} else if idle++; idle > 100 {
			return block{buf[:n], io.ErrNoProgress}
		}
	}
	return block{buf[:n], nil}
}

// Read is to be called from one goroutine, and not after close.
func (a *ahead) Read(p []byte) (int, error) {
	for a.next == len(a.current.data) {
		if a.current.err != nil {
			return 0, a.current.err
		}
		if a.current.data != nil {
			a.empty <- a.current.data
		}
		a.current, a.next = <-a.full, 0
	}
	n := copy(p, a.current.data[a.next:])
	a.next += n
	return n, nil
}

// close ends the goroutine and waits for it.
func (a *ahead) close() {
	a.stop.Do(func() { close(a.quit) })
	a.done.Wait()
}
