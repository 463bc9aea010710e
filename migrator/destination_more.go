package migrator

import (
	"context"

	"example.com/usher/sources"
)

// The interfaces of this file are what a Destination can do beyond an import;
// use cases that need one ask for it:
//
//	lister, ok := destination.(migrator.Lister)

// Lister reads everybody in a project.
type Lister interface {
	// ListUsers reads one page of at most 1,000 users. It begins with an empty
	// cursor; next is the cursor of the page after, "" at the end. A cursor
	// that Stytch no longer takes is Refused with the error type
	// user_search_invalid_cursor: begin again. Pages are under the search
	// limit of 150 a minute.
	ListUsers(ctx context.Context, cursor string) (page Reply, next string)
}

// Counter knows how many users a project has.
type Counter interface {
	// CountUsers reads the project's USER_COUNT, which may lag.
	CountUsers(ctx context.Context) (int, Reply)
}

// Updater changes users that are there.
type Updater interface {
	// UpdateUser changes what is set in c and leaves the rest. Repeating one
	// whose answer was lost is harmless. A user who is gone is Absent.
	UpdateUser(ctx context.Context, userID string, c Change) Answer
}

// Change is an update of a user. Empty parts are not sent: Stytch can't be
// told to empty a name or an external id this way.
type Change struct {
	Name       sources.Name
	ExternalID string
	// Metadata is merged key by key at the top level; a nil value removes a
	// key.
	Trusted, Untrusted map[string]any
}

// Body is the JSON object that the update sends, with Stytch's field names.
func (c Change) Body() map[string]any {
	b := Call{Name: c.Name, ExternalID: c.ExternalID, Trusted: c.Trusted, Untrusted: c.Untrusted}
	return b.Body()
}

// LoginChecker tries a password.
type LoginChecker interface {
	// CheckLogin logs in with email and password, without making a session.
	// OK: the password is right, UserID says whose. Refused with the error
	// type unauthorized_credentials: it is wrong (or the project's credentials
	// are: check those first). Absent: nobody has the email.
	CheckLogin(ctx context.Context, email, password string) Answer
}
