package stytch

import (
	"context"
	"unicode/utf8"

	"github.com/stytchauth/stytch-go/v16/stytch/consumer/passwords"

	"example.com/usher/migrator"
	"example.com/usher/migrator/pacer"
)

// CheckLogin logs in with email and password, without making a session.
func (a *Adapter) CheckLogin(ctx context.Context, email, password string) migrator.Answer {
	if !utf8.ValidString(email) || !utf8.ValidString(password) {
		return refusal(errNoText)
	}
	var user passwords.AuthenticateResponse
	v := a.exchange(ctx, operation{name: "check login", kind: pacer.KindRead, effect: logsIn}, func(ctx context.Context) error {
		params := passwords.AuthenticateParams{Email: email, Password: password}
		return whole(into(&user)(a.api.Passwords.Authenticate(ctx, &params)), &user.UserID)
	})
	answer := v.answer(user.RequestID)
	if v.class == migrator.OK {
		answer.UserID, answer.PasswordID = user.UserID, passwordID(user.User)
	}
	return answer
}
