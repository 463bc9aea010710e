package stytch

import (
	"github.com/go-json-experiment/json/jsontext"
	"github.com/stytchauth/stytch-go/v16/stytch/consumer/users"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

// found is a user of the SDK in migrator's terms.
func found(u users.User) migrator.Found {
	f := migrator.Found{
		UserID: u.UserID, ExternalID: u.ExternalID, PasswordID: passwordID(u), Mark: markOf(u.TrustedMetadata),
		Status: u.Status, Trusted: u.TrustedMetadata, Untrusted: u.UntrustedMetadata,
		OtherFactors: len(u.Providers) + len(u.WebAuthnRegistrations) + len(u.TOTPs) + len(u.BiometricRegistrations) + len(u.CryptoWallets),
	}
	for _, e := range u.Emails {
		f.Emails = append(f.Emails, migrator.FoundIdentifier{Value: e.Email, Verified: e.Verified})
	}
	for _, p := range u.PhoneNumbers {
		f.Phones = append(f.Phones, migrator.FoundIdentifier{Value: p.PhoneNumber, Verified: p.Verified})
	}
	if u.CreatedAt != nil {
		f.CreatedAt = *u.CreatedAt
	}
	if u.Name != nil {
		f.Name = sources.Name{First: u.Name.FirstName, Middle: u.Name.MiddleName, Last: u.Name.LastName}
	}
	return f
}

func foundAll(us []users.User) []migrator.Found {
	all := make([]migrator.Found, 0, len(us))
	for _, u := range us {
		all = append(all, found(u))
	}
	return all
}

// flattened makes a User of the answer to Get, whose fields stand at the top.
func flattened(r *users.GetResponse) users.User {
	return users.User{
		UserID: r.UserID, ExternalID: r.ExternalID, Status: r.Status, Name: r.Name, CreatedAt: r.CreatedAt,
		Emails: r.Emails, PhoneNumbers: r.PhoneNumbers, Password: r.Password,
		TrustedMetadata: r.TrustedMetadata, UntrustedMetadata: r.UntrustedMetadata,
		Providers: r.Providers, WebAuthnRegistrations: r.WebAuthnRegistrations, TOTPs: r.TOTPs,
		BiometricRegistrations: r.BiometricRegistrations, CryptoWallets: r.CryptoWallets,
	}
}

func passwordID(u users.User) string {
	if u.Password == nil {
		return ""
	}
	return u.Password.PasswordID
}

func markOf(trusted map[string]any) string {
	raw, ok := trusted[migrator.MarkKey].(jsontext.Value)
	if !ok || raw.Kind() != '"' {
		return ""
	}
	mark, err := jsontext.AppendUnquote(nil, raw)
	if err != nil {
		return ""
	}
	return string(mark)
}
