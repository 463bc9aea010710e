package stytch

import (
	"strconv"

	"example.com/usher/sources/field"
	"example.com/usher/sources/hashes"
	"example.com/usher/sources/join"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
)

// hashEntry is a row of the hash file.
type hashEntry struct {
	user, hash, salt, method string
	scrypt                   parameters
}

func readEntry(data []byte) (e hashEntry, err error) {
	o, _, err := object.Read(data)
	if err != nil {
		return e, err
	}
	for key, v := range o.All() {
		switch string(key) {
		case "id", "user_id":
			e.user = field.Text(v)
		case "hash":
			e.hash = field.Text(v)
		case "salt":
			e.salt = field.Text(v)
		case "hash_method":
			e.method = field.Text(v)
		case "n":
			e.scrypt.n = number(field.Text(v))
		case "r":
			e.scrypt.r = number(field.Text(v))
		case "p":
			e.scrypt.p = number(field.Text(v))
		}
	}
	return e, nil
}

func number(text string) int {
	n, _ := strconv.Atoi(text) // 0 means the default
	return n
}

// password is the hash as Stytch takes it. Its own scrypt uses the text of the
// salt, not the bytes that it spells in base64. Hashes that were migrated into
// the old project, and whose users never logged in since, describe themselves.
func (e hashEntry) password() *hashes.Hash {
	p := e.scrypt.orDefaults()
	switch e.method {
	case "scrypt":
		return hashes.FromParts(hashes.Parts{
			Type: "scrypt", Value: e.hash, Encoding: hashes.Base64, Salt: e.salt, SaltEncoding: hashes.Text, N: p.n, R: p.r, P: p.p,
		})
	case "":
		return hashes.Parse(e.hash)
	}
	return hashes.FromParts(hashes.Parts{Type: e.method, Value: e.hash, Salt: e.salt})
}

func keys(raw record.Raw) ([]string, error) {
	e, err := readEntry(raw.Data)
	switch {
	case err != nil:
		return nil, err
	case e.user == "":
		return nil, record.Problem("no id")
	}
	return []string{e.user}, nil
}

// find gives the entry of a user; the zero entry where there is none.
func find(index *join.Index, id string) (found hashEntry, err error) {
	err = index.Find(id, func(n int, data []byte) bool {
		e, err := readEntry(data)
		if err != nil || e.user != id {
			return false
		}
		index.Claim(n)
		found = e
		return true
	})
	return found, err
}
