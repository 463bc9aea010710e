package sandbox_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stytchauth/stytch-go/v16/stytch/consumer/passwords"
	"github.com/stytchauth/stytch-go/v16/stytch/consumer/users"

	"example.com/usher/migrator/sandbox"
)

func TestCreateMayAnswer201(t *testing.T) {
	s := start(t, sandbox.Config{Toggles: sandbox.Toggles{Success201: true}})
	made := s.create(t, users.CreateParams{Email: "ada@example.com"})
	response, _ := raw(t, s.Sandbox, "POST", "/v1/users", `{"email":"bob@example.com"}`)
	if made.StatusCode != 201 || response.StatusCode != 201 {
		t.Errorf("status_code %d, HTTP %d", made.StatusCode, response.StatusCode)
	}
	if got := s.migrate(t, passwords.MigrateParams{Email: "eve@example.com"}); got.StatusCode != 200 {
		t.Errorf("migrate answers %d", got.StatusCode)
	}
}

func TestAbsentFieldsMayBeNull(t *testing.T) {
	for _, null := range []bool{false, true} {
		s := start(t, sandbox.Config{Toggles: sandbox.Toggles{NullOptionals: null}})
		_, body := raw(t, s.Sandbox, "POST", "/v1/users", `{"email":"ada@example.com"}`)
		user, _ := body["user"].(map[string]any)
		for _, field := range []string{"name", "password", "trusted_metadata", "untrusted_metadata", "external_id", "lock_created_at", "lock_expires_at"} {
			value, there := user[field]
			if there != null || value != nil {
				t.Errorf("null optionals %v: %s is %v, there: %v", null, field, value, there)
			}
		}
	}
}

func TestTheLastPageSaysSoByTheToggle(t *testing.T) {
	tests := map[string]struct {
		toggles sandbox.Toggles
		want    map[string]any
	}{
		"cursor left out": {sandbox.Toggles{}, map[string]any{"total": 1.0}},
		"cursor null":     {sandbox.Toggles{LastCursor: "null"}, map[string]any{"total": 1.0, "next_cursor": nil}},
		"cursor empty":    {sandbox.Toggles{LastCursor: "empty"}, map[string]any{"total": 1.0, "next_cursor": ""}},
		"total not known": {sandbox.Toggles{TotalUnknown: true}, map[string]any{"total": -1.0}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := start(t, sandbox.Config{Toggles: tt.toggles, Existing: crowd(1)})
			_, body := raw(t, s.Sandbox, "POST", "/v1/users/search", "")
			if diff := cmp.Diff(any(tt.want), body["results_metadata"]); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAnUnknownIDMayBeInvalid(t *testing.T) {
	s := start(t, sandbox.Config{Toggles: sandbox.Toggles{UnknownIDInvalid: true}})
	_, err := s.api.Users.Get(context.Background(), &users.GetParams{UserID: "nobody"})
	wantError(t, err, 400, "invalid_user_id")
}

func TestReadsMayLag(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := inMemory(t, sandbox.Config{Toggles: sandbox.Toggles{GetLag: time.Second, SearchLag: 3 * time.Second}})
		ctx := context.Background()
		byEmail := operand("email_address", []string{"ada@example.com"})
		see := func() (get, search bool) {
			got, err := s.api.Users.Get(ctx, &users.GetParams{UserID: "a-1"})
			get = err == nil && got.ExternalID == "a-1"
			return get, len(s.found(t, byEmail)) == 1
		}
		expect := func(when string, get, search bool) {
			t.Helper()
			if g, s := see(); g != get || s != search {
				t.Errorf("%s: get sees them: %v, search sees them: %v", when, g, s)
			}
		}
		made := s.create(t, users.CreateParams{Email: "ada@example.com", ExternalID: "a-1"})
		_, err := s.api.Users.Create(ctx, &users.CreateParams{Email: "ada@example.com"})
		wantError(t, err, 400, "duplicate_email") // writes don't lag
		expect("at once", false, false)
		time.Sleep(time.Second)
		expect("1 s after the create", true, false)
		time.Sleep(2 * time.Second)
		expect("3 s after the create", true, true)

		s.migrate(t, passwords.MigrateParams{Email: "ada@example.com"})
		if got := s.found(t, byEmail, operand("password_exists", true)); len(got) != 0 {
			t.Error("search sees the password at once")
		}
		time.Sleep(3 * time.Second)
		if got := s.found(t, byEmail, operand("password_exists", true)); len(got) != 1 {
			t.Error("search doesn't see the password 3 s later")
		}
		if _, err := s.api.Users.Delete(ctx, &users.DeleteParams{UserID: made.UserID}); err != nil {
			t.Fatal(err)
		}
		expect("at once after the delete", true, true)
		if got := s.found(t); len(got) != 1 {
			t.Errorf("a search for everybody finds %d", len(got))
		}
		time.Sleep(time.Second)
		expect("1 s after the delete", false, true)
		time.Sleep(2 * time.Second)
		expect("3 s after the delete", false, false)
	})
}

func TestTogglesCanBeReplacedWhileServing(t *testing.T) {
	s := start(t, sandbox.Config{})
	if err := s.SetToggles(sandbox.Toggles{EmailExact: true}); err != nil {
		t.Error("while there is nobody: ", err)
	}
	s.create(t, users.CreateParams{Email: "Ada@example.com"})
	if err := s.SetToggles(sandbox.Toggles{EmailExact: true, Success201: true}); err != nil {
		t.Error("others: ", err)
	}
	if got := s.create(t, users.CreateParams{Email: "ada@example.com"}); got.StatusCode != 201 {
		t.Errorf("status_code %d", got.StatusCode)
	}
	if err := s.SetToggles(sandbox.Toggles{}); err == nil {
		t.Error("the case of emails changed under users")
	}
}

func TestTogglesThatMakeNoSenseAreRefused(t *testing.T) {
	for name, toggles := range map[string]sandbox.Toggles{
		"order with a field twice": {DuplicateOrder: "email,email,phone"},
		"order with too few":       {DuplicateOrder: "email,phone"},
		"last cursor":              {LastCursor: "zero"},
		"negative lag":             {GetLag: -1},
		"negative number":          {MaxFilterValues: -1},
	} {
		if _, err := sandbox.New(sandbox.Config{Toggles: toggles}); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}
