package field_test

import (
	"testing"

	"example.com/usher/sources/field"
)

func TestSecretsAreKnownByTheirNames(t *testing.T) {
	for name, want := range map[string]bool{
		"reset_password_token": true, "otpSecret": true, "otp_backup": true, "api.key": true, "user_activation_key": true, "sessions[0].cookie": true,
		// The same in other languages, and however a program composes the letters.
		"Passwort": true, "mot_de_passe": true, "Contrasen\u0303a": true, "contraseña": true, "senha": true, "пароль_hash": true, "Пароль": true,
		"パスワード": true, "\u30cf\u309aスワート\u3099": true, "ﾊﾟｽﾜｰﾄﾞ": true, "密码": true, "비밀번호": true, "كلمة المرور": true, "Salz": true, "clave": true,
		"desenhar": false, "resenha": false, "会員番号": false, "Größe": false, "mémo": false,
		"plan": false, "keyboard": false, "company": false, "spin": false, "": false,
	} {
		if got := field.Secret(name); got != want {
			t.Errorf("%q: %v", name, got)
		}
	}
}
