package migrator

import (
	"maps"

	"example.com/usher/sources"
)

// CallKind is one of the writes of a plan.
type CallKind uint8

// Call kinds. An update belongs to a delta only and is not planned yet.
const (
	CreateUser CallKind = iota + 1
	MigratePassword
)

func (k CallKind) String() string {
	switch k {
	case CreateUser:
		return "create user"
	case MigratePassword:
		return "migrate password"
	}
	return "no call"
}

// Path is the call's place in Stytch's API.
func (k CallKind) Path() string {
	if k == CreateUser {
		return "/v1/users"
	}
	return "/v1/passwords/migrate"
}

// Call is one API request of a plan, in Stytch's terms. Empty fields are not
// sent.
type Call struct {
	Kind       CallKind
	Email      string
	Phone      string
	Name       sources.Name
	ExternalID string
	// Trusted and Untrusted are the metadata; Mark is added to Trusted under
	// the key "usher" when it is not empty.
	Trusted, Untrusted map[string]any
	Mark               string

	// Only for MigratePassword:
	Hash             *sources.Hash
	SetEmailVerified bool
	SetPhoneVerified bool
}

// MarkKey is the key of trusted_metadata that holds the mark.
const MarkKey = "usher"

// TrustedMetadata is what is sent as trusted_metadata: the user's own and the
// mark. It is nil when there is neither.
func (c Call) TrustedMetadata() map[string]any {
	if c.Mark == "" {
		return c.Trusted
	}
	m := maps.Clone(c.Trusted)
	if m == nil {
		m = make(map[string]any, 1)
	}
	m[MarkKey] = c.Mark
	return m
}

// Body is the JSON object that the call sends, with Stytch's field names. The
// adapter sends exactly this; the screens show it (with the hash masked).
func (c Call) Body() map[string]any {
	b := make(map[string]any, 10)
	set := func(key, value string) {
		if value != "" {
			b[key] = value
		}
	}
	set("email", c.Email)
	set("phone_number", c.Phone)
	set("external_id", c.ExternalID)
	if !c.Name.IsZero() {
		name := make(map[string]any, 3)
		for key, part := range map[string]string{"first_name": c.Name.First, "middle_name": c.Name.Middle, "last_name": c.Name.Last} {
			if part != "" {
				name[key] = part
			}
		}
		b["name"] = name
	}
	if m := c.TrustedMetadata(); len(m) > 0 {
		b["trusted_metadata"] = m
	}
	if len(c.Untrusted) > 0 {
		b["untrusted_metadata"] = c.Untrusted
	}
	if c.Kind == MigratePassword && c.Hash != nil {
		set("hash", c.Hash.Value)
		set("hash_type", string(c.Hash.Type))
		if c.Hash.Config != nil {
			b[configKey(c.Hash.Type)] = c.Hash.Config
		}
		if c.SetEmailVerified {
			b["set_email_verified"] = true
		}
		if c.SetPhoneVerified {
			b["set_phone_number_verified"] = true
		}
	}
	return b
}

// configKey is the name of the parameter object of a hash type (docs: API
// reference, passwords/migrate).
func configKey(t sources.HashType) string {
	switch t {
	case sources.Argon2i, sources.Argon2id:
		return "argon_2_config"
	}
	return string(t) + "_config"
}
