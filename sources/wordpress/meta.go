package wordpress

import (
	"iter"
	"regexp"
	"strings"

	"example.com/usher/sources/field"
	"example.com/usher/sources/object"
	"example.com/usher/sources/owner"
	"example.com/usher/sources/record"
)

// meta is a row of wp_usermeta.
type meta struct{ key, value string }

// enabledFactors is the key of the plug-in Two Factor.
const enabledFactors = "_two_factor_enabled_providers"

var metadata = owner.Rows[meta](readMeta)

// readMeta gives a row that usher has a use for, and its user. There are
// dozens for each user, session tokens among them; the others are not even
// kept in mind.
func readMeta(o object.Object) (user string, m meta) {
	m.key = field.Text(o.Get("meta_key"))
	switch {
	case m.key == "first_name", m.key == "last_name", m.key == "locale", m.key == enabledFactors, isRoles(m.key):
		m.value = field.Text(o.Get("meta_value"))
		return field.Text(o.Get("user_id")), m
	}
	return "", m
}

// isRoles: the key is capabilities behind the prefix of the site's tables.
func isRoles(key string) bool {
	return strings.HasSuffix(key, "_capabilities") && !strings.HasPrefix(key, "_")
}

func (p *person) takeMeta(m meta) {
	u := p.User
	switch {
	case m.key == "first_name":
		u.Name.First = m.value
	case m.key == "last_name":
		u.Name.Last = m.value
	case m.key == "locale":
		u.Show("locale", m.value)
	case m.key == enabledFactors:
		for name := range serialized(m.value) {
			p.addFactor(name)
		}
	case isRoles(m.key):
		for name := range serialized(m.value) {
			p.addRole(name)
		}
	}
}

var phpText = regexp.MustCompile(`s:[0-9]+:"([A-Za-z0-9_ -]{1,80})"`)

// serialized gives the texts in an array that PHP has serialized.
func serialized(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, m := range phpText.FindAllStringSubmatch(text, -1) {
			if !yield(m[1]) {
				return
			}
		}
	}
}

// addFactor takes a class of the plug-in Two Factor.
func (p *person) addFactor(class string) {
	switch class {
	case "Two_Factor_Totp":
		p.User.AddFactor(record.TOTP, "")
	case "Two_Factor_Dummy": // for tests of the plug-in
	default:
		name := strings.ToLower(strings.TrimPrefix(class, "Two_Factor_"))
		p.User.AddFactor(record.OtherMFA, strings.ReplaceAll(name, "_", " "))
	}
}
