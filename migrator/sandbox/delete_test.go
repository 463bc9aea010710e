package sandbox_test

import (
	"context"
	"testing"

	"github.com/stytchauth/stytch-go/v16/stytch/consumer/passwords"
	"github.com/stytchauth/stytch-go/v16/stytch/consumer/users"

	"example.com/usher/migrator/sandbox"
)

func TestADeletedUserFreesAllThatWasTheirs(t *testing.T) {
	s := start(t, sandbox.Config{})
	ctx := context.Background()
	theirs := users.CreateParams{Email: "ada@example.com", PhoneNumber: "+12025550123", ExternalID: "a-1"}
	made := s.create(t, theirs)
	deleted, err := s.api.Users.Delete(ctx, &users.DeleteParams{UserID: "a-1"})
	if err != nil || deleted.UserID != made.UserID {
		t.Fatalf("delete by external id: %v, %+v", err, deleted)
	}
	_, err = s.api.Users.Delete(ctx, &users.DeleteParams{UserID: made.UserID})
	wantError(t, err, 404, "user_not_found")
	if again := s.create(t, theirs); again.UserID == made.UserID {
		t.Error("a new user has the id of the deleted one")
	}
}

func TestADeletedPasswordLetsMigrateAttachAgain(t *testing.T) {
	s := start(t, sandbox.Config{})
	ctx := context.Background()
	first := s.migrate(t, passwords.MigrateParams{Email: "ada@example.com"})
	got, err := s.api.Users.DeletePassword(ctx, &users.DeletePasswordParams{PasswordID: first.User.Password.PasswordID})
	if err != nil || got.UserID != first.UserID || got.User.Password != nil {
		t.Fatalf("delete password: %v, %+v", err, got)
	}
	second := s.migrate(t, passwords.MigrateParams{Email: "ada@example.com"})
	if second.UserCreated || second.UserID != first.UserID || second.User.Password.PasswordID == first.User.Password.PasswordID {
		t.Errorf("attached again: %+v", second)
	}
	_, err = s.api.Users.DeletePassword(ctx, &users.DeletePasswordParams{PasswordID: first.User.Password.PasswordID})
	wantError(t, err, 404, "password_not_found")
}

func TestDeletedFactorsAreFree(t *testing.T) {
	s := start(t, sandbox.Config{})
	ctx := context.Background()
	made := s.create(t, users.CreateParams{Email: "ada@example.com", PhoneNumber: "+12025550123", ExternalID: "a-1"})
	email, err := s.api.Users.DeleteEmail(ctx, &users.DeleteEmailParams{EmailID: made.EmailID})
	if err != nil || len(email.User.Emails) != 0 || email.UserID != made.UserID {
		t.Errorf("delete email: %v, %+v", err, email)
	}
	phone, err := s.api.Users.DeletePhoneNumber(ctx, &users.DeletePhoneNumberParams{PhoneID: made.PhoneID})
	if err != nil || len(phone.User.PhoneNumbers) != 0 {
		t.Errorf("delete phone: %v, %+v", err, phone)
	}
	response, body := raw(t, s.Sandbox, "DELETE", "/v1/users/a-1/external_id", "")
	if user, _ := body["user"].(map[string]any); response.StatusCode != 200 || body["user_id"] != made.UserID || user["external_id"] != nil {
		t.Errorf("delete external id: %d %v", response.StatusCode, body)
	}
	s.create(t, users.CreateParams{Email: "ada@example.com", PhoneNumber: "+12025550123", ExternalID: "a-1"})
}

func TestAnAppExchangesAnEmail(t *testing.T) {
	s := start(t, sandbox.Config{})
	ctx := context.Background()
	made := s.migrate(t, passwords.MigrateParams{Email: "ada@example.com", SetEmailVerified: true})
	s.create(t, users.CreateParams{Email: "bob@example.com", PhoneNumber: "+12025550123", ExternalID: "b-1"})
	got, err := s.api.Users.ExchangePrimaryFactor(ctx, &users.ExchangePrimaryFactorParams{UserID: made.UserID, EmailAddress: "Ada@example.org"})
	if err != nil || got.User.Emails[0].Email != "ada@example.org" || got.User.Emails[0].Verified || got.User.Password == nil {
		t.Errorf("exchange: %v, %+v", err, got)
	}
	for name, tt := range map[string]struct {
		params users.ExchangePrimaryFactorParams
		want   string
	}{
		"somebody's email":   {users.ExchangePrimaryFactorParams{UserID: made.UserID, EmailAddress: "bob@example.com"}, "duplicate_email"},
		"somebody's phone":   {users.ExchangePrimaryFactorParams{UserID: made.UserID, PhoneNumber: "+12025550123"}, "duplicate_phone_number"},
		"malformed email":    {users.ExchangePrimaryFactorParams{UserID: made.UserID, EmailAddress: "bob"}, "invalid_email"},
		"malformed phone":    {users.ExchangePrimaryFactorParams{UserID: made.UserID, PhoneNumber: "1"}, "invalid_phone_number"},
		"nothing":            {users.ExchangePrimaryFactorParams{UserID: made.UserID}, "bad_request"},
		"more than a factor": {users.ExchangePrimaryFactorParams{UserID: "b-1", EmailAddress: "eve@example.com"}, "update_user_auth_method_not_allowed"},
	} {
		_, err := s.api.Users.ExchangePrimaryFactor(ctx, &tt.params)
		t.Run(name, func(t *testing.T) { wantError(t, err, 400, tt.want) })
	}
	phone, err := s.api.Users.ExchangePrimaryFactor(ctx, &users.ExchangePrimaryFactorParams{UserID: made.UserID, PhoneNumber: "+12025550124"})
	if err != nil || len(phone.User.Emails) != 0 || len(phone.User.PhoneNumbers) != 1 {
		t.Errorf("email for a phone: %v, %+v", err, phone)
	}
	s.create(t, users.CreateParams{Email: "ada@example.com"})
	s.create(t, users.CreateParams{Email: "ada@example.org"})
}
