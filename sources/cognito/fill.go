package cognito

import (
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
)

// fill writes the profile into the user.
func (p *profile) fill(u *record.User) error {
	if p.username == "" && p.sub == "" && p.email == "" && p.phone == "" {
		return record.Problem("not a user: neither Username nor sub, email or phone_number")
	}
	u.SourceID, u.Username = p.sub, p.username
	if u.SourceID == "" {
		u.SourceID = p.username
	}
	u.Email, u.EmailVerified = p.email, p.emailVerified && p.email != ""
	u.Phone, u.PhoneVerified = p.phone, p.phoneVerified && p.phone != ""
	u.Unconfirmed = p.status == unconfirmed
	u.Blocked = p.disabled || p.status == archived || p.status == compromised
	u.CreatedAt, u.UpdatedAt = p.created, p.updated
	if u.UpdatedAt.IsZero() {
		u.UpdatedAt = p.updatedAt
	}
	u.Notes = p.notes
	p.fillName(u)
	logins := p.logins()
	p.fillPassword(u, logins)
	p.fillFactors(u, logins)
	u.Trusted, u.Untrusted = p.trusted(logins), p.shown
	return nil
}

// fillName takes the parts of the name or splits the whole one. A whole name
// that says more than the parts is kept beside them.
func (p *profile) fillName(u *record.User) {
	var guessed bool
	u.Name, guessed = field.Name(p.given, p.middle, p.family, p.full, p.email, p.phone, p.username)
	if guessed {
		u.Notes = append(u.Notes, record.Note{Code: "name_guessed"})
	}
	if p.full == "" {
		return
	}
	parts := strings.Join(strings.Fields(u.Name.First+" "+u.Name.Middle+" "+u.Name.Last), " ")
	if parts != "" && parts != strings.Join(strings.Fields(p.full), " ") {
		p.show("name", object.Quote(nil, p.full))
	}
}

// fillPassword says what became of the password: Cognito gives none out.
func (p *profile) fillPassword(u *record.User, logins []identity) {
	u.HadPassword = !p.federated(logins)
	if p.plainPassword {
		u.Notes = append(u.Notes, record.Note{Code: "plain_text_password_ignored"})
		return
	}
	if u.HadPassword && (p.status == forceChange || p.status == resetRequired) {
		u.Notes = append(u.Notes, record.Note{Code: "password_hash_missing", Detail: p.status})
	}
}

// fillFactors lists what has to be enrolled again or comes back by itself.
func (p *profile) fillFactors(u *record.User, logins []identity) {
	company := false
	for _, i := range logins {
		f := i.factor()
		u.Factors = append(u.Factors, f)
		if f.Kind == record.SSO {
			company = true
			u.Notes = append(u.Notes, record.Note{Code: "enterprise_sso", Detail: f.Detail})
		}
	}
	if len(logins) > 0 && !u.HadPassword && !company {
		u.Notes = append(u.Notes, record.Note{Code: "social_only", Detail: logins[0].name})
	}
	if len(logins) > 1 || len(logins) == 1 && u.HadPassword {
		u.Notes = append(u.Notes, record.Note{Code: "linked_identity"})
	}
	if len(p.factors) > 0 {
		u.Factors = append(u.Factors, p.factors...)
		u.Notes = append(u.Notes, record.Note{Code: "mfa_not_migrated", Detail: p.factors[0].Detail})
	}
}

// trusted is the app's own attributes and, under "cognito", what an app may
// want to know of the old account and Stytch has no field for.
func (p *profile) trusted(logins []identity) map[string]any {
	m := p.custom
	if _, taken := m["cognito"]; taken {
		return m
	}
	var account object.Builder
	account.Text("username", p.username)
	account.Text("status", p.status)
	account.Text("created_at", stamp(p.created))
	if p.disabled {
		account.Raw("enabled", jsontext.Value("false"))
	}
	account.Raw("identities", identityList(logins))
	if v := account.Value(); v != nil {
		if m == nil {
			m = make(map[string]any, 1)
		}
		m["cognito"] = v
	}
	return m
}

// stamp writes a time alike for all programs that wrote it differently.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	var b [len(stamped)]byte
	year, month, day := t.Date()
	hour, minute, second := t.Clock()
	copy(b[:], stamped)
	digits(b[0:4], year)
	digits(b[5:7], int(month))
	digits(b[8:10], day)
	digits(b[11:13], hour)
	digits(b[14:16], minute)
	digits(b[17:19], second)
	digits(b[20:23], t.Nanosecond()/1_000_000)
	return string(b[:])
}

const stamped = "2006-01-02T15:04:05.000Z"

func digits(dst []byte, n int) {
	for i := len(dst) - 1; i >= 0; i-- {
		dst[i] = byte('0' + n%10)
		n /= 10
	}
}

func identityList(logins []identity) jsontext.Value {
	var list jsontext.Value
	for _, i := range logins {
		var o object.Builder
		o.Text("provider", i.name)
		o.Text("type", i.kind)
		o.Text("user_id", i.id)
		if v := o.Value(); v != nil {
			list = append(append(list, ','), v...)
		}
	}
	if list == nil {
		return nil
	}
	list[0] = '['
	return append(list, ']')
}
