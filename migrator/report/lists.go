package report

import (
	"encoding/csv"
	"encoding/json"
	"path/filepath"
	"strconv"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

// The files.
const (
	idMap         = "id-map.csv"
	refused       = "refused.csv"
	refusedLines  = "refused.ndjson"
	skipped       = "skipped.csv"
	unresolved    = "unresolved.csv"
	unreadable    = "unreadable.csv"
	reEnrol       = "re-enrol.csv"
	resetPassword = "reset-password.csv"
	changed       = "changed.csv"
	gone          = "gone.csv"
	idMapScript   = "id-map.sql"
	summaryData   = "summary.json"
	summaryPage   = "summary.html"
)

// listed are the lists, in the order in which the summary names them.
var listed = []struct {
	name    string
	about   string
	columns []string
	delta   bool // only where the migration is a delta
}{
	{name: idMap, about: "who is in Stytch: old id to Stytch user_id, exact, for the app's database", columns: []string{"source_id", "stytch_user_id", "external_id", "outcome"}},
	{name: refused, about: "who was refused, and why", columns: []string{"ordinal", "place", "source_id", "reason", "hint", "request_id"}},
	{name: refusedLines, about: "the same, to be corrected and sent again: usher retry --with refused.ndjson"},
	{name: skipped, about: "who was not sent, and why", columns: []string{"place", "source_id", "reason", "hint"}},
	{name: unresolved, about: "whose answer was lost, and who has not been sent yet", columns: []string{"place", "source_id", "reason", "hint", "request_id"}},
	{name: unreadable, about: "records that cannot be read", columns: []string{"ordinal", "place", "reason"}},
	{name: reEnrol, about: "who had factors that do not move, and how they come back", columns: []string{"source_id", "stytch_user_id", "email", "factor", "detail", "how"}},
	{name: resetPassword, about: "who is in Stytch without the password that they had", columns: []string{"source_id", "stytch_user_id", "reason", "hint"}},
	{name: changed, about: "whom the later export changed", columns: []string{"source_id", "stytch_user_id", "what", "hint"}, delta: true},
	{name: gone, about: "whom the later export does not have", columns: []string{"source_id", "stytch_user_id"}, delta: true},
}

// lists writes the lists of a report.
type lists struct {
	meta    migrator.Meta
	several bool // the export has several files of users
	out     map[string]*list
}

// list is one of them; rows does not count the header.
type list struct {
	file *file
	csv  *csv.Writer // nil for NDJSON
	rows int
}

func newLists(f *folder, in migrator.ReportInput) (*lists, error) {
	m := in.Store.Meta()
	l := &lists{meta: m, several: severalFiles(in.Export), out: map[string]*list{}}
	for _, kind := range listed {
		if kind.delta && m.Since == "" {
			continue
		}
		w, err := f.create(kind.name)
		if err != nil {
			return nil, err
		}
		l.out[kind.name] = &list{file: w}
		if kind.columns == nil {
			continue
		}
		l.out[kind.name].csv = csv.NewWriter(w)
		if err := l.out[kind.name].csv.Write(kind.columns); err != nil {
			return nil, err
		}
	}
	return l, nil
}

func severalFiles(e *sources.Export) bool {
	users := 0
	for _, in := range e.Inputs() {
		if in.Kind == sources.Users {
			users++
		}
	}
	return users > 1
}

// add puts an entry into the lists that it belongs to.
func (l *lists) add(e *entry) error {
	if e.bad != nil {
		return l.people(unreadable, ordinal(e.bad.Ordinal), l.where(e), e.bad.Reason)
	}
	switch {
	case e.inStytch():
		return l.addArrived(e)
	case e.outcome.Kind == migrator.WasRefused:
		return l.addRefused(e)
	case e.outcome.Kind == migrator.Unknown, e.outcome.Kind == 0:
		reason, hint := l.why(e)
		return l.people(unresolved, l.where(e), e.user.SourceID, reason, hint, e.outcome.RequestID)
	}
	reason, hint := l.why(e)
	return l.people(skipped, l.where(e), e.user.SourceID, reason, hint)
}

// addArrived lists who is in Stytch, and what they have to do.
func (l *lists) addArrived(e *entry) error {
	if err := l.write(idMap, e.user.SourceID, e.outcome.UserID, l.externalID(e), e.outcome.Kind.String()); err != nil {
		return err
	}
	if l.meta.Since != "" && e.outcome.Kind == migrator.Present {
		if what := changeOf(e.outcome.Reason); what != "" {
			if err := l.people(changed, e.user.SourceID, e.outcome.UserID, what, hintForChange(e.outcome.Reason)); err != nil {
				return err
			}
		}
	}
	if reason := lostPassword(e); reason != "" {
		if err := l.people(resetPassword, e.user.SourceID, e.outcome.UserID, reason, hintFor(reason)); err != nil {
			return err
		}
	}
	for _, f := range e.user.Factors {
		if err := l.people(reEnrol, e.user.SourceID, e.outcome.UserID, e.user.Email, string(f.Kind), f.Detail, howToEnrol(f.Kind)); err != nil {
			return err
		}
	}
	return nil
}

// externalID is what this migration gave a user as external_id.
func (l *lists) externalID(e *entry) string {
	if e.outcome.Kind != migrator.Created {
		return ""
	}
	return migrator.ExternalIDFor(e.user, l.meta.Options)
}

// refusal is a line of refused.ndjson. The user's own fields are there to be
// corrected; they are those of migrator.Edit.
type refusal struct {
	Ordinal       uint64 `json:"ordinal"`
	Place         string `json:"place"`
	SourceID      string `json:"source_id"`
	Reason        string `json:"reason"`
	Hint          string `json:"hint"`
	RequestID     string `json:"request_id,omitempty"`
	Email         string `json:"email,omitempty"`
	EmailVerified bool   `json:"email_verified"`
	Phone         string `json:"phone_number,omitempty"`
	FirstName     string `json:"first_name,omitempty"`
	MiddleName    string `json:"middle_name,omitempty"`
	LastName      string `json:"last_name,omitempty"`
}

func (l *lists) addRefused(e *entry) error {
	reason, hint := l.why(e)
	if err := l.people(refused, ordinal(e.user.Ordinal), l.where(e), e.user.SourceID, reason, hint, e.outcome.RequestID); err != nil {
		return err
	}
	u := &e.user
	line, err := json.Marshal(refusal{
		Ordinal: u.Ordinal, Place: l.where(e), SourceID: u.SourceID, Reason: reason, Hint: hint, RequestID: e.outcome.RequestID,
		Email: u.Email, EmailVerified: u.EmailVerified, Phone: u.Phone,
		FirstName: u.Name.First, MiddleName: u.Name.Middle, LastName: u.Name.Last,
	})
	if err != nil {
		return err
	}
	out := l.out[refusedLines]
	out.rows++
	_, err = out.file.Write(append(line, '\n'))
	return err
}

func (l *lists) addGone(users []migrator.Gone) error {
	if l.out[gone] == nil {
		return nil
	}
	for _, g := range users {
		if err := l.people(gone, g.SourceID, g.UserID); err != nil {
			return err
		}
	}
	return nil
}

// where is a record's place as people look it up.
func (l *lists) where(e *entry) string {
	p := e.place()
	if l.several {
		return filepath.Base(p.File) + " " + p.String()
	}
	return p.String()
}

// people writes a row of a list for people.
func (l *lists) people(name string, cells ...string) error {
	return l.write(name, safe(cells)...)
}

// write writes a row as it is.
func (l *lists) write(name string, cells ...string) error {
	out := l.out[name]
	out.rows++
	return out.csv.Write(cells)
}

// finish writes what is still in memory.
func (l *lists) finish() error {
	for _, kind := range listed {
		if out := l.out[kind.name]; out != nil && out.csv != nil {
			out.csv.Flush()
			if err := out.csv.Error(); err != nil {
				return err
			}
		}
	}
	return nil
}

func ordinal(n uint64) string { return strconv.FormatUint(n, 10) }
