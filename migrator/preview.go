package migrator

import (
	"context"
	"time"

	"example.com/usher/sources"
)

// PreviewResult is what an export holds and what an import of it would do.
// Its JSON is the stable result of `usher preview --json`.
type PreviewResult struct {
	Provider     string       `json:"provider"`
	Files        []string     `json:"files"`
	Records      int          `json:"records"`
	Users        int          `json:"users"`
	Unreadable   int          `json:"unreadable"`
	NewestRecord *time.Time   `json:"newest_record"`
	Calls        CallCounts   `json:"calls"`
	Requests     int          `json:"requests"`
	SecondsAtCap int          `json:"seconds_at_cap"`
	Factors      FactorCounts `json:"factors"`
	// Unverified are the users with an email that the export does not show as
	// verified.
	Unverified int `json:"unverified"`
	// Hashes counts the password hashes by Stytch's hash type, or by the name
	// of a scheme that cannot move.
	Hashes map[string]int `json:"hashes"`
	// Duplicates are the users who are skipped because another user of the
	// export has the same email, phone or external id.
	Duplicates      int            `json:"duplicates"`
	Findings        []FindingCount `json:"findings"`
	RecommendedPath string         `json:"recommended_path"` // static | dual_write | rolling
	// RecommendedReason says in one sentence why.
	RecommendedReason string           `json:"recommended_reason"`
	Skipped           int              `json:"skipped"`
	Moves             MoveCounts       `json:"moves"`
	UnreadableFirst   []UnreadableView `json:"unreadable_first,omitempty"` // at most 20
	// Against is set when the destination was read.
	Against *AgainstCounts `json:"against,omitempty"`
	Mark    string         `json:"mark"`
	// Comparing is how many users are being read again, because they seem to
	// share an email, phone or external id; 0 before that and in the end.
	Comparing int `json:"-"`
}

// AgainstCounts is what a preview knows of the destination. Requests and
// seconds of the result then count look-ups for those who are there instead of
// calls.
type AgainstCounts struct {
	Users         int `json:"users"` // of the project
	AlreadyThere  int `json:"already_there"`
	PasswordAdded int `json:"password_added"`
}

// CallCounts counts the planned calls.
type CallCounts struct {
	CreateUser      int `json:"create_user"`
	MigratePassword int `json:"migrate_password"`
}

// FactorCounts counts what the users of the export have, whether Stytch would
// take it or not; a user may have several. Password counts the hashes that are
// there, None the users without email and phone.
type FactorCounts struct {
	Email    int `json:"email"`
	Phone    int `json:"phone"`
	Password int `json:"password"`
	None     int `json:"none"`
}

// MoveCounts splits the users by what moves of them; the parts add up to
// Users.
type MoveCounts struct {
	EmailOnly          int `json:"email_only"`
	PhoneOnly          int `json:"phone_only"`
	EmailPhone         int `json:"email_phone"`
	EmailPassword      int `json:"email_password"`
	EmailPhonePassword int `json:"email_phone_password"`
	Nothing            int `json:"nothing"`
}

// FindingCount is one line of the preview's findings.
type FindingCount struct {
	Code     string   `json:"code"`
	Severity Severity `json:"severity"`
	Users    int      `json:"users"`
	Hint     string   `json:"hint"`
	Sentence string   `json:"sentence"`
	// Detail is there for findings about the whole export, which count no
	// user.
	Detail string `json:"detail,omitempty"`
}

// UnreadableView is a record that could not be read.
type UnreadableView struct {
	File   string `json:"file"`
	Place  string `json:"place"`
	Reason string `json:"reason"`
}

// UserView is one user of the export with everything that the plan says.
type UserView struct {
	User     sources.User
	Plan     Plan
	Findings []Finding
	// Parts are the columns of the user's hash, nil for exports without a
	// mapping.
	Parts *sources.HashParts
}

// Preview reads an export once. Run does the work; Snapshot may be called at
// any time from another goroutine and gives what is known so far.
type Preview struct{ previewState }

// NewPreview prepares to read an export.
func NewPreview(export *sources.Export, o Options) *Preview { return newPreview(export, o) }

// Against makes the preview mark who is in a project already. Before Run only.
func (p *Preview) Against(r *Roster) { p.roster = r }

// Run reads the whole export, or stops with ctx.
func (p *Preview) Run(ctx context.Context) (PreviewResult, error) { return p.run(ctx) }

// Snapshot is the result so far; done says whether it is final.
func (p *Preview) Snapshot() (result PreviewResult, done bool) { return p.snapshot() }

// Users reads the export again and gives page of the users who have a finding
// (code "" = all users), offset and limit counted over those users. After
// Run only.
func (p *Preview) Users(ctx context.Context, code string, offset, limit int) ([]UserView, error) {
	return p.users(ctx, code, offset, limit)
}
