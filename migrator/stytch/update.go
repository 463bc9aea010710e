package stytch

import (
	"context"
	"net/http"
	"net/url"

	sdk "github.com/stytchauth/stytch-go/v16/stytch"
	"github.com/stytchauth/stytch-go/v16/stytch/consumer/users"

	"example.com/usher/migrator"
	"example.com/usher/migrator/pacer"
)

// UpdateUser changes what is set in c and leaves the rest.
func (a *Adapter) UpdateUser(ctx context.Context, userID string, c migrator.Change) migrator.Answer {
	if !isUserID(userID) {
		return refusal(errNoID)
	}
	body, err := encode(c.Body())
	if err != nil {
		return refusal(err)
	}
	var updated users.UpdateResponse
	request := sdk.RequestParams{Method: http.MethodPut, Path: "/v1/users/" + url.PathEscape(userID), Body: body, V: &updated}
	v := a.exchange(ctx, operation{name: "update user", kind: pacer.KindWrite, effect: updates}, func(ctx context.Context) error {
		return whole(a.client.NewRequest(ctx, request), &updated.UserID)
	})
	answer := v.answer(updated.RequestID)
	if v.class == migrator.OK {
		answer.UserID, answer.PasswordID = updated.UserID, passwordID(updated.User)
	}
	return answer
}
