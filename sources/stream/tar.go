package stream

import (
	"archive/tar"
	"bufio"
	"bytes"
	"errors"
	"io"
	"sync"
)

func isTar(head []byte) bool {
	return len(head) > 262 && bytes.Equal(head[257:262], []byte("ustar"))
}

// archive is a tar archive, packed or not. It can only be read from the
// start, so the place after the last member is kept: who opens the members in
// their order reads it once.
type archive struct {
	path string

	mu   sync.Mutex
	idle *position
}

// position stands before member number next.
type position struct {
	file io.Closer
	tar  *tar.Reader
	next int
}

// fromTar takes the members of a tar archive.
func fromTar(path string) (*Set, error) {
	a := &archive{path: path}
	p, err := a.start()
	if err != nil {
		return nil, err
	}
	defer func() { _ = p.file.Close() }() // only read
	s := &Set{Several: true, close: a}
	for n := 0; ; n++ {
		h, err := p.tar.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, damagedTar(err)
		}
		if h.Typeflag != tar.TypeReg || h.Size == 0 || hiddenMember(h.Name) {
			continue
		}
		if len(s.Files) == maxFiles {
			return nil, tooMany
		}
		s.Files = append(s.Files, File{
			Name: path + "/" + member(h.Name),
			Size: h.Size,
			open: func() (io.ReadCloser, error) { return a.open(n) },
		})
	}
	return s, nil
}

func damagedTar(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return &Refusal{Reason: "the tar archive is cut off before its end", Hint: downloadAgain, Err: err}
	}
	return &Refusal{Reason: "damaged tar archive", Hint: downloadAgain, Err: err}
}

func (a *archive) start() (*position, error) {
	f, err := openFile(a.path)
	if err != nil {
		return nil, err
	}
	r := bufio.NewReaderSize(f, 256<<10)
	var content io.Reader = r
	head, _ := r.Peek(8) // a shorter file has no magic
	for _, p := range packings {
		if !bytes.HasPrefix(head, []byte(p.magic)) {
			continue
		}
		if content, err = p.open(r); err != nil {
			return nil, closeWith(f, damagedTar(err))
		}
	}
	return &position{file: f, tar: tar.NewReader(content)}, nil
}

// open gives member number n of all entries.
func (a *archive) open(n int) (io.ReadCloser, error) {
	a.mu.Lock()
	p := a.idle
	a.idle = nil
	a.mu.Unlock()
	if p != nil && p.next > n {
		_ = p.file.Close() // only read
		p = nil
	}
	if p == nil {
		var err error
		if p, err = a.start(); err != nil {
			return nil, err
		}
	}
	for ; p.next <= n; p.next++ {
		if _, err := p.tar.Next(); err != nil {
			return nil, closeWith(p.file, damagedTar(err))
		}
	}
	return &tarMember{archive: a, at: p}, nil
}

// tarMember gives its position back when it is closed.
type tarMember struct {
	archive *archive
	at      *position
}

func (m *tarMember) Read(p []byte) (int, error) {
	n, err := m.at.tar.Read(p)
	if err != nil && err != io.EOF {
		err = damagedTar(err)
	}
	return n, err
}

func (m *tarMember) Close() error {
	a := m.archive
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.idle != nil {
		return m.at.file.Close()
	}
	a.idle = m.at
	return nil
}

// Close closes the position that is kept.
func (a *archive) Close() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.idle == nil {
		return nil
	}
	err := a.idle.file.Close()
	a.idle = nil
	return err
}
