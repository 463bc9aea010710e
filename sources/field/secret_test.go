package field_test

import (
	"testing"

	"example.com/usher/sources/field"
)

func TestSecretsAreKnownByTheirNames(t *testing.T) {
	for name, want := range map[string]bool{
		"reset_password_token": true, "otpSecret": true, "otp_backup": true, "api.key": true, "user_activation_key": true, "sessions[0].cookie": true,
		"plan": false, "keyboard": false, "company": false, "spin": false, "": false,
	} {
		if got := field.Secret(name); got != want {
			t.Errorf("%q: %v", name, got)
		}
	}
}
