package sandbox

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Credentials that a sandbox takes when its Config names none.
const (
	DefaultProjectID = "project-test-00000000-0000-0000-0000-000000000000"
	DefaultSecret    = "secret-test-sandbox-000000000000000000000000"
)

// SeedPassword is the password of every SeedUser that has one.
const SeedPassword = "sandbox-seed-password"

// Config describes a sandbox; the zero value is a sandbox in memory with the
// default credentials, the default rate limit, no faults and no users.
type Config struct {
	// ProjectID and Secret are the credentials asked for by Basic auth. An id
	// that begins with project-live- makes ids look like those of a live
	// project.
	ProjectID, Secret string
	Limit             LimitConfig
	Toggles           Toggles
	Faults            []Fault
	// Seed makes the faults drawn by probability repeatable.
	Seed uint64
	// Latency is waited before each request is looked at, plus a random part
	// of Jitter. A client that gives up meanwhile is served all the same.
	Latency, Jitter time.Duration
	// StatePath names the file that keeps the users across restarts and kills;
	// "" keeps them in memory only. It holds personal data and hashes and is
	// made with mode 0600.
	StatePath string
	// AnyInterface lets Start listen where other machines can reach it, instead
	// of on loopback only.
	AnyInterface bool
	// Existing are users that are there before the first request. Those whose
	// email, phone or external id is taken already are left out.
	Existing []SeedUser
}

// SeedUser is a user that exists before a migration begins.
type SeedUser struct {
	Email      string `json:"email,omitempty"`
	Phone      string `json:"phone,omitempty"`
	ExternalID string `json:"external_id,omitempty"`
	// Password gives the user a bcrypt hash of SeedPassword.
	Password bool `json:"password,omitempty"`
	// Verified marks the email and the phone as verified.
	Verified bool `json:"verified,omitempty"`
}

// LimitMode says how requests are counted.
type LimitMode string

const (
	// LimitSliding allows Requests in every sliding Window; the default.
	LimitSliding LimitMode = "sliding"
	// LimitFixed allows Requests in each Window aligned to the clock, as the
	// docs (resources/platform/rate-limits) describe it.
	LimitFixed LimitMode = "fixed"
	// LimitOff allows everything.
	LimitOff LimitMode = "off"
)

// LimitConfig is the rate limit; the zero value is 65 requests of any kind in
// a sliding second and 150 searches in a minute.
type LimitConfig struct {
	Mode LimitMode
	// Requests per Window; 0 means 65, Window 0 means a second.
	Requests int
	Window   time.Duration
	// SearchPerMinute limits searches besides; 0 means 150, a negative number
	// no limit. LimitOff turns it off as well.
	SearchPerMinute int
	// PerEndpoint gives each endpoint its own Requests.
	PerEndpoint bool
	// CountRefused lets refused requests use up the limit too.
	CountRefused bool
	// RetryAfter is the form of that header on a 429: "" none, "seconds" or
	// "date".
	RetryAfter string
}

var errNegativeLatency = errors.New("latency and jitter can't be negative")

func (l LimitConfig) withDefaults() LimitConfig {
	if l.Mode == "" {
		l.Mode = LimitSliding
	}
	if l.Requests == 0 {
		l.Requests = 65
	}
	if l.Window == 0 {
		l.Window = time.Second
	}
	if l.SearchPerMinute == 0 {
		l.SearchPerMinute = 150
	}
	return l
}

func (l LimitConfig) check() error {
	switch l.Mode {
	case LimitSliding, LimitFixed, LimitOff:
	default:
		return fmt.Errorf("unknown limit mode %q: use sliding, fixed or off", l.Mode)
	}
	switch l.RetryAfter {
	case "", "seconds", "date":
	default:
		return fmt.Errorf("unknown form of Retry-After %q: use seconds or date", l.RetryAfter)
	}
	if l.Requests < 0 || l.Window < 0 {
		return errors.New("a rate limit can't be negative")
	}
	return nil
}

func (c Config) withDefaults() Config {
	if c.ProjectID == "" {
		c.ProjectID = DefaultProjectID
	}
	if c.Secret == "" {
		c.Secret = DefaultSecret
	}
	c.Limit = c.Limit.withDefaults()
	c.Toggles = c.Toggles.withDefaults()
	return c
}

func (c Config) check() error {
	if !strings.HasPrefix(c.ProjectID, "project-test-") && !strings.HasPrefix(c.ProjectID, "project-live-") {
		return fmt.Errorf("project id %q begins with neither project-test- nor project-live-", c.ProjectID)
	}
	if c.Latency < 0 || c.Jitter < 0 {
		return errNegativeLatency
	}
	if err := c.Limit.check(); err != nil {
		return err
	}
	if err := c.Toggles.check(); err != nil {
		return err
	}
	for _, f := range c.Faults {
		if err := f.check(); err != nil {
			return err
		}
	}
	return nil
}

// environment is the part of every id that tells test from live.
func (c Config) environment() string {
	if strings.HasPrefix(c.ProjectID, "project-live-") {
		return "live"
	}
	return "test"
}
