package sandbox_test

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stytchauth/stytch-go/v16/stytch/consumer/passwords"
	"github.com/stytchauth/stytch-go/v16/stytch/consumer/users"

	"example.com/usher/migrator/sandbox"
)

// open opens a sandbox on a state file; it has to succeed.
func open(t *testing.T, path string) *sandbox.Sandbox {
	t.Helper()
	s, err := sandbox.New(sandbox.Config{StatePath: path})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestARestartKeepsEverything(t *testing.T) {
	path := filepath.Join(t.TempDir(), "users.state")
	s := start(t, sandbox.Config{StatePath: path})
	ctx := context.Background()
	s.create(t, users.CreateParams{Email: "ada@example.com", PhoneNumber: "+12025550123", ExternalID: "a-1", Name: &users.Name{FirstName: "Ada <&>"},
		TrustedMetadata: map[string]any{"n": 12345678901234567, "text": "\u2028"}, CreateUserAsPending: true, Roles: []string{"admin"}})
	s.create(t, users.CreateParams{Email: "gone@example.com", ExternalID: "a-2"})
	s.migrate(t, passwords.MigrateParams{Email: "bob@example.com", Hash: scryptPHC, HashType: "scrypt"})
	if _, err := s.api.Users.Delete(ctx, &users.DeleteParams{UserID: "a-2"}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.api.Users.Update(ctx, &users.UpdateParams{UserID: "a-1", TrustedMetadata: map[string]any{"more": true}}); err != nil {
		t.Fatal(err)
	}
	want := slices.Collect(s.Users())
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	// Once as it was written, once as it was rewritten by the first opening.
	for range 2 {
		again := start(t, sandbox.Config{StatePath: path})
		if diff := cmp.Diff(want, slices.Collect(again.Users())); diff != "" {
			t.Error(diff)
		}
		if _, err := again.api.Passwords.Authenticate(ctx, &passwords.AuthenticateParams{Email: "bob@example.com", Password: rightPassword}); err != nil {
			t.Error("log in after a restart: ", err)
		}
		_, err := again.api.Users.Create(ctx, &users.CreateParams{PhoneNumber: "+12025550123"})
		wantError(t, err, 400, "duplicate_phone_number")
		if err := again.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestTheStateFileIsForItsOwnerOnly(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there are no such permissions")
	}
	path := filepath.Join(t.TempDir(), "users.state")
	open(t, path)
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", err, info.Mode())
	}
}

func TestTwoSandboxesDontShareAStateFile(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there is no lock")
	}
	path := filepath.Join(t.TempDir(), "users.state")
	open(t, path)
	if _, err := sandbox.New(sandbox.Config{StatePath: path}); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("the second got %v", err)
	}
}

const goodState = `{"usher_sandbox_state":1}
{"put":{"id":"00000000-0000-4000-8000-000000000001","created":1700000000000000000,"email":"ada@example.com","email_id":"00000000-0000-4000-8000-000000000002"}}
{"put":{"id":"00000000-0000-4000-8000-000000000003","created":1700000000000000000,"phone":"+12025550123","phone_id":"00000000-0000-4000-8000-000000000004"}}
`

func TestATornEndIsCutOff(t *testing.T) {
	for name, tail := range map[string]string{"nothing": "", "half a line": `{"put":{"id":"0000`, "half a line that ends": `{"put":{"id":"0000` + "\n"} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "users.state")
			if err := os.WriteFile(path, []byte(goodState+tail), 0o600); err != nil {
				t.Fatal(err)
			}
			s := open(t, path)
			if n := count(s); n != 2 {
				t.Errorf("%d users", n)
			}
			if status, _ := s.Direct("POST", "/v1/users", `{"email":"bob@example.com"}`); status != 200 {
				t.Errorf("create: %d", status)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			if n := count(open(t, path)); n != 3 {
				t.Errorf("%d users after another restart", n)
			}
		})
	}
}

func TestAStateFileThatCantBeUsedIsLeftAsItIs(t *testing.T) {
	for name, content := range map[string]string{
		"another program's":        "SQLite format 3\x00",
		"of a newer version":       `{"usher_sandbox_state":2}` + "\n",
		"damaged in the middle":    strings.Replace(goodState, `"created"`, `"cre`, 1),
		"a line that says nothing": strings.Replace(goodState, "\n{", "\n{}\n{", 1),
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "users.state")
			if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
			s, err := sandbox.New(sandbox.Config{StatePath: path})
			if err == nil {
				s.Close()
				t.Fatal("it was opened")
			}
			if !strings.Contains(err.Error(), path) || strings.Contains(err.Error(), "ada@") {
				t.Errorf("the error is %q", err)
			}
			if left, _ := os.ReadFile(path); string(left) != content {
				t.Errorf("it is now %q", left)
			}
		})
	}
	if _, err := sandbox.New(sandbox.Config{StatePath: t.TempDir()}); err == nil {
		t.Error("a folder was opened")
	}
}

func TestWhatCantBeWrittenDownIsNotDone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "users.state")
	s := open(t, path)
	s.Direct("POST", "/v1/users", `{"email":"ada@example.com","external_id":"a-1"}`)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, request := range [][3]string{
		{"POST", "/v1/users", `{"email":"bob@example.com"}`},
		{"PUT", "/v1/users/a-1", `{"external_id":"a-2"}`},
		{"DELETE", "/v1/users/a-1", ""},
	} {
		if status, _ := s.Direct(request[0], request[1], request[2]); status != 500 {
			t.Errorf("%s %s: %d", request[0], request[1], status)
		}
	}
	left := slices.Collect(s.Users())
	if len(left) != 1 || left[0].ExternalID != "a-1" {
		t.Errorf("left are %+v", left)
	}
}
