package hashes

import (
	"errors"
	"regexp"
	"strconv"

	"golang.org/x/crypto/bcrypt"
)

var (
	bcryptStart = regexp.MustCompile(`^\$2[aby]\$[0-9]{2}\$`)
	bcryptForm  = regexp.MustCompile(`^\$2[aby]\$[0-9]{2}\$[./A-Za-z0-9]{53}$`)
)

// readBcrypt takes bcrypt as it is. $2a$, $2b$ and $2y$ are the same function
// for all passwords of today's programs.
func readBcrypt(text, rest string) *Hash {
	if !bcryptStart.MatchString(text) {
		return nil
	}
	return &Hash{Type: Bcrypt, Value: text, Scheme: "bcrypt"}
}

func bcryptProblem(h *Hash) string {
	if !bcryptForm.MatchString(h.Value) {
		return "not a bcrypt hash of 60 characters"
	}
	if cost := bcryptCost(h.Value); cost < 4 || cost > 31 {
		return "bcrypt cost " + strconv.Itoa(cost) + "; Stytch takes 4 to 31"
	}
	return ""
}

// bcryptCost is the cost of a hash of the right form.
func bcryptCost(value string) int {
	cost, _ := strconv.Atoi(value[4:6])
	return cost
}

func checkBcrypt(h *Hash, password string) (bool, error) {
	err := bcrypt.CompareHashAndPassword([]byte(h.Value), []byte(password))
	if errors.Is(err, bcrypt.ErrMismatchedHashAndPassword) {
		return false, nil
	}
	return err == nil, err
}
