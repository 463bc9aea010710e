package migrator

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/go-json-experiment/json"
)

// runningStatus is the file that a running usher writes for `usher status`,
// because the checkpoint's lock shuts readers out meanwhile.
type runningStatus struct {
	PID     int       `json:"pid"`
	Written time.Time `json:"written"`
	Result  Result    `json:"result"`
}

// publish writes the file until the run ends, and takes it away then: from
// then on the checkpoint can be read. A disk that takes no status file stops
// nothing.
func (m *migrationState) publish(end <-chan struct{}) {
	if m.tuning.statusEvery <= 0 {
		return
	}
	defer os.Remove(m.paths.Status)
	tick := time.NewTicker(m.tuning.statusEvery)
	defer tick.Stop()
	for {
		_ = m.writeStatus()
		select {
		case <-tick.C:
		case <-end:
			return
		}
	}
}

func (m *migrationState) writeStatus() error {
	b, err := json.Marshal(runningStatus{PID: os.Getpid(), Written: time.Now().UTC(), Result: m.result()})
	if err != nil {
		return err
	}
	return replaceFile(m.paths.Status, append(b, '\n'))
}

// replaceFile writes beside the file and renames, so that readers see all of
// it or the one before, and a link at its place is replaced, not followed.
func replaceFile(path string, b []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".usher-*") // mode 0600
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	err = errors.Join(err, f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

func status(path string, p Ports) (Result, error) {
	store, err := p.Checkpoints.Read(path)
	var bad *CheckpointError
	switch {
	case errors.As(err, &bad) && bad.Problem == InUse:
		return runningResult(path, bad)
	case err != nil:
		return Result{}, err
	}
	meta := store.Meta()
	meta.State = interrupted(meta.State)
	return meta.Result(store.Counts(), path), store.Close()
}

// runningResult reads what the running usher has written. A file of another
// process is a leftover, and says nothing.
func runningResult(path string, inUse *CheckpointError) (Result, error) {
	b, err := os.ReadFile(pathsOf(path).Status)
	if err != nil {
		return Result{}, inUse
	}
	var s runningStatus
	if err := json.Unmarshal(b, &s); err != nil {
		return Result{}, fmt.Errorf("read %s: %w", pathsOf(path).Status, err)
	}
	if inUse.PID != 0 && s.PID != inUse.PID {
		return Result{}, inUse
	}
	s.Result.Checkpoint = path
	return s.Result, nil
}
