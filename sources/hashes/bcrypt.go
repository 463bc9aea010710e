package hashes

import (
	"errors"
	"strconv"

	"golang.org/x/crypto/bcrypt"

	"example.com/usher/sources/kinds"
)

// readBcrypt takes bcrypt as it is. $2a$, $2b$ and $2y$ are the same function
// for all passwords of today's programs.
func readBcrypt(text, rest string) *Hash {
	if !beginsAsBcrypt(text) {
		return nil
	}
	return &Hash{Type: Bcrypt, Value: text, Scheme: bcryptScheme}
}

const bcryptScheme = "bcrypt"

// beginsAsBcrypt looks for $2b$10$ and the like. Most exports hold nothing but
// bcrypt, and a regular expression would take longer than the rest of a user.
func beginsAsBcrypt(s string) bool {
	return len(s) > 7 && s[0] == '$' && s[1] == '2' && (s[2] == 'a' || s[2] == 'b' || s[2] == 'y') &&
		s[3] == '$' && digit(s[4]) && digit(s[5]) && s[6] == '$'
}

func hasBcryptForm(s string) bool {
	if len(s) != 60 || !beginsAsBcrypt(s) {
		return false
	}
	return beyondBcrypt.In(s[7:]) == 0
}

// beyondBcrypt are the bytes that are not of bcrypt's own base64.
var beyondBcrypt = kinds.Beyond(func(c byte) bool {
	return digit(c) || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '.' || c == '/'
})

func digit(c byte) bool { return c >= '0' && c <= '9' }

func bcryptProblem(h *Hash) string {
	if !hasBcryptForm(h.Value) {
		return "not a bcrypt hash of 60 characters"
	}
	if cost := bcryptCost(h.Value); cost < 4 || cost > 31 {
		return "bcrypt cost " + strconv.Itoa(cost) + "; Stytch takes 4 to 31"
	}
	return ""
}

// bcryptCost is the cost of a hash of the right form.
func bcryptCost(value string) int { return int(value[4]-'0')*10 + int(value[5]-'0') }

func checkBcrypt(h *Hash, password string) (bool, error) {
	err := bcrypt.CompareHashAndPassword([]byte(h.Value), []byte(password))
	if errors.Is(err, bcrypt.ErrMismatchedHashAndPassword) {
		return false, nil
	}
	return err == nil, err
}
