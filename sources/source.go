package sources

import (
	"context"
	"errors"
	"iter"
	"slices"

	"example.com/usher/sources/layout"
	"example.com/usher/sources/stream"
)

// Provider names where an export comes from; its Title is for people.
type Provider = layout.Provider

// The providers that usher reads.
const (
	Auth0    = layout.Auth0
	Firebase = layout.Firebase
	Cognito  = layout.Cognito
	CSV      = layout.CSV
	JSON     = layout.JSON // flat JSON array or NDJSON

	Clerk      = layout.Clerk
	Supabase   = layout.Supabase
	Keycloak   = layout.Keycloak
	BetterAuth = layout.BetterAuth
	Stytch     = layout.Stytch // another project
	Okta       = layout.Okta
	AuthJS     = layout.AuthJS // NextAuth
	WordPress  = layout.WordPress
	Django     = layout.Django
	Devise     = layout.Devise // Rails
	FusionAuth = layout.FusionAuth
	Descope    = layout.Descope
	WorkOS     = layout.WorkOS
	ASPNet     = layout.ASPNet // ASP.NET Identity
	Laravel    = layout.Laravel
)

// Providers are all providers in the order of lists.
func Providers() []Provider { return slices.Clone(layout.Providers) }

// Numbering is the version of how this package numbers records. A checkpoint
// keeps it, because ordinals of another numbering mean other records.
const Numbering = 2

// Source reads the users of one export. Users may be called again and again;
// each call reads the inputs from the start with bounded memory.
//
// An implementation yields users and *RecordErrors in the order of the
// export, each with the next ordinal. A *RecordError costs that one record
// and the iteration goes on; any other error is the last pair (the export
// cannot be read further, or ctx ended). Stopping early is always allowed.
type Source interface {
	Users(ctx context.Context) iter.Seq2[User, error]
}

// Error is an export that cannot be read at all, or not further. Hint is what
// the operator can do.
type Error struct {
	Path string
	Op   string // "open export", "detect provider", "read export"
	Err  error
	Hint string
}

func (e *Error) Error() string {
	if e.Path == "" {
		return e.Op + ": " + e.Err.Error()
	}
	return e.Op + ": " + e.Path + ": " + e.Err.Error()
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// wrap makes an *Error of what a file said, with its hint.
func wrap(op, path string, err error) error {
	e := &Error{Path: path, Op: op, Err: err}
	var refusal *stream.Refusal
	if errors.As(err, &refusal) {
		e.Hint = refusal.Hint
	}
	return e
}
