package stream

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"errors"
	"hash"
	"io"
	"io/fs"
	"os"
	"sync/atomic"

	"example.com/usher/sources/pgp"
)

// Reader gives the content of one file. It is not safe for concurrent use.
type Reader struct {
	raw   io.Closer
	path  string // of a file on disk by itself
	ahead *ahead

	// content hashes what was unpacked, on the goroutine that reads ahead; it
	// is read after the end only.
	content    *digest
	key        *pgp.Key // opens it where it is encrypted
	packing    *packing // nil where the file is not packed
	encrypted  bool
	mark       int64 // bytes of a byte order mark that was dropped
	transcoded bool
}

// Sum is the SHA-256 and the length of an unpacked content. It does not
// depend on how the file is packed.
type Sum struct {
	SHA256 [sha256.Size]byte
	Length int64
}

// openFile opens a file that can be read more than once. To open a pipe would
// wait for whoever writes, and its second reader would find it empty.
func openFile(path string) (io.ReadCloser, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, missing(err)
	case info.IsDir():
		return nil, &Refusal{Reason: "this is a folder", Hint: "Name the files of the export inside it."}
	case !info.Mode().IsRegular():
		return nil, &Refusal{
			Reason: "this is a pipe or a device, not a file",
			Hint:   "An export is read more than once: write it to a file and name that, or, for a preview, send it to standard input (... | usher preview -).",
		}
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

func closeWith(c io.Closer, err error) error {
	if failed := c.Close(); failed != nil {
		return errors.Join(err, failed)
	}
	return err
}

// headSize is how many bytes are looked at to recognise what a file is. The
// mark of a tar archive stands at 257.
const headSize = 512

func (r *Reader) unwrap(name string, read *atomic.Int64) error {
	disk := bufio.NewReaderSize(&counted{r.raw.(io.Reader), read}, 64<<10)
	head, err := peek(disk)
	if err != nil {
		return r.explain(err)
	}
	if len(head) == 0 {
		return empty("this file is empty")
	}
	content, err := r.unwrapAll(disk, head)
	if err != nil {
		return err
	}
	r.content = &digest{r: content, sum: sha256.New()}
	plain := bufio.NewReaderSize(r.content, 64<<10)
	if head, err = peek(plain); err != nil {
		return r.explain(err)
	}
	if len(head) == 0 {
		return empty("there is nothing in this packed file")
	}
	if refusal := refuse(name, head); refusal != nil {
		return refusal
	}
	var utf8 io.Reader
	utf8, r.mark, r.transcoded = text(plain)
	r.ahead = readAhead(utf8)
	return nil
}

// peek looks at the beginning of a content; it may be shorter than headSize.
func peek(r *bufio.Reader) ([]byte, error) {
	head, err := r.Peek(headSize)
	if err == io.EOF || err != nil && len(head) > 0 {
		err = nil // the reader says it again, behind what is there
	}
	return head, err
}

// maxLayers is how often a file may be packed or encrypted: packed, encrypted,
// and packed again to be sent.
const maxLayers = 3

// unwrapAll undoes what the first bytes show, layer by layer.
func (r *Reader) unwrapAll(disk *bufio.Reader, head []byte) (io.Reader, error) {
	for range maxLayers {
		content, err := r.unwrapOne(disk, head)
		if content == nil || err != nil {
			return disk, err
		}
		disk = bufio.NewReaderSize(content, 64<<10)
		if head, err = peek(disk); err != nil {
			return nil, r.explain(err)
		}
	}
	return disk, nil
}

// unwrapOne undoes one layer; nil where there is none.
func (r *Reader) unwrapOne(disk *bufio.Reader, head []byte) (io.Reader, error) {
	if r.key != nil && encrypted(head) {
		r.encrypted = true
		content, err := r.key.Decrypt(disk)
		if err != nil {
			return nil, r.explain(err)
		}
		return content, nil
	}
	for _, p := range packings {
		if !bytes.HasPrefix(head, []byte(p.magic)) {
			continue
		}
		r.packing = &p
		content, err := p.open(disk)
		if err != nil {
			return nil, r.explain(err)
		}
		return content, nil
	}
	return nil, nil
}

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
	var refusal *Refusal
	var closed *pgp.Error
	switch {
	case errors.As(err, &refusal):
		return err
	case errors.As(err, &closed): // also through the packing inside
		return &Refusal{Reason: closed.Reason, Hint: closed.Hint, Err: closed}
	case errors.Is(err, io.ErrUnexpectedEOF):
		return &Refusal{Reason: "the " + r.kind() + "file is cut off before its end", Hint: downloadAgain, Err: err}
	case r.packing != nil:
		return &Refusal{Reason: "damaged " + r.kind() + "file", Hint: downloadAgain, Err: err}
	}
	return missing(err)
}

func (r *Reader) kind() string {
	if r.packing == nil {
		return ""
	}
	return r.packing.name + " "
}

// Plain reports whether the text stands in a file on disk as it is, and how
// many bytes come before it.
func (r *Reader) Plain() (skip int64, ok bool) {
	return r.mark, r.path != "" && r.packing == nil && !r.transcoded && !r.encrypted
}

// Encrypted reports whether the file was encrypted, so that its text must not
// lie on a disk as it is.
func (r *Reader) Encrypted() bool { return r.encrypted }

// State is that of the file at this moment; ok is false where the file is no
// file on disk by itself, or the system does not say enough.
func (r *Reader) State() (s State, ok bool) {
	file, is := r.raw.(*os.File)
	if !is || r.path == "" {
		return State{}, false
	}
	return StateOf(file)
}

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
	return r.raw.Close()
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
