package spill

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/binary"
)

// Sealed is a File whose content is encrypted on disk with a key that is in
// this process's memory only: for text that came encrypted and that must not
// lie on a disk otherwise.
type Sealed struct {
	file   *File
	key    cipher.Block
	length int64
	buffer []byte
}

// NewSealed makes an empty one.
func NewSealed() (*Sealed, error) {
	var secret [32]byte
	_, _ = rand.Read(secret[:]) // never fails
	key, err := aes.NewCipher(secret[:])
	if err != nil {
		return nil, err
	}
	file, err := New()
	if err != nil {
		return nil, err
	}
	return &Sealed{file: file, key: key}, nil
}

// Write appends.
func (s *Sealed) Write(p []byte) (int, error) {
	s.buffer = append(s.buffer[:0], p...)
	s.crypt(s.buffer, s.length)
	n, err := s.file.Write(s.buffer)
	s.length += int64(n)
	return n, err
}

// ReadAt reads what was written. Reading may go on in several goroutines, but
// not beside Write.
func (s *Sealed) ReadAt(p []byte, off int64) (int, error) {
	n, err := s.file.ReadAt(p, off)
	s.crypt(p[:n], off)
	return n, err
}

// crypt turns plain text at an offset into what stands in the file, or back:
// counter mode, whose key is used for this file only. Nothing is written twice
// at one offset.
func (s *Sealed) crypt(p []byte, off int64) {
	var counter, skipped [aes.BlockSize]byte
	binary.BigEndian.PutUint64(counter[8:], uint64(off/aes.BlockSize))
	stream := cipher.NewCTR(s.key, counter[:])
	skip := skipped[:off%aes.BlockSize]
	stream.XORKeyStream(skip, skip)
	stream.XORKeyStream(p, p)
}

// Close removes the file.
func (s *Sealed) Close() error { return s.file.Close() }
