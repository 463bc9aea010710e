package plain

import (
	"example.com/usher/migrator"
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
}

// LoginSetting is one setting of a mapping.
type LoginSetting struct {
	Field string `json:"field"`
	Value string `json:"value"`
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
	lines := []string{say.Clean(migrator.MaskID(c.SourceID)) + ": " + c.hash()}
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
	case c.Type == "":
		return c.Scheme + ", cannot move to Stytch"
	}
	return c.Scheme + ", sent as " + c.Type
}
