package say_test

import (
	"strings"
	"testing"

	"example.com/usher/migrator"
	"example.com/usher/sources"
	"example.com/usher/tui/say"
)

// secrets are planted; whatever is shown of a record must not have them.
const planted = "s3cr3t-marker"

func TestARecordIsShownWithoutItsSecrets(t *testing.T) {
	records := []struct{ name, raw string }{
		{"a hash", `{"passwordHash":"` + planted + `"}`},
		{"a hash without a telling name", `{"x":"$2b$10$` + planted + `"}`},
		{"an LDAP hash", `{"x":"{SSHA}` + planted + `"}`},
		{"deep inside", `{"credentials":[{"secretData":{"value":"` + planted + `"}}]}`},
		{"a token of a linked login", `{"identities":[{"access_token":"` + planted + `"}]}`},
		{"a TOTP secret", `{"mfa_factors":[{"totp":{"secret":"` + planted + `"}}]}`},
		{"a password in the clear", `{"Password":"` + planted + `"}`},
		{"a password in the clear in another language", `{"user_metadata":{"contraseña":"` + planted + `"}}`},
		{"twice the same key", `{"salt":"` + planted + `","salt":"` + planted + `"}`},
		{"broken JSON", `{"passwordHash":"` + planted},
	}
	for _, r := range records {
		t.Run(r.name, func(t *testing.T) {
			shown := strings.Join(say.RecordLines(sources.User{SourceID: "u1", Raw: []byte(r.raw)}), "\n")
			if strings.Contains(shown, planted) {
				t.Errorf("shown:\n%s", shown)
			}
		})
	}
}

func TestTheRestOfARecordIsShown(t *testing.T) {
	shown := strings.Join(say.RecordLines(sources.User{Raw: []byte(`{"user_id":"auth0|1","email":"ada@example.com","password_updated_at":"2024-01-01","n":12345678901234567890}`)}), "\n")
	for _, want := range []string{`"user_id": "auth0|1"`, "ada@example.com", "2024-01-01", "12345678901234567890"} {
		if !strings.Contains(shown, want) {
			t.Errorf("%s is not shown:\n%s", want, shown)
		}
	}
}

func TestACallIsShownWithoutTheHash(t *testing.T) {
	call := migrator.Call{Kind: migrator.MigratePassword, Email: "ada@example.com", ExternalID: "auth0|1", Mark: "0123456789abcdef/7",
		Hash: &sources.Hash{Type: sources.PBKDF2, Value: planted, Config: map[string]any{"salt": planted, "iteration_amount": 27500}}}
	shown := strings.Join(say.CallLines(call), "\n")
	if strings.Contains(shown, planted) {
		t.Errorf("shown:\n%s", shown)
	}
	for _, want := range []string{"POST /v1/passwords/migrate", "ada@example.com", "auth0|1", "0123456789abcdef/7", "27500", `"hash_type": "pbkdf_2"`} {
		if !strings.Contains(shown, want) {
			t.Errorf("%s is not shown:\n%s", want, shown)
		}
	}
}

func TestEndlessNestingIsNotShown(t *testing.T) {
	raw := strings.Repeat(`{"a":`, 5000) + "1" + strings.Repeat("}", 5000)
	if n := len(say.RecordLines(sources.User{Raw: []byte(raw)})); n > 1000 {
		t.Errorf("%d lines", n)
	}
}

func TestARowOfATableIsShownByItsFields(t *testing.T) {
	for _, raw := range []string{`17,ada@example.com,` + planted, `"` + planted + `",ada@example.com`, `[1],` + planted, `{"a":1},` + planted, "true," + planted, ""} {
		shown := strings.Join(say.RecordLines(sources.User{SourceID: "17", Email: "ada@example.com", Raw: []byte(raw)}), "\n")
		if strings.Contains(shown, planted) || !strings.Contains(shown, "ada@example.com") || !strings.Contains(shown, "17") {
			t.Errorf("of %q is shown:\n%s", raw, shown)
		}
	}
}

func TestAHashThatIsNotKeptHasNoLength(t *testing.T) {
	shown := strings.Join(say.RecordLines(sources.User{SourceID: "17", Hash: &sources.Hash{Scheme: "hex of 32 digits", Why: "hex of 32 digits: ambiguous"}}), "\n")
	if !strings.Contains(shown, "hex of 32 digits") || strings.Contains(shown, "characters") {
		t.Errorf("shown:\n%s", shown)
	}
}
