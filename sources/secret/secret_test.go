package secret_test

import (
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/secret"
)

func TestIn(t *testing.T) {
	const hash = `"$2b$10$Z6hUTEEeoJXN5/AmSm/4.eZ75RYgFVriQM9LPhNEC7kbAbS/VAaJ2"`
	for text, want := range map[string]bool{
		hash:                             true,
		`{"a":[{"b":` + hash + `}]}`:     true,
		`{"github":{"access_token":1}}`:  true,
		`"{\"api\":{\"token\":\"t\"}}"`:  true,
		`"[{\"pin\":1}]"`:                true,
		`{"plan":"pro","seats":[1,2,3]}`: false,
		`"$5 a month"`:                   false,
		`"{not json"`:                    false,
		`"{\"plan\":\"pro\"}"`:           false,
		`null`:                           false,
		``:                               false,
		strings.Repeat("[", 9) + hash + strings.Repeat("]", 9): false, // deeper than is searched
	} {
		if got := secret.In(jsontext.Value(text)); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}
