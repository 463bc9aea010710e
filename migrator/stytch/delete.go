package stytch

import (
	"context"
	"strings"

	"github.com/stytchauth/stytch-go/v16/stytch/consumer/users"

	"example.com/usher/migrator"
	"example.com/usher/migrator/pacer"
)

// DeleteUser deletes a user by user_id. An external id has no right to be
// here: by now it may stand for somebody else.
func (a *Adapter) DeleteUser(ctx context.Context, userID string) migrator.Answer {
	if !isUserID(userID) {
		return refusal(errNoID)
	}
	var gone users.DeleteResponse
	v := a.exchange(ctx, operation{name: "delete user", kind: pacer.KindWrite, effect: deletes}, func(ctx context.Context) error {
		return whole(into(&gone)(a.api.Users.Delete(ctx, &users.DeleteParams{UserID: userID})), &gone.UserID)
	})
	answer := v.answer(gone.RequestID)
	answer.UserID = gone.UserID
	return answer
}

// DeletePassword takes a password away by its password_id.
func (a *Adapter) DeletePassword(ctx context.Context, passwordID string) migrator.Answer {
	if !isID(passwordID) {
		return refusal(errNoID)
	}
	var gone users.DeletePasswordResponse
	v := a.exchange(ctx, operation{name: "delete password", kind: pacer.KindWrite, effect: deletes}, func(ctx context.Context) error {
		return whole(into(&gone)(a.api.Users.DeletePassword(ctx, &users.DeletePasswordParams{PasswordID: passwordID})), &gone.UserID)
	})
	answer := v.answer(gone.RequestID)
	answer.UserID = gone.UserID
	return answer
}

// isUserID knows Stytch's own ids (docs: user-test-..., user-live-...); the
// planner sends no external id that looks like one.
func isUserID(id string) bool {
	return isID(id) && (strings.HasPrefix(id, "user-test-") || strings.HasPrefix(id, "user-live-"))
}
