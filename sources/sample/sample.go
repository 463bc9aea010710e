// Package sample bundles an export to try usher with: a few hundred made-up
// users in the form of Auth0's bulk export, and the password hashes that
// belong to them, with every kind of finding that such an export can show.
//
//	paths, err := sample.Write("usher-sample")
//	// usher-sample/auth0-users.json, usher-sample/auth0-passwords.json
//
// Nobody in it exists: addresses are in the domains that RFC 2606 reserves,
// phone numbers in the ranges that regulators keep for fiction. The hashes are
// real bcrypt hashes, of the passwords that Password gives, at the lowest cost.
package sample

import (
	"bytes"
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

//go:generate go test . -run TestTheBundledSampleIsWhatTheGeneratorMakes -update

//go:embed auth0-users.json
var users []byte

//go:embed auth0-passwords.json
var passwords []byte

// Password is the password of the user with that email.
func Password(email string) string {
	local, _, _ := strings.Cut(email, "@")
	return "sample-" + local
}

// Write puts the sample into a folder, which is made when it is not there,
// and gives the paths in the order in which they are one export. Files that
// are there already with this content are left alone.
func Write(dir string) (paths []string, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("write sample: %w", err)
	}
	for _, file := range []struct {
		name    string
		content []byte
	}{{"auth0-users.json", users}, {"auth0-passwords.json", passwords}} {
		path := filepath.Join(dir, file.name)
		if err := put(path, file.content); err != nil {
			return nil, fmt.Errorf("write sample: %w", err)
		}
		paths = append(paths, path)
	}
	return paths, nil
}

// put writes to a temporary name and renames, so that a half-written sample
// is never taken for an export.
func put(path string, content []byte) error {
	if there, err := os.ReadFile(path); err == nil && bytes.Equal(there, content) {
		return nil
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".sample-*")
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		// What could not be finished is worth nothing.
		_ = os.Remove(f.Name())
	}
	return err
}
