package migrator_test

import (
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/migrator"
)

func planWith(trusted map[string]any) migrator.Plan {
	return migrator.Plan{Calls: []migrator.Call{{Kind: migrator.CreateUser, Email: "ada@example.com", Trusted: trusted}}}
}

// A login is no change of a user, and neither is another spelling; everything
// else is. Checkpoints of before compare as they did.
func TestWhatCountsAsAChange(t *testing.T) {
	raw := func(s string) jsontext.Value { return jsontext.Value(s) }
	for name, c := range map[string]struct {
		provider    string
		was, is     map[string]any
		same, sameV bool // by the digests of today, and by those of version 0
	}{
		"a login": {
			"auth0", map[string]any{"auth0": raw(`{"username":"a","last_login":"x"}`)}, map[string]any{"auth0": raw(`{"username":"a","last_login":"y"}`)}, true, false,
		},
		"a first login": {
			"auth0", map[string]any{"plan": "pro"}, map[string]any{"plan": "pro", "auth0": raw(`{"last_login":"y"}`)}, true, false,
		},
		"a login, one level down": {
			"firebase", map[string]any{"imported": map[string]any{"firebase": raw(`{"last_login":"x"}`)}},
			map[string]any{"imported": map[string]any{"firebase": raw(`{"last_login":"y"}`)}}, true, false,
		},
		"a login, as facts": {
			"clerk", map[string]any{"clerk": map[string]any{"last_sign_in_at": "x", "username": "a"}},
			map[string]any{"clerk": map[string]any{"last_sign_in_at": "y", "username": "a"}}, true, false,
		},
		"another order of members": {
			"auth0", map[string]any{"m": raw(`{"a":1,"b":2.0}`)}, map[string]any{"m": raw(`{ "b":2,"a":1}`)}, true, false,
		},
		"another fact": {
			"auth0", map[string]any{"auth0": raw(`{"username":"a","last_login":"x"}`)}, map[string]any{"auth0": raw(`{"username":"b","last_login":"x"}`)}, false, false,
		},
		"the app's own last_login": {
			"auth0", map[string]any{"game": raw(`{"last_login":"x"}`)}, map[string]any{"game": raw(`{"last_login":"y"}`)}, false, false,
		},
		"nothing": {
			"auth0", map[string]any{"auth0": raw(`{"last_login":"x"}`)}, map[string]any{"auth0": raw(`{"last_login":"x"}`)}, true, true,
		},
	} {
		t.Run(name, func(t *testing.T) {
			for version, want := range []bool{c.sameV, c.same} {
				m := migrator.Meta{Provider: c.provider, Digest: version, DigestKey: []byte("key")}
				if same := migrator.DigestOf(m, planWith(c.was)) == migrator.DigestOf(m, planWith(c.is)); same != want {
					t.Errorf("version %d: the same: %v, want %v", version, same, want)
				}
			}
		})
	}
}
