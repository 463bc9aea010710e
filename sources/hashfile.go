package sources

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sync/atomic"

	"example.com/usher/sources/join"
	"example.com/usher/sources/layout"
	"example.com/usher/sources/ordered"
	"example.com/usher/sources/record"
	"example.com/usher/sources/spill"
	"example.com/usher/sources/split"
	"example.com/usher/sources/stream"
)

// join reads the hash files into the index, once for all passes.
func (e *Export) join(ctx context.Context, read *atomic.Int64) error {
	e.joining.Lock()
	defer e.joining.Unlock()
	files := append(e.of(PasswordHashes), e.besides()...)
	if len(files) == 0 {
		return nil
	}
	if e.joined {
		for _, in := range files {
			read.Add(in.Size)
		}
		return nil
	}
	if err := e.hashes.Reset(); err != nil {
		return wrap("read export", files[0].Path, err)
	}
	j := &joiner{files: files, index: e.hashes, read: read}
	err := j.run(ctx)
	if err != nil {
		return err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	for i, in := range files {
		if err := in.learn(j.sums[i]); err != nil {
			return err
		}
	}
	e.joined = true
	return nil
}

// joiner reads hash files.
type joiner struct {
	files []*input
	index *join.Index
	read  *atomic.Int64
	sums  []stream.Sum
}

func (j *joiner) run(ctx context.Context) error {
	var base int64
	for _, in := range j.files {
		length, err := j.file(ctx, in, base)
		if err != nil {
			return err
		}
		base += length
	}
	if err := j.index.Sort(); err != nil {
		return wrap("read export", j.files[0].Path, err)
	}
	return nil
}

// file reads one file and gives the length of its text.
func (j *joiner) file(ctx context.Context, in *input, base int64) (length int64, err error) {
	r, err := in.file.Open(j.read)
	if err != nil {
		return 0, wrap("read export", in.Path, err)
	}
	defer func() { _ = r.Close() }() // only read
	text, err := j.text(r, in, base)
	if err != nil {
		return 0, wrap("read export", in.Path, err)
	}
	counted := &lengthReader{r: text}
	if err := j.records(ctx, in, counted, base); err != nil {
		if ctx.Err() != nil {
			return 0, err
		}
		return 0, wrap("read export", in.Path, err)
	}
	j.sums = append(j.sums, r.Sum())
	return counted.n, nil
}

// text prepares that records can be read at their offsets later: in the file
// itself, or in a copy of its text where it is packed, transcoded or rewritten.
func (j *joiner) text(r *stream.Reader, in *input, base int64) (io.Reader, error) {
	rewrite := in.layout.Rewrite
	if skip, plain := r.Plain(); plain && rewrite == nil {
		f, err := os.Open(in.file.Path())
		if err != nil {
			return nil, err
		}
		j.index.AddText(io.NewSectionReader(f, skip, 1<<62), f, base)
		return r, nil
	}
	copied, err := newCopy(r.Encrypted())
	if err != nil {
		return nil, err
	}
	j.index.AddText(copied, copied, base)
	if rewrite != nil {
		return io.TeeReader(rewrite(r), copied), nil
	}
	return io.TeeReader(r, copied), nil
}

// textCopy is text that is read at offsets later.
type textCopy interface {
	io.Writer
	io.ReaderAt
	io.Closer
}

func newCopy(sealed bool) (textCopy, error) {
	if sealed {
		return spill.NewSealed()
	}
	return spill.New()
}

// lengthReader counts.
type lengthReader struct {
	r io.Reader
	n int64
}

func (l *lengthReader) Read(p []byte) (int, error) {
	n, err := l.r.Read(p)
	l.n += int64(n)
	return n, err
}

// records puts the records of one file into the index.
func (j *joiner) records(ctx context.Context, in *input, text io.Reader, base int64) error {
	splitter := in.split(bufio.NewReaderSize(text, layout.SampleSize))
	var index uint64
	next := func() (*split.Element, int, uint64, error) {
		for {
			el, err := splitter.Next()
			switch {
			case errors.Is(err, split.ErrCut):
				return nil, 0, 0, io.EOF // the partial record before it is counted
			case err != nil:
				return nil, 0, 0, err
			case !el.Page:
				index++
				return el, 0, index - 1, nil
			}
		}
	}
	for it, err := range ordered.Run(ctx, next, nil, j.keysOf(in)) {
		if err != nil {
			return err
		}
		if it.Problem != "" {
			j.index.Unreadable++
			continue
		}
		if len(it.Out) == 0 {
			continue
		}
		if err := j.index.Add(base+it.Offset, len(it.Data), it.Out); err != nil {
			return err
		}
	}
	return nil
}

// keysOf hashes a record's keys, on many goroutines.
func (j *joiner) keysOf(in *input) func(*ordered.Item[[]uint32]) {
	return func(it *ordered.Item[[]uint32]) {
		if it.Problem != "" {
			return
		}
		keys, err := in.layout.Keys(record.Raw{Data: it.Data})
		if err != nil {
			it.Problem = problemOf(err)
			return
		}
		for _, k := range keys {
			it.Out = append(it.Out, j.index.Hash(k))
		}
	}
}

// orphans are notes about hashes, or rows of a second table, that found no
// user, or were of no use.
func (e *Export) orphans() []Note {
	what := "hash"
	for _, in := range append(e.of(PasswordHashes), e.besides()...) {
		if in.layout.Rows {
			what = "row" // a provider has the one or the other
		}
	}
	var notes []Note
	if n := e.hashes.Unclaimed(); n > 0 {
		notes = append(notes, Note{Code: what + "_without_profile", Detail: fmt.Sprintf("%d of %d", n, e.hashes.Len())})
	}
	if n := e.hashes.Unreadable; n > 0 {
		notes = append(notes, Note{Code: what + "_unreadable", Detail: fmt.Sprintf("%d records", n)})
	}
	return notes
}
