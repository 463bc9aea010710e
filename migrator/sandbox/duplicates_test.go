package sandbox_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"

	"github.com/stytchauth/stytch-go/v16/stytch/consumer/users"
	"github.com/stytchauth/stytch-go/v16/stytch/stytcherror"

	"example.com/usher/migrator/sandbox"
)

func TestWhatIsTakenIsRefused(t *testing.T) {
	first := users.CreateParams{Email: "ada@example.com", PhoneNumber: "+12025550123", ExternalID: "a-1"}
	tests := map[string]struct {
		toggles sandbox.Toggles
		params  users.CreateParams
		want    string
	}{
		"same email":                      {params: users.CreateParams{Email: "ada@example.com"}, want: "duplicate_email"},
		"same email in another case":      {params: users.CreateParams{Email: "ADA@example.com"}, want: "duplicate_email"},
		"same phone":                      {params: users.CreateParams{PhoneNumber: "+12025550123"}, want: "duplicate_phone_number"},
		"same external id":                {params: users.CreateParams{Email: "b@example.com", ExternalID: "a-1"}, want: "duplicate_user_external_id"},
		"all three":                       {params: first, want: "duplicate_user_external_id"},
		"email and phone":                 {params: users.CreateParams{Email: "ada@example.com", PhoneNumber: "+12025550123"}, want: "duplicate_email"},
		"all three, phone reported first": {toggles: sandbox.Toggles{DuplicateOrder: "phone,email,external_id"}, params: first, want: "duplicate_phone_number"},
		"all three, email reported first": {toggles: sandbox.Toggles{DuplicateOrder: "email,phone,external_id"}, params: first, want: "duplicate_email"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := start(t, sandbox.Config{Toggles: tt.toggles})
			s.create(t, first)
			before := slices.Collect(s.Users())
			_, err := s.api.Users.Create(context.Background(), &tt.params)
			wantError(t, err, 400, tt.want)
			if after := slices.Collect(s.Users()); len(after) != 1 || after[0].UserID != before[0].UserID {
				t.Errorf("the refused create left %+v behind", after)
			}
		})
	}
}

func TestARefusedCreateLeavesNothingOfItsOwnBehind(t *testing.T) {
	s := start(t, sandbox.Config{})
	s.create(t, users.CreateParams{Email: "ada@example.com"})
	_, err := s.api.Users.Create(context.Background(), &users.CreateParams{Email: "ada@example.com", PhoneNumber: "+12025550123", ExternalID: "b-2"})
	wantError(t, err, 400, "duplicate_email")
	s.create(t, users.CreateParams{PhoneNumber: "+12025550123", ExternalID: "b-2"})
}

func TestEmailsAreKeptApartByCaseWithTheToggle(t *testing.T) {
	s := start(t, sandbox.Config{Toggles: sandbox.Toggles{EmailExact: true}})
	s.create(t, users.CreateParams{Email: "ada@example.com"})
	upper := s.create(t, users.CreateParams{Email: "Ada@Example.com"})
	if got := upper.User.Emails[0].Email; got != "Ada@Example.com" {
		t.Errorf("email is kept as %q", got)
	}
	if got := s.found(t, operand("email_address", []string{"Ada@Example.com"})); len(got) != 1 || got[0] != upper.UserID {
		t.Errorf("search by the exact email finds %q", got)
	}
}

func TestOfEqualCreatesExactlyOneWins(t *testing.T) {
	s := start(t, sandbox.Config{})
	var wins, losses, others int
	var mu sync.Mutex
	var all sync.WaitGroup
	for range 100 {
		all.Go(func() {
			_, err := s.api.Users.Create(context.Background(), &users.CreateParams{Email: "ada@example.com"})
			var e stytcherror.Error
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil:
				wins++
			case errors.As(err, &e) && e.ErrorType == "duplicate_email":
				losses++
			default:
				others++
			}
		})
	}
	all.Wait()
	if wins != 1 || losses != 99 || others != 0 || count(s.Sandbox) != 1 {
		t.Errorf("%d creates won, %d were duplicates, %d went wrong, %d users", wins, losses, others, count(s.Sandbox))
	}
}
