package hashes

import (
	"encoding/json"
)

// keycloakCredential is an element of credentials in a realm export. Since
// version 8 its parts are JSON in two strings; before, they stood beside each
// other.
type keycloakCredential struct {
	SecretData     keycloakSecret `json:"secretData"`
	CredentialData keycloakData   `json:"credentialData"`

	HashedSaltedValue string `json:"hashedSaltedValue"`
	Salt              string `json:"salt"`
	HashIterations    int    `json:"hashIterations"`
	Algorithm         string `json:"algorithm"`
}

type keycloakSecret struct{ Value, Salt string }

type keycloakData struct {
	HashIterations       int
	Algorithm            string
	AdditionalParameters map[string][]string
}

// UnmarshalJSON reads JSON, or JSON inside a string.
func (s *keycloakSecret) UnmarshalJSON(b []byte) error {
	type plain keycloakSecret
	return unquoted(b, (*plain)(s))
}

// UnmarshalJSON reads JSON, or JSON inside a string.
func (d *keycloakData) UnmarshalJSON(b []byte) error {
	type plain keycloakData
	return unquoted(b, (*plain)(d))
}

func unquoted(b []byte, into any) error {
	var text string
	if json.Unmarshal(b, &text) == nil {
		b = []byte(text)
	}
	return json.Unmarshal(b, into)
}

// Keycloak reads a credential of type password from a realm export:
// {"type":"password","secretData":"{...}","credentialData":"{...}"}. nil means
// that it holds no hash.
func Keycloak(credential []byte) *Hash {
	var c keycloakCredential
	if err := json.Unmarshal(credential, &c); err != nil {
		return broken("Keycloak", "the credential is not JSON of its form")
	}
	if c.SecretData.Value == "" {
		c.SecretData = keycloakSecret{Value: c.HashedSaltedValue, Salt: c.Salt}
		c.CredentialData = keycloakData{HashIterations: c.HashIterations, Algorithm: c.Algorithm}
	}
	if c.SecretData.Value == "" {
		return nil
	}
	algorithm := simple(c.CredentialData.Algorithm)
	if algorithm == "bcrypt" {
		return Parse(c.SecretData.Value)
	}
	salt, saltOK := unbase64(c.SecretData.Salt)
	key, keyOK := unbase64(c.SecretData.Value)
	if !saltOK || !keyOK {
		return broken("Keycloak", "salt or value is not base64")
	}
	iterations := c.CredentialData.HashIterations
	switch algorithm {
	case "argon2":
		return c.CredentialData.argon2(salt, key)
	case "pbkdf2", "pbkdf2sha1":
		return sha1PBKDF2()
	case "pbkdf2sha256", "pbkdf2sha512":
		return pbkdf2Hash("Keycloak PBKDF2", algorithm[len("pbkdf2"):], pbkdf2Fields{iterations: iterations, salt: salt, key: key})
	}
	return cannotMove("Keycloak, another algorithm", "Keycloak hashed it with an algorithm of a plug-in that usher does not know")
}

// argon2 fills in Keycloak's defaults (Argon2Parameters: id, 1.3, 7168 KiB,
// 1 thread).
func (d keycloakData) argon2(salt, key []byte) *Hash {
	parameter := func(name, otherwise string) string {
		if v := d.AdditionalParameters[name]; len(v) > 0 {
			return v[0]
		}
		return otherwise
	}
	f := argon2Fields{version: 19, time: d.HashIterations, salt: salt, key: key}
	if parameter("version", "1.3") == "1.0" {
		f.version = 16
	}
	f.memory = integer(parameter("memory", "7168"))
	f.threads = integer(parameter("parallelism", "1"))
	switch parameter("type", "id") {
	case "id":
		return argon2Hash(Argon2id, f)
	case "i":
		return argon2Hash(Argon2i, f)
	}
	return argon2d()
}
