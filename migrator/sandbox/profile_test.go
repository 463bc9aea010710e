package sandbox_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stytchauth/stytch-go/v16/stytch/consumer/passwords"
	"github.com/stytchauth/stytch-go/v16/stytch/consumer/users"

	"example.com/usher/migrator/sandbox"
)

func TestOnlyMigrateVerifies(t *testing.T) {
	s := start(t, sandbox.Config{})
	made := s.create(t, users.CreateParams{Email: "ada@example.com", PhoneNumber: "+12025550123"})
	if made.User.Emails[0].Verified || made.User.PhoneNumbers[0].Verified {
		t.Error("create verifies")
	}
	moved := s.migrate(t, passwords.MigrateParams{Email: "bob@example.com", PhoneNumber: "+12025550124", SetEmailVerified: true})
	if !moved.User.Emails[0].Verified || moved.User.PhoneNumbers[0].Verified {
		t.Errorf("migrate with one of the flags: %+v", moved.User)
	}
	if got := s.found(t, operand("email_verified", true)); !cmp.Equal(got, []string{moved.UserID}) {
		t.Errorf("verified are %q", got)
	}
	if got := s.found(t, operand("phone_verified", false), operand("email_verified", false)); !cmp.Equal(got, []string{made.UserID}) {
		t.Errorf("not verified are %q", got)
	}
}

func TestPendingIsAskedFor(t *testing.T) {
	s := start(t, sandbox.Config{})
	pending := s.create(t, users.CreateParams{Email: "ada@example.com", CreateUserAsPending: true})
	active := s.create(t, users.CreateParams{Email: "bob@example.com"})
	if pending.Status != "pending" || pending.User.Status != "pending" || active.Status != "active" {
		t.Errorf("statuses %q and %q", pending.Status, active.Status)
	}
	for status, want := range map[string]string{"pending": pending.UserID, "active": active.UserID} {
		if got := s.found(t, operand("status", status)); !cmp.Equal(got, []string{want}) {
			t.Errorf("%s are %q, want %q", status, got, want)
		}
	}
}

func TestTheFirstLoginVerifiesAndActivates(t *testing.T) {
	s := start(t, sandbox.Config{})
	s.create(t, users.CreateParams{Email: "ada@example.com", ExternalID: "a-1", CreateUserAsPending: true})
	if status, text := control(t, s.Sandbox, s.Secret(), "POST", "/sandbox/login", "a-1\n"); status != 200 {
		t.Fatalf("login: %d %s", status, text)
	}
	got, err := s.api.Users.Get(context.Background(), &users.GetParams{UserID: "a-1"})
	if err != nil || !got.Emails[0].Verified || got.Status != "active" || len(got.PhoneNumbers) != 0 {
		t.Errorf("%v, %+v", err, got)
	}
	if status, text := control(t, s.Sandbox, s.Secret(), "POST", "/sandbox/login", "nobody"); status != 400 || !strings.Contains(text, "user_not_found") {
		t.Errorf("login of nobody: %d %s", status, text)
	}
}

// metadataOf makes n keys.
func metadataOf(n int) map[string]any {
	m := map[string]any{}
	for i := range n {
		m[fmt.Sprintf("key%02d", i)] = i
	}
	return m
}

func TestMetadataHasBounds(t *testing.T) {
	s := start(t, sandbox.Config{})
	ctx := context.Background()
	made := s.create(t, users.CreateParams{Email: "ada@example.com", TrustedMetadata: metadataOf(20), UntrustedMetadata: metadataOf(20)})
	_, err := s.api.Users.Create(ctx, &users.CreateParams{Email: "b@example.com", TrustedMetadata: metadataOf(21)})
	wantError(t, err, 400, "metadata_too_many_keys")
	_, err = s.api.Users.Create(ctx, &users.CreateParams{Email: "b@example.com", UntrustedMetadata: metadataOf(21)})
	wantError(t, err, 400, "metadata_too_many_keys")
	_, err = s.api.Users.Update(ctx, &users.UpdateParams{UserID: made.UserID, TrustedMetadata: map[string]any{"one more": 1}})
	wantError(t, err, 400, "metadata_too_many_keys")

	fits := map[string]any{"k": strings.Repeat("x", 4096-len(`{"k":""}`))}
	s.create(t, users.CreateParams{Email: "c@example.com", TrustedMetadata: fits})
	_, err = s.api.Users.Create(ctx, &users.CreateParams{Email: "d@example.com", TrustedMetadata: map[string]any{"k": fits["k"].(string) + "x"}})
	wantError(t, err, 400, "metadata_too_large")
	response, body := raw(t, s.Sandbox, "POST", "/v1/users", `{"email":"e@example.com","trusted_metadata":[1]}`)
	if response.StatusCode != 400 || body["error_type"] != "metadata_invalid_format" {
		t.Errorf("an array as metadata: %d %v", response.StatusCode, body)
	}
}

func TestUpdateMergesMetadataAtTheTop(t *testing.T) {
	s := start(t, sandbox.Config{})
	made := s.create(t, users.CreateParams{Email: "ada@example.com",
		TrustedMetadata: map[string]any{"keep": 1, "drop": 2, "nested": map[string]any{"a": 1, "b": 2}}})
	got, err := s.api.Users.Update(context.Background(), &users.UpdateParams{UserID: made.UserID,
		TrustedMetadata: map[string]any{"drop": nil, "nested": map[string]any{"c": 3}, "new": "x"}})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]any{"keep": 1.0, "nested": map[string]any{"c": 3.0}, "new": "x"}
	if diff := cmp.Diff(want, got.User.TrustedMetadata); diff != "" {
		t.Error(diff)
	}
}

func TestUpdateChangesOnlyWhatIsGiven(t *testing.T) {
	s := start(t, sandbox.Config{})
	ctx := context.Background()
	s.create(t, users.CreateParams{Email: "ada@example.com", ExternalID: "a-1", Roles: []string{"admin"},
		Name: &users.Name{FirstName: "Ada", LastName: "Lovelace"}})
	got, err := s.api.Users.Update(ctx, &users.UpdateParams{UserID: "a-1", Name: &users.Name{MiddleName: "King"}})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(&users.Name{FirstName: "Ada", MiddleName: "King", LastName: "Lovelace"}, got.User.Name); diff != "" {
		t.Error(diff)
	}
	if len(got.Emails) != 1 || got.User.ExternalID != "a-1" || len(got.User.Roles) != 1 {
		t.Errorf("got %+v", got.User)
	}
	got, err = s.api.Users.Update(ctx, &users.UpdateParams{UserID: "a-1", Roles: &[]string{}, ExternalID: "a-2"})
	if err != nil || len(got.User.Roles) != 0 || got.User.ExternalID != "a-2" {
		t.Errorf("%v, roles %q, external id %q", err, got.User.Roles, got.User.ExternalID)
	}
	_, err = s.api.Users.Update(ctx, &users.UpdateParams{UserID: "a-1", Name: &users.Name{}})
	wantError(t, err, 404, "user_not_found")
}

func TestFormsAreChecked(t *testing.T) {
	s := start(t, sandbox.Config{})
	tests := map[string]struct {
		params users.CreateParams
		want   string
	}{
		"no email and no phone":           {users.CreateParams{ExternalID: "a"}, "invalid_create_user_request"},
		"email without a host":            {users.CreateParams{Email: "ada"}, "invalid_email"},
		"email without a domain's dot":    {users.CreateParams{Email: "ada@localhost"}, "invalid_email"},
		"email with two dots in a row":    {users.CreateParams{Email: "ada..l@example.com"}, "invalid_email"},
		"email with a space":              {users.CreateParams{Email: "ada l@example.com"}, "invalid_email"},
		"email with a right-to-left mark": {users.CreateParams{Email: "ada\u200f@example.com"}, "invalid_email"},
		"email of 255 bytes":              {users.CreateParams{Email: "a@" + strings.Repeat("b", 249) + ".com"}, "invalid_email"},
		"phone without a plus":            {users.CreateParams{PhoneNumber: "12025550123"}, "invalid_phone_number"},
		"phone with a zero first":         {users.CreateParams{PhoneNumber: "+02025550123"}, "invalid_phone_number"},
		"phone beside a good email":       {users.CreateParams{Email: "a@example.com", PhoneNumber: "x"}, "invalid_phone_number"},
		"external id with a slash":        {users.CreateParams{Email: "a@example.com", ExternalID: "a/b"}, "invalid_argument"},
		"external id of 129 characters":   {users.CreateParams{Email: "a@example.com", ExternalID: strings.Repeat("a", 129)}, "invalid_argument"},
		"name with a zero-width space":    {users.CreateParams{Email: "a@example.com", Name: &users.Name{LastName: "Love\u200blace"}}, "forbidden_character_zero_width_space"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := s.api.Users.Create(context.Background(), &tt.params)
			wantError(t, err, 400, tt.want)
		})
	}
	s.create(t, users.CreateParams{Email: "ädä@exämple.com", ExternalID: strings.Repeat("a", 128)})
}
