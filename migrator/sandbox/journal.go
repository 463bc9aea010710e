package sandbox

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// journalHeader is the first line of a state file.
const journalHeader = `{"usher_sandbox_state":1}` + "\n"

var (
	errClosed  = errors.New("the sandbox is closed")
	errForeign = errors.New("not a state file of the sandbox")
)

// journal is the append-only state file: a header and one JSON line per
// change, each written by a single write before it is answered, so that a
// killed process forgets nothing it has answered. A nil journal keeps nothing.
type journal struct {
	file   *os.File
	unlock func() error
	size   int64
	err    error // refuses all further writes
	line   bytes.Buffer
}

// entry is a line: a user as it is from now on, or the id of a deleted one.
type entry struct {
	Put    *user `json:"put,omitempty"`
	Delete *uuid `json:"delete,omitempty"`
}

func (j *journal) put(u *user) error         { return j.append(entry{Put: u}) }
func (j *journal) remove(deleted uuid) error { return j.append(entry{Delete: &deleted}) }

func (j *journal) append(e entry) error {
	if j == nil {
		return nil
	}
	if j.err != nil {
		return j.err
	}
	j.line.Reset()
	if err := encodeEntry(&j.line, e); err != nil {
		return err
	}
	n, err := j.file.Write(j.line.Bytes())
	if err == nil {
		j.size += int64(n)
		return nil
	}
	// Half a line in the middle would make the rest unreadable.
	if cut := j.file.Truncate(j.size); cut != nil {
		j.err = fmt.Errorf("write sandbox state: %w", errors.Join(err, cut))
	}
	return fmt.Errorf("write sandbox state: %w", err)
}

func encodeEntry(w io.Writer, e entry) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(e); err != nil {
		return fmt.Errorf("encode sandbox state: %w", err)
	}
	return nil
}

func (j *journal) close() error {
	if j == nil || errors.Is(j.err, errClosed) {
		return nil
	}
	j.err = errClosed
	if err := errors.Join(j.file.Sync(), j.file.Close(), j.unlock()); err != nil {
		return fmt.Errorf("close sandbox state: %w", err)
	}
	return nil
}

// openJournal reads the state file into st, cuts a torn last line off, writes
// the file anew when it holds outdated lines, and leaves it open.
func openJournal(path string, st *state) (*journal, error) {
	if info, err := os.Lstat(path); err == nil && !info.Mode().IsRegular() {
		return nil, fmt.Errorf("open sandbox state %s: not a regular file", path)
	}
	unlock, err := lockFile(path + ".lock")
	if err != nil {
		return nil, fmt.Errorf("lock sandbox state %s: %w", path, err)
	}
	j, err := loadJournal(path, st)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open sandbox state %s: %w", path, err), unlock())
	}
	j.unlock = unlock
	return j, nil
}

func loadJournal(path string, st *state) (*journal, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return nil, err
	}
	lines, size, err := replay(file, st)
	if err == nil {
		err = file.Truncate(size)
	}
	if err == nil && size == 0 {
		size = int64(len(journalHeader))
		_, err = file.WriteString(journalHeader)
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	if lines > len(st.byID) {
		return compact(path, file, st)
	}
	return &journal{file: file, size: size}, nil
}

// replay returns how many entries there were and where the sound part ends.
func replay(r io.Reader, st *state) (lines int, size int64, err error) {
	in := bufio.NewReaderSize(r, 1<<16)
	header, err := in.ReadString('\n')
	if err == io.EOF && len(header) < len(journalHeader) && header == journalHeader[:len(header)] {
		return 0, 0, nil // new, or killed while the first line was written
	}
	if err != nil && err != io.EOF {
		return 0, 0, err
	}
	if header != journalHeader {
		return 0, 0, errForeign
	}
	size = int64(len(header))
	for {
		line, err := in.ReadBytes('\n')
		if err == io.EOF {
			return lines, size, nil // what is left is a torn line, or nothing
		}
		if err != nil {
			return 0, 0, err
		}
		if err := replayLine(line, st); err != nil {
			if _, last := in.Peek(1); last == io.EOF {
				return lines, size, nil
			}
			return 0, 0, fmt.Errorf("line %d: %w", lines+2, err)
		}
		lines++
		size += int64(len(line))
	}
}

func replayLine(line []byte, st *state) error {
	var e entry
	if err := json.Unmarshal(line, &e); err != nil {
		return fmt.Errorf("damaged: %w", err)
	}
	switch {
	case e.Put != nil:
		st.replace(st.byID[e.Put.ID], e.Put)
	case e.Delete != nil && st.byID[*e.Delete] != nil:
		st.drop(st.byID[*e.Delete])
	default:
		return errors.New("neither a user nor a deletion")
	}
	return nil
}

// compact writes one line per user to a new file and puts it in the place of
// the old one.
func compact(path string, old *os.File, st *state) (*journal, error) {
	if err := old.Close(); err != nil {
		return nil, err
	}
	file, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return nil, err
	}
	size, err := writeAll(file, st)
	if err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		return nil, errors.Join(err, os.Remove(file.Name()))
	}
	file, err = os.OpenFile(path, os.O_RDWR|os.O_APPEND, 0o600)
	if err != nil {
		return nil, err
	}
	return &journal{file: file, size: size}, nil
}

func writeAll(file *os.File, st *state) (int64, error) {
	out := bufio.NewWriterSize(file, 1<<16)
	if _, err := out.WriteString(journalHeader); err != nil {
		return 0, err
	}
	for _, u := range st.order {
		if u == nil {
			continue
		}
		if err := encodeEntry(out, entry{Put: u}); err != nil {
			return 0, err
		}
	}
	if err := out.Flush(); err != nil {
		return 0, err
	}
	return file.Seek(0, io.SeekCurrent)
}
