package migrator

import (
	"errors"
	"net/netip"
	"net/url"
	"strings"
)

// ParseBaseURL checks the address of a Stytch-compatible server: https, or
// http where it can't leave this machine (localhost or a loopback address).
// A path is allowed; a user, a query and a fragment are not.
func ParseBaseURL(raw string) (*url.URL, error) {
	u, err := url.Parse(raw)
	switch {
	case err != nil: // its text repeats the address, which may hold a password
		return nil, errors.New("base URL cannot be read: use https://HOST")
	case u.Scheme != "https" && u.Scheme != "http", u.Hostname() == "":
		return nil, errors.New("base URL is no web address: use https://HOST")
	case u.User != nil, u.RawQuery != "", u.ForceQuery, u.Fragment != "":
		return nil, errors.New("base URL holds more than a host and a path: use https://HOST")
	case u.Scheme == "http" && !IsLoopback(u.Hostname()):
		return nil, errors.New("base URL is http and not on this machine: secrets and hashes would travel in the open; use https")
	}
	return u, nil
}

// IsLoopback reports whether a host name can only mean this machine.
func IsLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback()
}

// ForeignHost is the host of a base URL that is not one of Stytch's own, ""
// for Stytch's.
func ForeignHost(base string) string {
	if base == "" {
		return ""
	}
	u, err := url.Parse(base)
	if err != nil {
		return base
	}
	if host := strings.ToLower(u.Hostname()); host == "stytch.com" || strings.HasSuffix(host, ".stytch.com") {
		return ""
	}
	return u.Host
}

// HostToConfirm is the host that an operator has to confirm before the secret
// of this destination goes there, "" for none: one that is not Stytch's, and of
// a test project or sandbox one on another machine.
func (t Target) HostToConfirm() string {
	if t.Kind != Live && t.loopback() {
		return ""
	}
	return ForeignHost(t.BaseURL)
}
