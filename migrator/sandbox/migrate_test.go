package sandbox_test

import (
	"context"
	"testing"

	"github.com/stytchauth/stytch-go/v16/stytch/consumer/passwords"
	"github.com/stytchauth/stytch-go/v16/stytch/consumer/users"

	"example.com/usher/migrator/sandbox"
)

// goodHash is bcrypt of "password".
const goodHash = "$2a$04$6OfLStUwC8psH0C6PWH/M.sh8jomHAErmX1vdItn8gUsAeznQh0wC"

func withHash(p passwords.MigrateParams) *passwords.MigrateParams {
	if p.Hash == "" {
		p.Hash, p.HashType = goodHash, "bcrypt"
	}
	return &p
}

func (r running) migrate(t *testing.T, p passwords.MigrateParams) *passwords.MigrateResponse {
	t.Helper()
	got, err := r.api.Passwords.Migrate(context.Background(), withHash(p))
	if err != nil {
		t.Fatalf("migrate %s: %v", p.Email, err)
	}
	return got
}

func TestMigrateMakesAUserOfAnUnknownEmail(t *testing.T) {
	s := start(t, sandbox.Config{})
	got := s.migrate(t, passwords.MigrateParams{
		Email: "ada@example.com", PhoneNumber: "+12025550123", ExternalID: "a-1",
		SetEmailVerified: true, SetPhoneNumberVerified: true,
		Name: &users.Name{FirstName: "Ada"}, TrustedMetadata: map[string]any{"plan": "pro"}, Roles: []string{"admin"},
	})
	u := got.User
	if !got.UserCreated || got.UserID != u.UserID || got.EmailID != u.Emails[0].EmailID || u.Password == nil || u.Password.PasswordID == "" {
		t.Errorf("got %+v", got)
	}
	if !u.Emails[0].Verified || !u.PhoneNumbers[0].Verified || u.ExternalID != "a-1" || u.Name.FirstName != "Ada" ||
		u.TrustedMetadata["plan"] != "pro" || len(u.Roles) != 1 || u.Status != "active" {
		t.Errorf("the new user is %+v", u)
	}
}

func TestMigrateHangsThePasswordOnWhoeverHasTheEmail(t *testing.T) {
	s := start(t, sandbox.Config{})
	ctx := context.Background()
	made := s.create(t, users.CreateParams{Email: "ada@example.com"})
	got := s.migrate(t, passwords.MigrateParams{Email: "ADA@example.com", ExternalID: "a-1"})
	if got.UserCreated || got.UserID != made.UserID || got.User.Password == nil {
		t.Errorf("got %+v", got)
	}
	if got.User.ExternalID != "" {
		t.Errorf("external id %q was applied to a user from before", got.User.ExternalID)
	}
	_, err := s.api.Passwords.Migrate(ctx, withHash(passwords.MigrateParams{Email: "ada@example.com"}))
	wantError(t, err, 400, "password_already_exists")

	updated, err := s.api.Users.Update(ctx, &users.UpdateParams{UserID: made.UserID, ExternalID: "a-1"})
	if err != nil || updated.User.ExternalID != "a-1" {
		t.Errorf("update sets the external id: %v, %+v", err, updated.User)
	}
	other := s.create(t, users.CreateParams{Email: "bob@example.com"})
	_, err = s.api.Users.Update(ctx, &users.UpdateParams{UserID: other.UserID, ExternalID: "a-1"})
	wantError(t, err, 400, "duplicate_user_external_id")
	if _, err = s.api.Users.Update(ctx, &users.UpdateParams{UserID: made.UserID, ExternalID: "a-1"}); err != nil {
		t.Error("update with the user's own external id: ", err)
	}
}

func TestMigrateTakesNothingThatIsSomebodyElses(t *testing.T) {
	tests := map[string]struct {
		params passwords.MigrateParams
		want   string
	}{
		"phone, new email":         {passwords.MigrateParams{Email: "new@example.com", PhoneNumber: "+12025550123"}, "duplicate_phone_number"},
		"phone, email from before": {passwords.MigrateParams{Email: "bob@example.com", PhoneNumber: "+12025550123"}, "duplicate_phone_number"},
		"external id, new email":   {passwords.MigrateParams{Email: "new@example.com", ExternalID: "a-1"}, "duplicate_user_external_id"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := start(t, sandbox.Config{})
			s.create(t, users.CreateParams{Email: "ada@example.com", PhoneNumber: "+12025550123", ExternalID: "a-1"})
			s.create(t, users.CreateParams{Email: "bob@example.com"})
			_, err := s.api.Passwords.Migrate(context.Background(), withHash(tt.params))
			wantError(t, err, 400, tt.want)
			if len(s.found(t, operand("password_exists", true))) != 0 || count(s.Sandbox) != 2 {
				t.Error("the refused migrate left something behind")
			}
		})
	}
}

// What migrate does to a user from before, by toggle.
func TestMigrateOntoAUserFromBefore(t *testing.T) {
	params := passwords.MigrateParams{
		Email: "ada@example.com", PhoneNumber: "+12025550123", SetEmailVerified: true, SetPhoneNumberVerified: true,
		Name: &users.Name{FirstName: "New", LastName: "Lovelace"}, Roles: []string{"admin"},
		TrustedMetadata: map[string]any{"plan": "free", "source": "auth0"},
	}
	before := users.CreateParams{Email: "ada@example.com", CreateUserAsPending: true,
		Name: &users.Name{FirstName: "Ada"}, TrustedMetadata: map[string]any{"plan": "pro"}}
	merged := facts{email: true, phone: "+12025550123", phoneVerified: true, first: "Ada", last: "Lovelace",
		plan: "pro", source: "auth0", roles: 1, status: "pending"}
	tests := map[string]struct {
		toggles sandbox.Toggles
		change  func(*facts)
	}{
		"fills what is empty by default": {sandbox.Toggles{}, func(*facts) {}},
		"ignores the flags":              {sandbox.Toggles{MigrateIgnoresFlags: true}, func(f *facts) { f.email, f.phoneVerified = false, false }},
		"ignores the phone":              {sandbox.Toggles{MigrateIgnoresPhone: true}, func(f *facts) { f.phone, f.phoneVerified = "", false }},
		"ignores the name":               {sandbox.Toggles{MigrateIgnoresName: true}, func(f *facts) { f.last = "" }},
		"ignores metadata":               {sandbox.Toggles{MigrateIgnoresMetadata: true}, func(f *facts) { f.source = "" }},
		"ignores roles":                  {sandbox.Toggles{MigrateIgnoresRoles: true}, func(f *facts) { f.roles = 0 }},
		"activates":                      {sandbox.Toggles{MigrateActivates: true}, func(f *facts) { f.status = "active" }},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := start(t, sandbox.Config{Toggles: tt.toggles})
			s.create(t, before)
			want := merged
			tt.change(&want)
			if got := factsOf(s.migrate(t, params).User); got != want {
				t.Errorf("got  %+v\nwant %+v", got, want)
			}
		})
	}
}

// facts are what migrate may change.
type facts struct {
	email, phoneVerified             bool
	phone, first, last, plan, source string
	roles                            int
	status                           string
}

func factsOf(u users.User) facts {
	f := facts{email: u.Emails[0].Verified, first: u.Name.FirstName, last: u.Name.LastName, roles: len(u.Roles), status: u.Status}
	if len(u.PhoneNumbers) > 0 {
		f.phone, f.phoneVerified = u.PhoneNumbers[0].PhoneNumber, u.PhoneNumbers[0].Verified
	}
	f.plan, _ = u.TrustedMetadata["plan"].(string)
	f.source, _ = u.TrustedMetadata["source"].(string)
	return f
}

func TestASecondUnverifiedFactorIsRefusedWithTheToggle(t *testing.T) {
	s := start(t, sandbox.Config{Toggles: sandbox.Toggles{TooManyUnverifiedFactors: true}})
	s.create(t, users.CreateParams{Email: "ada@example.com"})
	params := passwords.MigrateParams{Email: "ada@example.com", PhoneNumber: "+12025550123"}
	_, err := s.api.Passwords.Migrate(context.Background(), withHash(params))
	wantError(t, err, 400, "too_many_unverified_factors")
	params.SetEmailVerified = true
	s.migrate(t, params)
}

func TestAConfigOfAnotherHashTypeIsRefused(t *testing.T) {
	s := start(t, sandbox.Config{})
	_, err := s.api.Passwords.Migrate(context.Background(),
		withHash(passwords.MigrateParams{Email: "ada@example.com", Md5Config: &passwords.MD5Config{PrependSalt: "x"}}))
	wantError(t, err, 400, "invalid_argument")
}
