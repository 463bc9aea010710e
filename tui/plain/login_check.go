package plain

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"example.com/usher/migrator"
	"example.com/usher/sources"
	"example.com/usher/sources/hashes"
	"example.com/usher/tui/say"
)

// LoginCheck is what `usher check-login --json` gives.
type LoginCheck struct {
	SourceID string `json:"source_id"`
	Scheme   string `json:"scheme"`
	Type     string `json:"type"`    // Stytch's hash_type, "" where it cannot move
	Checked  bool   `json:"checked"` // a password was tried
	Opens    bool   `json:"opens"`
	Sentence string `json:"sentence"`
	Caveat   string `json:"caveat,omitempty"`
	// Settings of the mapping would make the password open the hash.
	Settings []LoginSetting `json:"settings,omitempty"`

	place string // of the user, who may have no id
}

// LoginSetting is one setting of a mapping.
type LoginSetting struct {
	Field string `json:"field"`
	Value string `json:"value"`
}

// LoginOf says what is known of a user's hash, whose columns may be nil; asks is
// true where a password can be tried.
func LoginOf(u sources.User, columns *sources.HashParts) (c LoginCheck, asks bool) {
	c.SourceID, c.place = u.SourceID, filepath.Base(u.Place.File)+", "+u.Place.String()
	switch h := u.Hash; {
	case undecided(h, columns):
		c.Scheme, asks = "a hash of an unknown type", true
	case h == nil:
		c.Sentence = "The export has no password hash of this user."
	case h.Type == "":
		c.Scheme, c.Sentence = h.Scheme, h.Why
	default:
		c.Scheme, c.Type, asks = h.Scheme, string(h.Type), true
	}
	return c, asks
}

// undecided: the mapping does not say well enough what the hash is.
func undecided(h *sources.Hash, columns *sources.HashParts) bool {
	return (h == nil || h.Type == "") && columns != nil && columns.Undecided()
}

// Try takes over whether a password opens the hash. Where it does not, the
// likely mistakes are tried, which can take a while: wait is told before.
func (c *LoginCheck) Try(ctx context.Context, hash *sources.Hash, columns *sources.HashParts, password string, wait func()) error {
	if undecided(hash, columns) {
		wait()
		c.Checked = true
		c.Diagnose(hashes.DiagnoseParts(ctx, *columns, password))
		return nil
	}
	opens, err := hashes.Check(hash, password)
	switch {
	case errors.Is(err, hashes.ErrProblem):
		c.Sentence = "Stytch would refuse this hash: " + hash.Problem() + "."
	case err != nil:
		return fmt.Errorf("check login: %w", err)
	case opens:
		c.Checked, c.Opens = true, true
		c.Sentence = "The password opens the hash: this user can log in at Stytch with it."
		c.Caveat = hashes.Caveat(hash, password)
	default:
		wait()
		c.Checked = true
		c.Diagnose(diagnosis(ctx, hash, columns, password))
	}
	return nil
}

func diagnosis(ctx context.Context, hash *sources.Hash, columns *sources.HashParts, password string) hashes.Diagnosis {
	if columns == nil {
		return hashes.Diagnose(ctx, hash, password)
	}
	return hashes.DiagnoseParts(ctx, *columns, password)
}

// Diagnose takes over why the password did not open the hash.
func (c *LoginCheck) Diagnose(d hashes.Diagnosis) {
	c.Sentence = d.Sentence
	if !d.Opens {
		return
	}
	for _, s := range d.Settings {
		c.Settings = append(c.Settings, LoginSetting{s.Field, s.Value})
	}
}

// Lines say it to people.
func (c LoginCheck) Lines() []string {
	lines := []string{say.Clean(cmp.Or(migrator.MaskID(c.SourceID), c.place)) + ": " + c.hash()}
	lines = append(lines, say.Fold(say.Clean(c.Sentence), "  ", lineWidth)...)
	if c.Caveat != "" {
		lines = append(lines, say.Fold(say.Clean(c.Caveat), "  ", lineWidth)...)
	}
	for _, s := range c.Settings {
		lines = append(lines, "  set "+say.Clean(s.Field)+" to "+say.Clean(s.Value))
	}
	return lines
}

func (c LoginCheck) hash() string {
	switch {
	case c.Scheme == "":
		return "no hash"
	case c.Type == "" && c.Checked:
		return c.Scheme
	case c.Type == "":
		return c.Scheme + ", cannot move to Stytch"
	}
	return c.Scheme + ", sent as " + c.Type
}
