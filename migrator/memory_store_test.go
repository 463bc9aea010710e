package migrator_test

import (
	"errors"
	"iter"
	"maps"
	"slices"
	"sync"

	"example.com/usher/migrator"
)

// disk is what survives the end of a process: at most one checkpoint.
type disk struct {
	mu       sync.Mutex
	meta     migrator.Meta
	exists   bool
	outcomes map[uint64]migrator.Outcome
	counts   migrator.Counts
	history  []migrator.Point
	progress map[string][]byte
	commits  int

	inUse   bool
	pid     int   // who uses it
	damaged error // what opening says
	// commit is asked before each commit, counted over all processes: with an
	// error nothing is stored, unless the error is errAfter.
	commit func(n int, b migrator.Batch) error
	// mostBelow is the most users below a watermark who had no outcome.
	mostBelow int
	opened    int
	created   int
}

// errAfter is a commit that is durable although it is never acknowledged.
var errAfter = errors.New("the power failed after the commit")

// process opens checkpoints of a disk as long as it has power.
type process struct {
	disk  *disk
	power func() bool
}

func (p process) Create(path string, m migrator.Meta) (migrator.Store, error) {
	p.disk.mu.Lock()
	defer p.disk.mu.Unlock()
	if p.disk.exists {
		return nil, &migrator.CheckpointError{Path: path, Op: "create", Problem: migrator.Exists, Err: errors.New("it exists")}
	}
	p.disk.meta, p.disk.exists = m, true
	p.disk.outcomes, p.disk.progress = map[uint64]migrator.Outcome{}, map[string][]byte{}
	p.disk.created++
	return &memoryStore{process: p}, nil
}

func (p process) Open(path string) (migrator.Store, error) {
	p.disk.mu.Lock()
	defer p.disk.mu.Unlock()
	switch {
	case p.disk.damaged != nil:
		return nil, p.disk.damaged
	case !p.disk.exists:
		return nil, &migrator.CheckpointError{Path: path, Op: "open", Problem: migrator.Missing, Err: errors.New("no such file")}
	}
	p.disk.opened++
	return &memoryStore{process: p}, nil
}

func (p process) Read(path string) (migrator.Store, error) {
	if p.disk.inUse {
		return nil, &migrator.CheckpointError{Path: path, Op: "read", Problem: migrator.InUse, PID: p.disk.pid, Err: errors.New("it is in use")}
	}
	return p.Open(path)
}

// memoryStore is one process's view of the disk.
type memoryStore struct {
	process
	closed bool
}

func (s *memoryStore) Meta() migrator.Meta {
	s.disk.mu.Lock()
	defer s.disk.mu.Unlock()
	m := s.disk.meta
	m.Watermarks = slices.Clone(m.Watermarks)
	return m
}

func (s *memoryStore) Commit(b migrator.Batch) error {
	d := s.disk
	d.mu.Lock()
	defer d.mu.Unlock()
	if !s.power() || s.closed {
		return errors.New("the process is gone")
	}
	d.commits++
	var err error
	if d.commit != nil {
		err = d.commit(d.commits, b)
	}
	if err == nil || errors.Is(err, errAfter) {
		d.store(b)
	}
	return err
}

func (d *disk) store(b migrator.Batch) {
	for _, o := range b.Outcomes {
		if before, there := d.outcomes[o.Ordinal]; there {
			d.counts.Add(before, -1)
		}
		d.outcomes[o.Ordinal] = o
		d.counts.Add(o, 1)
	}
	if b.Watermarks != nil {
		d.meta.Watermarks = slices.Clone(b.Watermarks)
	}
	if b.State != nil {
		d.meta.State = *b.State
	}
	if b.Pacing != nil {
		d.meta.Pacing = b.Pacing
	}
	for _, p := range b.History {
		if n := len(d.history); n > 0 && d.history[n-1].Minute.Equal(p.Minute) {
			d.history[n-1] = p
			continue
		}
		d.history = append(d.history, p)
	}
	for name, value := range b.Progress {
		if value == nil {
			delete(d.progress, name)
			continue
		}
		d.progress[name] = value
	}
	d.mostBelow = max(d.mostBelow, d.below())
}

// below counts the users below the highest watermark who have no outcome.
func (d *disk) below() (n int) {
	top := uint64(0)
	for _, w := range d.meta.Watermarks {
		top = max(top, w.Ordinal)
	}
	for o := range top {
		if _, settled := d.outcomes[o]; !settled {
			n++
		}
	}
	return n
}

func (s *memoryStore) Outcomes() iter.Seq2[migrator.Outcome, error] {
	s.disk.mu.Lock()
	defer s.disk.mu.Unlock()
	all := make([]migrator.Outcome, 0, len(s.disk.outcomes))
	for _, o := range slices.Sorted(maps.Keys(s.disk.outcomes)) {
		all = append(all, s.disk.outcomes[o])
	}
	return func(yield func(migrator.Outcome, error) bool) {
		for _, o := range all {
			if !yield(o, nil) {
				return
			}
		}
	}
}

func (s *memoryStore) Counts() migrator.Counts {
	s.disk.mu.Lock()
	defer s.disk.mu.Unlock()
	return s.disk.counts
}

func (s *memoryStore) History() ([]migrator.Point, error) {
	s.disk.mu.Lock()
	defer s.disk.mu.Unlock()
	return slices.Clone(s.disk.history), nil
}

func (s *memoryStore) Progress(name string) ([]byte, error) {
	s.disk.mu.Lock()
	defer s.disk.mu.Unlock()
	return s.disk.progress[name], nil
}

func (s *memoryStore) Close() error {
	s.closed = true
	return nil
}
