package migrator

import (
	"context"
	"fmt"
	"math"
	"time"

	"github.com/go-json-experiment/json"
)

// verifyProgress is how far a verification has come. It is kept in the
// checkpoint, so it names users by ordinals only.
type verifyProgress struct {
	Way    string `json:"way"`
	Sample int    `json:"sample,omitempty"`
	// Next: everybody below is checked (by id). Cursor and Seen: the pages
	// read so far, and whom they showed.
	Next   uint64   `json:"next,omitempty"`
	Cursor string   `json:"cursor,omitempty"`
	Seen   []uint64 `json:"seen,omitempty"` // a bitmap

	Checked   int         `json:"checked"`
	Requests  int         `json:"requests"`
	Elapsed   int64       `json:"elapsed"` // nanoseconds
	Missing   []uint64    `json:"missing,omitempty"`
	Differing []differing `json:"differing,omitempty"`
}

type differing struct {
	Ordinal uint64   `json:"ordinal"`
	Fields  []string `json:"fields"`
}

const verifyName = "verify"

// load goes on where an interrupted verification of the same kind stopped.
func (v *Verification) load() error {
	fresh := verifyProgress{Way: v.way.String(), Sample: v.sample}
	v.progress = fresh
	kept, err := v.m.store.Progress(verifyName)
	if err != nil {
		return &FatalError{Op: "read checkpoint", Err: err, Hint: checkpointHint}
	}
	if kept == nil {
		return nil
	}
	var p verifyProgress
	if err := json.Unmarshal(kept, &p); err == nil && p.Way == fresh.Way && p.Sample == fresh.Sample {
		v.progress = p
	}
	return nil
}

// save makes what is known durable; a verification that is done leaves nothing
// behind.
func (v *Verification) save(done bool) error {
	var kept []byte
	if !done {
		v.mu.Lock()
		p := v.progress
		p.Requests += v.m.dest.Pace().Requests
		p.Elapsed += int64(time.Since(v.began))
		v.mu.Unlock()
		var err error
		if kept, err = json.Marshal(p); err != nil {
			return fmt.Errorf("verify: encode progress: %w", err)
		}
	}
	if err := v.m.store.Commit(Batch{Progress: map[string][]byte{verifyName: kept}}); err != nil {
		return &FatalError{Op: "verify", Err: err, Hint: "Nothing was changed at Stytch. Make room on the disk and verify again."}
	}
	return nil
}

// note adds what a comparison showed. missing users differ in everything.
func (v *Verification) note(ordinal uint64, fields []string, missing bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.progress.Checked++
	switch {
	case missing:
		v.progress.Missing = append(v.progress.Missing, ordinal)
	case len(fields) > 0:
		v.progress.Differing = append(v.progress.Differing, differing{ordinal, fields})
	}
}

// result names the users by their source ids, which only the export has.
func (v *Verification) result(ctx context.Context, state State) (VerifyResult, error) {
	v.mu.Lock()
	p := v.progress
	began := v.began
	v.mu.Unlock()
	r := VerifyResult{
		State: state, Checked: p.Checked, Matching: p.Checked - len(p.Missing) - len(p.Differing),
		Missing: []string{}, Differing: []Difference{}, Users: v.users, Sample: v.sample,
		Requests: p.Requests + v.m.dest.Pace().Requests, Seconds: seconds(time.Duration(p.Elapsed) + time.Since(began)),
	}
	if state == Done { // those checked so far are the first of the export, and no sample
		r.Confidence = confidence(v.sample, v.users, len(p.Missing)+len(p.Differing))
	}
	ids, err := v.sourceIDs(ctx, p)
	if err != nil {
		return r, err
	}
	for _, ordinal := range p.Missing {
		r.Missing = append(r.Missing, ids[ordinal])
	}
	for _, d := range p.Differing {
		for _, field := range d.Fields {
			r.Differing = append(r.Differing, Difference{SourceID: ids[d.Ordinal], Field: field})
		}
	}
	return r, nil
}

func (v *Verification) sourceIDs(ctx context.Context, p verifyProgress) (map[uint64]string, error) {
	ids := make(map[uint64]string, len(p.Missing)+len(p.Differing))
	for _, ordinal := range p.Missing {
		ids[ordinal] = ""
	}
	for _, d := range p.Differing {
		ids[d.Ordinal] = ""
	}
	if len(ids) == 0 {
		return ids, nil
	}
	want := func(ordinal uint64) bool { _, is := ids[ordinal]; return is }
	for u, err := range v.m.export.Select(ctx, want) {
		if err != nil {
			return ids, &FatalError{Op: "verify", Err: err, Hint: hintOf(err, "Put the export back as it was, then verify again.")}
		}
		ids[u.Ordinal] = u.SourceID
	}
	return ids, nil
}

// confidence says what a sample shows: with so many users drawn and so many
// faults among them, the share of faults among all users is below the bound
// with 95 % certainty (Wilson's upper bound, one-sided).
func confidence(sample, users, faults int) string {
	if sample == 0 {
		return ""
	}
	const z = 1.645
	n, p := float64(sample), float64(faults)/float64(sample)
	bound := (p + z*z/(2*n) + z*math.Sqrt(p*(1-p)/n+z*z/(4*n*n))) / (1 + z*z/n)
	return fmt.Sprintf("with 95 %% certainty at most %d of %d users are missing or differ (%.2f %%)",
		int(math.Floor(bound*float64(users))), users, 100*bound)
}
