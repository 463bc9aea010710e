package aspnet

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"

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
	values := map[string]jsontext.Value{}
	for key, v := range o.All() {
		values[table.Key(string(key))] = v
	}
	text := func(name string) string { return field.Text(values[name]) }
	has := func(names []string) bool {
		for _, n := range names {
			if _, ok := values[n]; !ok {
				return false
			}
		}
		return true
	}
	switch {
	case has(loginColumns):
		r.factor = record.Factor{Kind: record.Social, Detail: strings.ToLower(text("loginprovider"))}
	case has(claimColumns):
		r.claim, r.value = text("claimtype"), text("claimvalue")
	case has(tokenColumns):
		r.factor = token(text("name"))
	case has(passkeyColumns):
		r.factor = record.Factor{Kind: record.Passkey}
	case has(roleColumns):
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

func isRow(o object.Object) bool {
	has := o.Normal(table.Key)
	return hasTable(func(names []string) bool {
		for _, n := range append([]string{"userid"}, names...) {
			if !has[n] {
				return false
			}
		}
		return true
	})
}

func hasRows(s *layout.Sample) bool {
	return hasTable(func(names []string) bool { return s.HasColumns("UserId") && s.HasColumns(names...) })
}

func hasTable(has func([]string) bool) bool {
	for _, names := range [][]string{loginColumns, claimColumns, append([]string{"value"}, tokenColumns...), append([]string{"data"}, passkeyColumns...), roleColumns} {
		if has(names) {
			return true
		}
	}
	return false
}
