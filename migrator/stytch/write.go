package stytch

import (
	"context"
	"net/http"

	"github.com/go-json-experiment/json"
	sdk "github.com/stytchauth/stytch-go/v16/stytch"
	"github.com/stytchauth/stytch-go/v16/stytch/consumer/passwords"
	"github.com/stytchauth/stytch-go/v16/stytch/consumer/users"

	"example.com/usher/migrator"
	"example.com/usher/migrator/pacer"
)

// Write sends a call of a plan. The body is the call's own, since the SDK's
// parameters drop every field that is zero, know the hash configurations only
// as int32, and would need a second list of Stytch's fields beside Call.Body.
func (a *Adapter) Write(ctx context.Context, c migrator.Call) migrator.Answer {
	if c.Kind != migrator.CreateUser && c.Kind != migrator.MigratePassword {
		return refusal(errBadCall)
	}
	body, err := encode(c.Body())
	if err != nil {
		return refusal(err)
	}
	request := sdk.RequestParams{Method: http.MethodPost, Path: c.Kind.Path(), Body: body}
	if c.Kind == migrator.CreateUser {
		return a.create(ctx, request)
	}
	return a.migrate(ctx, request)
}

func (a *Adapter) create(ctx context.Context, request sdk.RequestParams) migrator.Answer {
	var created users.CreateResponse
	o := operation{name: migrator.CreateUser.String(), kind: pacer.KindWrite, effect: creates}
	v := a.exchange(ctx, o, func(ctx context.Context) error {
		request.V = &created
		return whole(a.client.NewRequest(ctx, request), &created.UserID)
	})
	answer := v.answer(created.RequestID)
	if v.class == migrator.OK {
		answer.UserID, answer.UserCreated = created.UserID, true
		answer.PasswordID = passwordID(created.User)
	}
	return answer
}

func (a *Adapter) migrate(ctx context.Context, request sdk.RequestParams) migrator.Answer {
	var migrated passwords.MigrateResponse
	o := operation{name: migrator.MigratePassword.String(), kind: pacer.KindWrite, effect: creates}
	v := a.exchange(ctx, o, func(ctx context.Context) error {
		request.V = &migrated
		return whole(a.client.NewRequest(ctx, request), &migrated.UserID)
	})
	answer := v.answer(migrated.RequestID)
	if v.class == migrator.OK {
		answer.UserID, answer.UserCreated = migrated.UserID, migrated.UserCreated
		answer.PasswordID = passwordID(migrated.User)
	}
	return answer
}

// encode makes JSON of a body: numbers keep their digits, and text that is
// not UTF-8 is an error instead of something else.
func encode(body map[string]any) ([]byte, error) {
	encoded, err := json.Marshal(body, json.Deterministic(true))
	if err != nil {
		return nil, errNoText // the cause's text may quote the value
	}
	return encoded, nil
}

// whole makes an error of a good answer without the id that it must have.
func whole(err error, id *string) error {
	if err == nil && !isID(*id) {
		return errIncomplete
	}
	return err
}

// into keeps what the typed API answered; on errors that may be nil.
func into[T any](kept *T) func(*T, error) error {
	return func(answer *T, err error) error {
		if err == nil {
			*kept = *answer
		}
		return err
	}
}

// refusal is the answer of a write that is not sent.
func refusal(err error) migrator.Answer {
	return migrator.Answer{Class: migrator.Refused, Err: err}
}

func (v verdict) answer(requestID string) migrator.Answer {
	return migrator.Answer{
		Class: v.class, Status: v.status, ErrorType: v.errorType,
		RequestID: orText(v.requestID, idOf(requestID)), Err: v.err, Date: v.date,
	}
}
