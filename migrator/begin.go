package migrator

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"

	"example.com/usher/sources"
)

// exported is what the engine asks of an export; *sources.Export is one.
type exported interface {
	reader
	Fingerprint(ctx context.Context) (string, error)
	// Mapping is the path of a flat export's mapping file, "" without one.
	Mapping() string
}

// beginning is an import that is to begin, or to go on.
type beginning struct {
	ImportConfig
	export exported
}

func begin(ctx context.Context, c ImportConfig) (*Migration, error) {
	m, err := newBeginning(c).begin(ctx)
	if err != nil {
		return nil, err
	}
	return &Migration{m}, nil
}

func newBeginning(c ImportConfig) *beginning {
	b := &beginning{ImportConfig: c, export: c.Export}
	b.Options = c.Options.orDefaults()
	if b.Options.Rate == 0 && c.Target.Kind != Sandbox {
		b.Options.Rate = MaxRate
	}
	return b
}

// previewed reads the export once, or takes over the preview that did, if it
// was of this export with these options.
func (b *beginning) previewed(ctx context.Context) (PreviewResult, *Preview, error) {
	p := b.Preview
	if p == nil || !p.isOf(b.export, b.Options) {
		p = newPreview(b.export, b.Options)
	}
	result, done := p.Snapshot()
	if done {
		return result, p, nil
	}
	result, err := p.Run(ctx)
	return result, p, err
}

// begin opens the checkpoint, or creates it as the last thing: what is
// refused before that leaves no file behind.
func (b *beginning) begin(ctx context.Context) (*migrationState, error) {
	if err := b.check(); err != nil {
		return nil, err
	}
	if err := b.settleEarlier(ctx); err != nil {
		return nil, err
	}
	m := newMigrationState(b.Ports, b.Checkpoint)
	m.export, m.source, m.stopLoss, m.against = b.export, b.Export, b.StopLoss, b.Against
	err := b.open(ctx, m)
	if err == nil {
		err = m.chooseCanary(ctx, b.Canary)
	}
	if err != nil {
		return nil, errors.Join(err, m.close())
	}
	return m, nil
}

func (b *beginning) open(ctx context.Context, m *migrationState) error {
	if b.Rebuild {
		if err := beyondUse(b.Ports, b.Checkpoint); err != nil {
			return err
		}
		return b.create(ctx, m)
	}
	store, err := b.Ports.Checkpoints.Open(b.Checkpoint)
	var bad *CheckpointError
	switch {
	case err == nil:
		m.hold(store)
		return b.goOn(ctx, m)
	case errors.As(err, &bad) && bad.Problem == Missing:
		return b.create(ctx, m)
	}
	return err
}

// goOn takes up the checkpoint that exists, when it is of the same migration.
func (b *beginning) goOn(ctx context.Context, m *migrationState) error {
	if err := notSucceeded(b.Checkpoint, m.store); err != nil {
		return err
	}
	fingerprint, err := b.export.Fingerprint(ctx)
	if err != nil {
		return err
	}
	if err := compare(b.Checkpoint, m.meta, b.asked(fingerprint)); err != nil {
		return err
	}
	if err := m.priorAgain(); err != nil {
		return err
	}
	if err := m.connect(ctx, b.Target, b.Secret, b.Options.Rate); err != nil {
		return err
	}
	return m.verdictsStored(ctx, b.previewed)
}

// asked is what the caller asks for, in the checkpoint's terms.
func (b *beginning) asked(fingerprint string) asked {
	return asked{
		fingerprint: fingerprint, provider: string(b.export.Provider()), options: &b.Options,
		target: &b.Target, numbering: sources.Numbering, planner: PlannerVersion,
	}
}

func (b *beginning) create(ctx context.Context, m *migrationState) error {
	if err := m.connect(ctx, b.Target, b.Secret, b.Options.Rate); err != nil {
		return err
	}
	result, preview, err := b.previewed(ctx)
	if err != nil {
		return err
	}
	fingerprint, err := b.export.Fingerprint(ctx)
	if err != nil {
		return err
	}
	meta, err := b.meta(result, fingerprint)
	if err != nil {
		return err
	}
	meta.Destination.ProjectID = m.target.ProjectID
	meta.Rebuilt = b.Rebuild
	if err := b.since(m, &meta); err != nil {
		return err
	}
	if b.Rebuild {
		if err := setAside(b.Checkpoint); err != nil {
			return err
		}
	}
	store, err := b.Ports.Checkpoints.Create(b.Checkpoint, meta)
	if err != nil {
		return err
	}
	m.hold(store)
	return m.storeVerdicts(ctx, preview)
}

// meta describes the migration that begins.
func (b *beginning) meta(p PreviewResult, fingerprint string) (Meta, error) {
	key, id := make([]byte, 32), make([]byte, 8)
	_, _ = rand.Read(key) // never fails
	_, _ = rand.Read(id)
	meta := Meta{
		ID: hex.EncodeToString(id), Created: time.Now().UTC(), Provider: string(b.export.Provider()),
		Fingerprint: fingerprint, Destination: b.Target, Options: b.Options,
		Numbering: sources.Numbering, Planner: PlannerVersion, DigestKey: key, Digest: DigestVersion,
		StopLoss: b.StopLoss, Total: p.Users, Unreadable: p.Unreadable, Records: uint64(p.Records), Findings: len(p.Findings),
		State: RunState{State: Paused, Reason: "nothing was sent yet", Updated: time.Now().UTC()},
	}
	if p.NewestRecord != nil {
		meta.Newest = *p.NewestRecord
	}
	return meta, meta.setInputs(b.export)
}

// check refuses what must never begin.
func (b *beginning) check() error {
	t := b.Target
	if !slices.Contains([]TargetKind{Sandbox, Test, Live}, t.Kind) {
		return &FatalError{Op: "import", Err: fmt.Errorf("no such destination: %q", t.Kind), Hint: "Use sandbox, test or live."}
	}
	if t.Kind == Live && !t.Confirmed {
		return &FatalError{Op: "import", Err: errors.New("the live project was not confirmed"), Hint: "Confirm it with its project id."}
	}
	return checkRate(t, b.Options.Rate)
}

// checkRate: only a machine of one's own may be sent more than Stytch asks
// for.
func checkRate(t Target, rate int) error {
	if rate < 0 || ((rate == 0 || rate > MaxRate) && !(t.Kind == Sandbox && t.loopback())) {
		return &FatalError{
			Op: "import", Err: fmt.Errorf("a rate of %d requests a second", rate),
			Hint: fmt.Sprintf("Use 1 to %d; only a sandbox on this machine takes more.", MaxRate),
		}
	}
	return nil
}
