package django

import (
	"example.com/usher/sources/field"
	"example.com/usher/sources/layout"
	"example.com/usher/sources/object"
	"example.com/usher/sources/owner"
	"example.com/usher/sources/record"
	"example.com/usher/sources/table"
)

// row says more about a user: an email address, a social login or a second
// factor. Tokens, keys and codes in it are never looked at.
type row struct {
	email    string
	verified bool
	primary  bool
	factor   record.Factor
}

var rows = owner.Rows[row](readRow)

// columns by which the models are known, besides the user.
var (
	addressColumns = []string{"email", "verified", "primary"}            // account.EmailAddress
	socialColumns  = []string{"provider", "uid", "extradata"}            // socialaccount.SocialAccount, social_django.UserSocialAuth
	mfaColumns     = []string{"type", "data", "lastusedat", "createdat"} // mfa.Authenticator
	totpColumns    = []string{"confirmed", "key", "drift"}               // otp_totp.TOTPDevice
	deviceColumns  = []string{"confirmed", "key", "number", "method"}    // two_factor.PhoneDevice
)

// readRow gives a row, of a table or a dump, and the user it belongs to;
// other models have none.
func readRow(o object.Object) (user string, r row) {
	if f, ok := readFixture(o); ok {
		o = f.fields
	}
	if o.Has("password") { // a user: most records of a dump are
		return "", r
	}
	values := o.Values(table.Key)
	owner, ok := values["user"]
	if !ok {
		owner = values["userid"]
	}
	text := func(name string) string { return field.Text(values[name]) }
	flag := func(name string) bool { return field.Flag(values[name]) }
	switch {
	case values.Has(addressColumns...) && len(values) <= len(addressColumns)+2: // id and user
		r.email, r.verified, r.primary = text("email"), flag("verified"), flag("primary")
	case values.Has(socialColumns...):
		r.factor = record.Factor{Kind: record.Social, Detail: text("provider")}
	case values.Has("type", "data"):
		r.factor = authenticator(text("type"))
	case values.Has(totpColumns...) && flag("confirmed"):
		r.factor = record.Factor{Kind: record.TOTP}
	case values.Has(deviceColumns...) && flag("confirmed"):
		r.factor = record.Factor{Kind: record.SMS}
	}
	if r == (row{}) {
		return "", r
	}
	return reference(owner), r
}

// authenticator is one of allauth.mfa; other models have types too.
func authenticator(kind string) record.Factor {
	switch kind {
	case "totp":
		return record.Factor{Kind: record.TOTP}
	case "webauthn":
		return record.Factor{Kind: record.Passkey}
	case "recovery_codes":
		return record.Factor{Kind: record.OtherMFA, Detail: "recovery codes"}
	}
	return record.Factor{}
}

// isRow knows a row of a table as JSON.
func isRow(o object.Object) bool {
	user, _ := readRow(o)
	return user != "" && !isFixture(o)
}

func isRowFixture(o object.Object) bool {
	user, _ := readRow(o)
	return user != "" && isFixture(o)
}

// hasRows knows the tables as CSV.
func hasRows(s *layout.Sample) bool {
	if s.HasColumns(addressColumns...) && len(s.Columns()) > len(addressColumns)+2 {
		return false
	}
	for _, columns := range [][]string{addressColumns, socialColumns, mfaColumns, totpColumns, deviceColumns} {
		if s.HasColumns(columns...) && s.HasColumns("user_id") {
			return true
		}
	}
	return false
}
