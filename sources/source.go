package sources

import (
	"context"
	"fmt"
	"iter"
)

// Provider names where an export comes from.
type Provider string

// The providers that usher reads.
const (
	Auth0    Provider = "auth0"
	Firebase Provider = "firebase"
	Cognito  Provider = "cognito"
	CSV      Provider = "csv"
	JSON     Provider = "json" // flat JSON array or NDJSON
)

// Title is the provider's name for people: "Auth0", "AWS Cognito", ....
func (p Provider) Title() string {
	switch p {
	case Auth0:
		return "Auth0"
	case Firebase:
		return "Firebase"
	case Cognito:
		return "AWS Cognito"
	case CSV:
		return "CSV"
	case JSON:
		return "JSON"
	}
	return string(p)
}

// Numbering is the version of how this package numbers records. A checkpoint
// keeps it, because ordinals of another numbering mean other records.
const Numbering = 1

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

// RecordError is a record that cannot be read. It never holds the record's
// content.
type RecordError struct {
	Ordinal uint64
	Place   Place
	Reason  string // "not a JSON object", "invalid UTF-8", ...
}

func (e *RecordError) Error() string {
	return fmt.Sprintf("%s: %s: %s", e.Place.File, e.Place, e.Reason)
}

// Error is an export that cannot be read at all, or not further. Hint is what
// the operator can do.
type Error struct {
	Path string
	Op   string // "open export", "detect provider", "read export"
	Err  error
	Hint string
}

func (e *Error) Error() string { return e.Op + ": " + e.Path + ": " + e.Err.Error() }

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }
