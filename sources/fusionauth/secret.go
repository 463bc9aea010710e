package fusionauth

import (
	"strconv"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/hashes"
)

// secret is a password hash in its pieces.
type secret struct {
	scheme, salt, password string
	factor                 int
	there                  bool // there is a place for a password
	set                    bool // somebody has set one
}

func (s *secret) take(name string, v jsontext.Value) bool {
	switch name {
	case "encryptionscheme":
		s.scheme = field.Text(v)
	case "salt":
		s.salt = field.Text(v)
	case "password":
		s.password, s.there = field.Text(v), true
	case "factor":
		s.factor, _ = strconv.Atoi(field.Text(v))
	case "passwordlastupdateinstant":
		s.set = !field.Time(v).IsZero()
	default:
		return false
	}
	return true
}

// fill takes another one where this has no hash.
func (s *secret) fill(other secret) {
	if s.password == "" && other.password != "" {
		*s = other
	}
	s.there, s.set = s.there || other.there, s.set || other.set
}

func (s *secret) hash() *hashes.Hash {
	return hashes.FusionAuth(s.scheme, s.factor, s.salt, s.password)
}
