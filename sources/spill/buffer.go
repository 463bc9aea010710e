package spill

import "io"

// Buffer is text that may grow: it is kept in memory up to a limit, then in a
// temporary file. The zero value has the limit 0.
type Buffer struct {
	Limit int // bytes in memory

	memory []byte
	file   *File
	length int64
}

// Write appends.
func (b *Buffer) Write(p []byte) (int, error) {
	if b.file == nil && len(b.memory)+len(p) <= b.Limit {
		b.memory = append(b.memory, p...)
		b.length += int64(len(p))
		return len(p), nil
	}
	if b.file == nil {
		if err := b.move(); err != nil {
			return 0, err
		}
	}
	n, err := b.file.Write(p)
	b.length += int64(n)
	return n, err
}

func (b *Buffer) move() (err error) {
	if b.file, err = New(); err != nil {
		return err
	}
	if _, err = b.file.Write(b.memory); err == nil {
		b.memory = nil
	}
	return err
}

// ReadAt reads what was written. Reading may go on in several goroutines, but
// not beside Write.
func (b *Buffer) ReadAt(p []byte, off int64) (int, error) {
	if b.file != nil {
		return b.file.ReadAt(p, off)
	}
	if off >= int64(len(b.memory)) {
		return 0, io.EOF
	}
	n := copy(p, b.memory[off:])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// Len is how many bytes were written.
func (b *Buffer) Len() int64 { return b.length }

// Close gives memory and file back.
func (b *Buffer) Close() error {
	b.memory, b.length = nil, 0
	if b.file == nil {
		return nil
	}
	f := b.file
	b.file = nil
	return f.Close()
}
