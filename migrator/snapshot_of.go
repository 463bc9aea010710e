package migrator

import "time"

// snapshot is put together from the recorder's counts and the pacer's view;
// it costs some microseconds.
func (m *migrationState) snapshot() Snapshot {
	s := Snapshot{
		Checkpoint: m.paths.Checkpoint, Target: m.target, Provider: m.meta.Provider, Total: m.meta.Total,
		Phase: m.phase.Load().(string), Canary: m.canary, Cap: m.meta.Options.Rate, Err: m.failure(),
	}
	state := m.runState()
	s.State, s.Reason, s.Elapsed = state.State, state.Reason, state.Elapsed
	s.Requests, s.Retries = state.Requests, state.Retries
	s.Throttled, s.ThrottledFor, s.MaxPerSecond = state.Throttled, state.ThrottledFor, state.MaxPerSecond
	m.mu.Lock()
	s.Started = m.started
	s.Counts = m.countsLocked()
	m.mu.Unlock()
	s.Remaining = s.Total - s.Counts.Settled() - s.Counts.Unknown
	m.addPace(&s)
	if e := m.engine.Load(); e != nil {
		t := &e.recorder.ledger
		t.mu.Lock()
		s.Latest = append([]Refusal(nil), t.latest...)
		if s.State == Running {
			s.ETA = t.pace.eta(s.Counts.Settled(), s.Total, s.Remaining)
		}
		t.mu.Unlock()
	}
	return s
}

func (m *migrationState) addPace(s *Snapshot) {
	p := m.dest.Pace()
	s.PerSecond, s.InFlight, s.P50, s.P99 = p.PerSecond, p.InFlight, p.P50, p.P99
	s.Gate, s.GateUntil, s.Limit = p.Gate, p.GateUntil, p.Limit
	s.Rate = lately(p.PerSecond, time.Since(s.Started))
	if s.State == Running && s.Reason == "" {
		s.Reason = p.Gate
	}
}

// lately is the mean of the last ten seconds, or of those that there were
// since a run began.
func lately(perSecond [60]int, running time.Duration) float64 {
	seconds := min(10, max(1, int(running/time.Second)))
	sum := 0
	for _, n := range perSecond[len(perSecond)-seconds:] {
		sum += n
	}
	return float64(sum) / float64(seconds)
}

// countsLocked are the counts of what is on disk; mu is held.
func (m *migrationState) countsLocked() Counts {
	if e := m.engine.Load(); e != nil {
		t := &e.recorder.ledger
		t.mu.Lock()
		defer t.mu.Unlock()
		return t.counts
	}
	return m.counts
}

// runState is where the migration stands now, summed over its runs.
func (m *migrationState) runState() RunState {
	s := m.meta.State
	m.mu.Lock()
	if m.state != "" {
		s.State, s.Reason = m.state, m.reason
	}
	switch {
	case !m.over.IsZero():
		s.Elapsed += m.over.Sub(m.started)
	case !m.started.IsZero():
		s.Elapsed += time.Since(m.started)
	}
	m.mu.Unlock()
	p := m.dest.Pace()
	s.Requests += p.Requests
	s.Throttled += p.Throttled
	s.ThrottledFor += p.ThrottledFor
	s.MaxPerSecond = max(s.MaxPerSecond, p.MaxPerSecond)
	if e := m.engine.Load(); e != nil {
		s.Retries += int(e.retries.Load())
	}
	s.Updated = time.Now().UTC()
	return s
}

// result is the same as the snapshot in the form that scripts get.
func (m *migrationState) result() Result {
	meta := m.meta
	meta.State = m.runState()
	if meta.State.State == Running && meta.State.Reason == "" {
		meta.State.Reason = m.dest.Pace().Gate
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	r := meta.Result(m.countsLocked(), m.paths.Checkpoint)
	r.Report, r.Delta = m.folder, m.delta
	return r
}
