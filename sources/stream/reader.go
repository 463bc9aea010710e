package stream

import (
	"bufio"
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"hash"
	"io"
	"io/fs"
	"os"
	"sync/atomic"
)

// Reader gives the content of one file. It is not safe for concurrent use.
type Reader struct {
	file  *os.File
	ahead *ahead

	// content counts and hashes what was unpacked, on the goroutine that
	// reads ahead; it is read after the end only.
	content    *digest
	packed     bool
	mark       int64 // bytes of a byte order mark that was dropped
	transcoded bool
}

// Sum is the SHA-256 and the length of an unpacked content. It does not
// depend on how the file is packed.
type Sum struct {
	SHA256 [sha256.Size]byte
	Length int64
}

// Open opens a file. What is read of it on disk is added to read, which may
// be nil. The error is a *Refusal where the file is no text, or else one of
// the file system.
func Open(path string, read *atomic.Int64) (*Reader, error) {
	file, err := openFile(path)
	if err != nil {
		return nil, err
	}
	r := &Reader{file: file}
	if err := r.unwrap(path, read); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return r, nil
}

func openFile(path string) (*os.File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, missing(err)
	}
	if info.IsDir() {
		return nil, &Refusal{Reason: "this is a folder", Hint: "Name the files of the export inside it."}
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, missing(err)
	}
	return file, nil
}

// missing keeps the reason of a file system error; whoever opened it says the
// path.
func missing(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		err = at.Err
	}
	hint := "Check the path."
	if errors.Is(err, fs.ErrPermission) {
		hint = "Make the file readable for your user."
	}
	return &Refusal{Reason: err.Error(), Hint: hint, Err: err}
}

// headSize is how many bytes are looked at to recognise what a file is.
const headSize = 512

func (r *Reader) unwrap(path string, read *atomic.Int64) error {
	disk := bufio.NewReaderSize(&counted{r.file, read}, 64<<10)
	head, err := disk.Peek(headSize)
	if err != nil && err != io.EOF {
		return missing(err)
	}
	if len(head) == 0 {
		return empty("this file is empty")
	}
	var content io.Reader = disk
	if isGzip(head) {
		r.packed = true
		if content, err = gzip.NewReader(disk); err != nil {
			return &Refusal{Reason: "damaged gzip file", Hint: downloadAgain, Err: err}
		}
	}
	r.content = &digest{r: content, sum: sha256.New()}
	plain := bufio.NewReaderSize(r.content, 64<<10)
	head, err = plain.Peek(headSize)
	if err != nil && err != io.EOF {
		return r.explain(err)
	}
	if len(head) == 0 {
		return empty("this gzip file has nothing in it")
	}
	if !wide(head) {
		if refusal := refuse(path, head); refusal != nil {
			return refusal
		}
	}
	var utf8 io.Reader
	utf8, r.mark, r.transcoded = text(plain)
	r.ahead = readAhead(utf8)
	return nil
}

func isGzip(head []byte) bool { return len(head) > 2 && head[0] == 0x1f && head[1] == 0x8b }

func empty(reason string) error {
	return &Refusal{Reason: reason, Hint: "Export again, or name another file."}
}

const downloadAgain = "Download or copy the file again; what is there before the damage was read."

// Read gives the next bytes of the content. A *Refusal is the error where the
// file is cut or damaged.
func (r *Reader) Read(p []byte) (int, error) {
	n, err := r.ahead.Read(p)
	if err != nil && err != io.EOF {
		err = r.explain(err)
	}
	return n, err
}

func (r *Reader) explain(err error) error {
	switch {
	case r.packed && errors.Is(err, io.ErrUnexpectedEOF):
		return &Refusal{Reason: "the gzip file is cut off before its end", Hint: downloadAgain, Err: err}
	case r.packed:
		return &Refusal{Reason: "damaged gzip file", Hint: downloadAgain, Err: err}
	}
	return missing(err)
}

// Plain reports whether the text stands in the file as it is, and how many
// bytes come before it.
func (r *Reader) Plain() (skip int64, ok bool) { return r.mark, !r.packed && !r.transcoded }

// Sum is that of the whole content. It may be called after Read has said
// io.EOF.
func (r *Reader) Sum() Sum {
	s := Sum{Length: r.content.length}
	r.content.sum.Sum(s.SHA256[:0])
	return s
}

// Close ends reading ahead and closes the file.
func (r *Reader) Close() error {
	r.ahead.close()
	return r.file.Close()
}

// counted adds up the bytes that were read.
type counted struct {
	r     io.Reader
	total *atomic.Int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	if c.total != nil {
		c.total.Add(int64(n))
	}
	return n, err
}

// digest hashes what passes.
type digest struct {
	r      io.Reader
	sum    hash.Hash
	length int64
}

func (d *digest) Read(p []byte) (int, error) {
	n, err := d.r.Read(p)
	d.sum.Write(p[:n])
	d.length += int64(n)
	return n, err
}
