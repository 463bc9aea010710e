package stytch_test

import (
	"errors"
	"strings"
	"testing"

	"example.com/usher/migrator"
	"example.com/usher/migrator/stytch"
)

func TestConnectSaysWhatIsWrongBeforeAnyRequest(t *testing.T) {
	const live = "project-live-11111111-1111-1111-1111-111111111111"
	const liveSecret = "secret-live-planted"
	to := func(kind migrator.TargetKind, id, secret, base string, rate int) migrator.Connection {
		return migrator.Connection{Target: migrator.Target{Kind: kind, ProjectID: id, BaseURL: base}, Secret: secret, Rate: rate}
	}
	confirmed := to(migrator.Live, live, liveSecret, "https://stytch.example.com", 65)
	confirmed.Target.Confirmed = true
	broken := to(migrator.Test, projectID, secret, "", 65)
	broken.Pacing = []byte("{")
	tests := []struct {
		fact string
		in   migrator.Connection
		want string // in the error; "" = none
	}{
		{"test", to(migrator.Test, projectID, secret, "", 65), ""},
		{"live", to(migrator.Live, live, liveSecret, "", 1), ""},
		{"its own base URL said aloud", to(migrator.Live, live, liveSecret, "https://api.stytch.com/", 1), ""},
		{"sandbox", to(migrator.Sandbox, projectID, secret, "http://127.0.0.1:7070", 0), ""},
		{"sandbox with live ids", to(migrator.Sandbox, live, "anything", "http://localhost:7070", 1000), ""},
		{"a server of one's own", to(migrator.Test, projectID, secret, "https://stytch.example.com/v", 65), ""},
		{"live elsewhere, confirmed", confirmed, ""},

		{"no project id", to(migrator.Test, "", secret, "", 65), "no project id"},
		{"no secret", to(migrator.Test, projectID, "", "", 65), "no secret"},
		{"the secret as project id", to(migrator.Test, secret, secret, "", 65), "STYTCH_PROJECT_ID holds a secret"},
		{"the project id as secret", to(migrator.Test, projectID, projectID, "", 65), "STYTCH_SECRET holds a project id"},
		{"something else as project id", to(migrator.Test, "jane\x1b[31m", secret, "", 65), "STYTCH_PROJECT_ID is no project id"},
		{"a secret with a line break", to(migrator.Test, projectID, secret+"\n", "", 65), "characters that no secret has"},
		{"a live project as test", to(migrator.Test, live, liveSecret, "", 65), "it is a live project, and --to test was given"},
		{"a test project as live", to(migrator.Live, projectID, secret, "", 65), "it is a test project, and --to live was given"},
		{"a live secret for a test project", to(migrator.Test, projectID, liveSecret, "", 65), "the secret is one of a live project"},
		{"a test secret for a live project", to(migrator.Live, live, secret, "", 65), "the secret is one of a test project"},
		{"rate 0 to Stytch", to(migrator.Test, projectID, secret, "", 0), "rate of 0"},
		{"rate 66 to Stytch", to(migrator.Live, live, liveSecret, "", 66), "rate of 66"},
		{"a negative rate", to(migrator.Sandbox, projectID, secret, "http://127.0.0.1:1", -1), "rate of -1"},
		{"a sandbox without an address", to(migrator.Sandbox, projectID, secret, "", 0), "this machine only"},
		{"a sandbox elsewhere", to(migrator.Sandbox, projectID, secret, "https://example.com", 0), "this machine only"},
		{"http elsewhere", to(migrator.Test, projectID, secret, "http://example.com", 65), "in the open"},
		{"http to a name that begins like loopback", to(migrator.Test, projectID, secret, "http://127.0.0.1.example.com", 65), "in the open"},
		{"a base URL with a password", to(migrator.Test, projectID, secret, "https://u:planted@example.com", 65), "more than a host"},
		{"a base URL that is none", to(migrator.Test, projectID, secret, "https://%zzplanted", 65), "cannot be read"},
		{"a base URL of another kind", to(migrator.Test, projectID, secret, "file:///etc/passwd", 65), "no web address"},
		{"Stytch's live address for a test project", to(migrator.Test, projectID, secret, "https://api.stytch.com", 65), "is not served at"},
		{"live elsewhere, not confirmed", to(migrator.Live, live, liveSecret, "https://stytch.com.example.com", 65), "which is not Stytch"},
		{"live on this machine, not confirmed", to(migrator.Live, live, liveSecret, "http://127.0.0.1:7070", 65), "which is not Stytch"},
		{"a pacing state that is none", broken, "pacing state"},
	}
	for _, tt := range tests {
		t.Run(tt.fact, func(t *testing.T) {
			d, err := stytch.Connect(tt.in)
			if tt.want == "" {
				if err != nil || d == nil {
					t.Fatalf("connect: %v", err)
				}
				return
			}
			if err == nil || d != nil {
				t.Fatalf("connected, want an error about %q", tt.want)
			}
			fatal, ok := errors.AsType[*migrator.FatalError](err)
			if !ok || fatal.Hint == "" || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %q (%T), want %q and a hint", err, err, tt.want)
			}
			for _, leak := range []string{"planted", "\x1b"} {
				if strings.Contains(err.Error()+fatal.Hint, leak) {
					t.Errorf("the error holds a secret: %v", err)
				}
			}
		})
	}
}
