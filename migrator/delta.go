package migrator

import (
	"errors"
	"path/filepath"
	"strings"
)

// Delta asks for a later export to be brought into a project that an earlier
// migration has filled: only the difference is sent.
type Delta struct {
	// Since is the checkpoint of the earlier migration.
	Since string
	// Apply makes the changes of known users at Stytch, where it allows that;
	// otherwise they are listed only.
	Apply bool
}

// DeltaCounts is what a delta has found; New users count among the outcomes.
type DeltaCounts struct {
	Unchanged int `json:"unchanged"`
	Changed   int `json:"changed"` // listed, something is left to the operator
	Updated   int `json:"updated"`
	Deleted   int `json:"deleted_at_stytch"`
	Gone      int `json:"gone"` // of the earlier migration, not in this export
}

// Add counts an outcome of a delta.
func (d *DeltaCounts) Add(o Outcome) {
	what, _, _ := strings.Cut(o.Reason, ":")
	switch what {
	case deltaUnchanged:
		d.Unchanged++
	case deltaUpdated:
		d.Updated++
	case deltaChanged:
		d.Changed++
	case deltaDeleted:
		d.Deleted++
	}
}

// since takes the earlier migration into the meta of the one that begins. The
// key of the digests goes on, because the records are compared by them.
func (b *beginning) since(m *migrationState, meta *Meta) error {
	if b.Delta.Since == "" {
		return nil
	}
	path, err := filepath.Abs(b.Delta.Since)
	if err != nil {
		return &FatalError{Op: "begin delta", Err: err, Hint: "Name the earlier checkpoint by its full path."}
	}
	p, was, err := readPrior(b.Ports, path, *meta)
	if err != nil {
		return err
	}
	if len(p.entries) == 0 && p.strangers > 0 {
		return &FatalError{
			Op: "begin delta", Err: errNoIDs,
			Hint: "Import the later export without --since: whoever is there is found by email or phone, and left as they are.",
		}
	}
	if err := b.takeOver(path, p); err != nil {
		return err
	}
	m.prior = p
	meta.Since, meta.ApplyChanges = path, b.Delta.Apply
	meta.DigestKey, meta.Digest = was.DigestKey, was.Digest
	return nil
}

var errNoIDs = errors.New("the users of the earlier import have no ids of their own, and nobody can tell who is who")

// priorAgain reads the earlier migration when a delta is taken up.
func (m *migrationState) priorAgain() (err error) {
	if m.meta.Since == "" {
		return nil
	}
	m.prior, _, err = readPrior(m.ports, m.meta.Since, m.meta)
	return err
}
