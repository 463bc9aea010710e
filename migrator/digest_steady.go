package migrator

import (
	"maps"
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// DigestVersion is the way in which records are compared by new checkpoints.
// A chain of deltas keeps the way of its first migration, because digests of
// two ways have nothing in common.
//
//	0  everything that is sent, as it is spelled
//	1  everything that is sent but the time of the last login, as JSON means it
const DigestVersion = 1

// passing are the facts about the old account that change whenever a user logs
// in (sources: auth0 and firebase, clerk and supabase). They are sent, but a
// user is not another one for that.
var passing = []string{"last_login", "last_sign_in_at"}

// steady gives trusted metadata without the passing facts, which stand under
// the provider's name, perhaps one level further down.
func steady(trusted map[string]any, provider string) map[string]any {
	if nested, is := trusted[nestedKey].(map[string]any); is && nested[provider] != nil {
		return with(trusted, nestedKey, steady(nested, provider))
	}
	var facts map[string]any
	switch v := trusted[provider].(type) {
	case map[string]any:
		facts = maps.Clone(v)
	case jsontext.Value:
		var members map[string]jsontext.Value
		if json.Unmarshal(v, &members, jsontext.AllowInvalidUTF8(true)) != nil {
			return trusted
		}
		facts = make(map[string]any, len(members))
		for name, value := range members {
			facts[name] = value
		}
	default:
		return trusted
	}
	had := len(facts)
	maps.DeleteFunc(facts, func(name string, _ any) bool { return slices.Contains(passing, name) })
	if len(facts) == had {
		return trusted
	}
	return with(trusted, provider, facts)
}

// with is a copy of m with another value; one that says nothing any more is
// left out, so that a first login is no change either.
func with(m map[string]any, key string, value map[string]any) map[string]any {
	m = maps.Clone(m)
	if m[key] = value; len(value) == 0 {
		delete(m, key)
	}
	return m
}
