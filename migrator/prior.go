package migrator

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"example.com/usher/sources"
)

// prior is what an earlier migration of the same users left behind: who has a
// user_id at Stytch, and what their record was. It costs 40 bytes a user.
type prior struct {
	entries []priorEntry // by source
	// odd are user_ids of another form than prefix and a UUID, by entry.odd.
	odd    []string
	prefix string
	unsent int // users whom the earlier migration has not sent
	// strangers have no id, or one that others have too: who they are in the
	// later export cannot be told, and they count as new there.
	strangers int
}

type priorEntry struct {
	source, record [8]byte
	uuid           [16]byte
	odd            int32 // 0 = uuid holds the id, else its number in odd, from 1
	kept           bool  // seen in the newer export
	sent           bool  // a record of theirs in the newer export is not skipped
	ours           bool  // made by a migration of the chain
}

// readPrior reads the earlier migration of a delta. It must be of the same
// provider and project, and have nobody in doubt: who that is can be found out
// by their old identifiers only. Whom it has not sent count as new.
func readPrior(ports Ports, path string, of Meta) (p *prior, was Meta, err error) {
	store, err := ports.Checkpoints.Read(path)
	if err != nil {
		return nil, was, err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	was = store.Meta()
	if err := fitsPrior(path, was, of); err != nil {
		return nil, was, err
	}
	doubtful, err := inDoubt(path, store)
	if err != nil {
		return nil, was, err
	}
	if doubtful > 0 {
		return nil, was, unresolvedPrior(path, doubtful, errStillInDoubt)
	}
	counts := store.Counts()
	p = &prior{unsent: was.Total - counts.Settled() - counts.Unknown}
	nobody := newDigester(was).source(&sources.User{})
	for o, err := range store.Outcomes() {
		if err != nil {
			return nil, was, &FatalError{Op: "read checkpoint " + path, Err: err, Hint: checkpointHint}
		}
		switch {
		case !hasUserID(o) || o.SourceDigest == [8]byte{}:
		case o.SourceDigest == nobody:
			p.strangers++
		default:
			p.add(o)
		}
	}
	slices.SortFunc(p.entries, func(a, b priorEntry) int { return bytes.Compare(a.source[:], b.source[:]) })
	p.leaveOutTwins()
	return p, was, nil
}

// leaveOutTwins leaves out those who share their id.
func (p *prior) leaveOutTwins() {
	all := p.entries
	p.entries = all[:0]
	for from := 0; from < len(all); {
		to := from + 1
		for to < len(all) && all[to].source == all[from].source {
			to++
		}
		if to == from+1 {
			p.entries = append(p.entries, all[from])
		} else {
			p.strangers += to - from
		}
		from = to
	}
}

func fitsPrior(path string, was, of Meta) error {
	var d differences
	if was.Provider != of.Provider {
		d.add(fmt.Sprintf("provider: %s, now %s", was.Provider, of.Provider), "A delta takes a later export of the same provider.")
	}
	// Planned otherwise, everybody would count as changed.
	d.options(was.Options, of.Options, "Give the same options as for the earlier import: records are compared by what is sent.")
	if was.Planner != of.Planner {
		d.add(fmt.Sprintf("planning of calls: version %d, this usher has %d", was.Planner, of.Planner), "Use the usher of the earlier import.")
	}
	d.target(was.Destination, asked{target: &of.Destination})
	return d.error(path)
}

func (p *prior) add(o Outcome) {
	e := priorEntry{source: o.SourceDigest, record: o.RecordDigest, ours: oursInChain(o)}
	i := len(o.UserID) - uuidLength
	if i > 0 && (p.prefix == "" || p.prefix == o.UserID[:i]) {
		if uuid, ok := parseUUID(o.UserID[i:]); ok {
			p.prefix, e.uuid = strings.Clone(o.UserID[:i]), uuid
			p.entries = append(p.entries, e)
			return
		}
	}
	p.odd = append(p.odd, o.UserID)
	e.odd = int32(len(p.odd))
	p.entries = append(p.entries, e)
}

// oursInChain reports whether a migration created the user, or was a delta that
// knew them as created by an earlier one.
func oursInChain(o Outcome) bool {
	what, _, _ := strings.Cut(o.Reason, ":")
	return o.Kind == Created || o.Kind == Present && (what == deltaUnchanged || what == deltaChanged || what == deltaUpdated)
}

func (p *prior) find(source [8]byte) *priorEntry {
	if p == nil {
		return nil
	}
	i, found := slices.BinarySearchFunc(p.entries, source, func(e priorEntry, s [8]byte) int { return bytes.Compare(e.source[:], s[:]) })
	if !found {
		return nil
	}
	return &p.entries[i]
}

func (p *prior) userID(e *priorEntry) string {
	if e.odd > 0 {
		return p.odd[e.odd-1]
	}
	return p.prefix + formatUUID(e.uuid)
}
