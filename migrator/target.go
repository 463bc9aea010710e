package migrator

import "net/url"

// embedded reports whether the destination is a sandbox that usher starts
// itself.
func (t Target) embedded() bool { return t.Kind == Sandbox && t.BaseURL == "" }

// loopback reports whether the destination is on this machine: then nothing
// is on its way any more a moment after a connection is gone.
func (t Target) loopback() bool {
	if t.embedded() {
		return true
	}
	u, err := url.Parse(t.BaseURL)
	return err == nil && IsLoopback(u.Hostname())
}
