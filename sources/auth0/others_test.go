package auth0_test

import (
	"os"
	"path/filepath"
	"testing"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

// Samples that others have published are read where they lie, beside the
// project; a clone alone has none.
func TestSamplesOfOthers(t *testing.T) {
	folder := filepath.Join("..", "..", "..", "shared", "exports", "auth0")
	if _, err := os.Stat(folder); err != nil {
		t.Skip("the samples are not here")
	}
	for name, tc := range map[string]struct {
		files                     []string
		users, withHash, movable  int
		verified, withPhone, ways int
	}{
		"ZITADEL's pair": {
			files: []string{"zitadel__zitadel-tools__auth0-users.ndjson", "zitadel__zitadel-tools__auth0-passwords.ndjson"},
			users: 5, withHash: 5, movable: 5, withPhone: 2,
		},
		"Auth0's profiles": {
			files: []string{"auth0__docs-v2__doc-profiles.ndjson"},
			users: 7, verified: 4, withPhone: 2, ways: 6,
		},
		"Auth0's extension": {
			files: []string{"auth0__docs-v2__doc-extension-export.json"},
			users: 3,
		},
		"Auth0's custom hashes": {
			files: []string{"auth0__docs-v2__doc-custom_password_hash.json"},
			users: 9, withHash: 9, movable: 4, // bcrypt, argon2id, PBKDF2 with SHA-512, scrypt
		},
		"Ory's array of hashes, for the same ids": {
			files: []string{"zitadel__zitadel-tools__auth0-users.ndjson", "ory__docs__doc-password-export.json"},
			users: 5, withHash: 2, movable: 2, withPhone: 2, verified: 3,
		},
	} {
		t.Run(name, func(t *testing.T) {
			var paths []string
			for _, f := range tc.files {
				paths = append(paths, filepath.Join(folder, f))
			}
			users, _ := sourcestest.Users(t, sources.Auth0, paths...)
			got := tc
			got.users, got.withHash, got.movable, got.verified, got.withPhone, got.ways = len(users), 0, 0, 0, 0, 0
			for _, u := range users {
				if u.Hash != nil {
					got.withHash++
					if u.Hash.Type != "" {
						got.movable++
					}
				}
				if u.EmailVerified {
					got.verified++
				}
				if u.Phone != "" {
					got.withPhone++
				}
				got.ways += len(u.Factors)
			}
			if got.users != tc.users || got.withHash != tc.withHash || got.movable != tc.movable ||
				got.verified != tc.verified || got.withPhone != tc.withPhone || got.ways != tc.ways {
				t.Errorf("got %+v", got)
			}
		})
	}
}
