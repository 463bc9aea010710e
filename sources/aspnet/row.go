package aspnet

import (
	"strings"

	"example.com/usher/sources/field"
	"example.com/usher/sources/layout"
	"example.com/usher/sources/object"
	"example.com/usher/sources/owner"
	"example.com/usher/sources/record"
	"example.com/usher/sources/table"
)

// row says more about a user: a login, a claim, a token, a passkey, a role.
// Values of tokens and keys are never looked at.
type row struct {
	factor       record.Factor
	claim, value string
	role         string
}

var rows = owner.Rows[row](readRow)

// columns by which the tables are known, besides UserId.
var (
	loginColumns   = []string{"loginprovider", "providerkey"}
	claimColumns   = []string{"claimtype"}
	tokenColumns   = []string{"loginprovider", "name"}
	passkeyColumns = []string{"credentialid"}
	roleColumns    = []string{"rolename"}
)

// readRow gives a row and its user; other tables have none.
func readRow(o object.Object) (user string, r row) {
	values := o.Values(table.Key)
	text := func(name string) string { return field.Text(values[name]) }
	switch {
	case values.Has(loginColumns...):
		r.factor = record.Factor{Kind: record.Social, Detail: strings.ToLower(text("loginprovider"))}
	case values.Has(claimColumns...):
		r.claim, r.value = text("claimtype"), text("claimvalue")
	case values.Has(tokenColumns...):
		r.factor = token(text("name"))
	case values.Has(passkeyColumns...):
		r.factor = record.Factor{Kind: record.Passkey}
	case values.Has(roleColumns...):
		r.role = text("rolename")
	}
	if r == (row{}) {
		return "", r
	}
	return text("userid"), r
}

// token is a second factor where Identity keeps one; other tokens are of
// social logins.
func token(name string) record.Factor {
	switch name {
	case "AuthenticatorKey":
		return record.Factor{Kind: record.TOTP}
	case "RecoveryCodes":
		return record.Factor{Kind: record.OtherMFA, Detail: "recovery codes"}
	}
	return record.Factor{}
}

func isRow(o object.Object) bool { return isTable(o.Values(table.Key).Has) }

func hasRows(s *layout.Sample) bool { return !s.JSON() && isTable(s.HasColumns) }

// isTable: all columns of one of the tables are there, and none that only
// users have.
func isTable(has func(names ...string) bool) bool {
	if !has("userid") || has("email") || has("username") {
		return false
	}
	return has(loginColumns...) || has(claimColumns...) || has(roleColumns...) ||
		has(tokenColumns...) && has("value") || has(passkeyColumns...) && has("data")
}
