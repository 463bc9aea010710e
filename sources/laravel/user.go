package laravel

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/hashes"
	"example.com/usher/sources/object"
	"example.com/usher/sources/profile"
	"example.com/usher/sources/record"
	"example.com/usher/sources/table"
)

// person is a row of the table of users.
type person struct {
	profile.Profile
	secret    bool // there is one of an authenticator app
	confirmed bool // and the user has shown that it works
}

// decodeUser reads a row; confirms says that it has the column in which the
// second factor is confirmed. Where email_verified_at is empty the email may
// be anybody's: most apps never ask for a proof.
func decodeUser(o object.Object, u *record.User, confirms bool) error {
	p := person{Profile: profile.New(u)}
	for key, v := range o.All() {
		name := table.Key(string(key))
		if !p.take(name, v) && !p.takeSocial(name, v) && !p.Take(name, v) {
			p.Keep(string(key), v)
		}
	}
	if u.SourceID == "" || !o.Has("email") && u.Username == "" && u.Phone == "" {
		return record.Problem("not a user")
	}
	if p.secret && (p.confirmed || !confirms) {
		u.AddFactor(record.TOTP, "")
	}
	p.Fill("laravel")
	return nil
}

func (p *person) take(name string, v jsontext.Value) bool {
	switch name {
	case "emailverifiedat":
		p.User.EmailVerified = !field.Absent(v)
	case "password":
		p.Password(hashes.Parse(field.Text(v)))
	case "twofactorsecret": // never looked at
		p.secret = !field.Absent(v)
	case "twofactorconfirmedat":
		p.confirmed = !field.Absent(v)
	default:
		return false
	}
	return true
}

// takeSocial takes the columns that Socialite's documentation has apps add:
// provider, or one with the user's id for each provider.
func (p *person) takeSocial(name string, v jsontext.Value) bool {
	switch name {
	case "provider", "providername":
		if text := field.Text(v); text != "" {
			p.User.AddFactor(record.Social, text)
		}
	case "providerid":
	case "googleid", "facebookid", "githubid", "twitterid", "linkedinid", "appleid":
		if !field.Absent(v) {
			p.User.AddFactor(record.Social, strings.TrimSuffix(name, "id"))
		}
	default:
		return false
	}
	return true
}
