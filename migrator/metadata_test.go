package migrator_test

import (
	"maps"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

func without(m map[string]any, key string) map[string]any {
	delete(m, key)
	return m
}

func TestMetadata(t *testing.T) {
	big := func(n int) string { return strings.Repeat("x", n) }
	set := func(name, value string) func(*migrator.Options) {
		return func(o *migrator.Options) { *o, _ = o.With(name, value) }
	}
	tests := []struct {
		name      string
		user      sources.User
		options   func(*migrator.Options)
		trusted   map[string]any
		untrusted map[string]any
		codes     []string
	}{
		{name: "none"},
		{name: "empty", user: sources.User{Trusted: map[string]any{}, Untrusted: map[string]any{}}},
		{name: "kept as it is", user: sources.User{Trusted: map[string]any{"plan": "pro", "n": jsontext.Value("12345678901234567890123")}},
			trusted: map[string]any{"plan": "pro", "n": jsontext.Value("12345678901234567890123")}},
		{name: "the two objects apart", user: sources.User{Trusted: map[string]any{"a": 1}, Untrusted: map[string]any{"b": 2}},
			trusted: map[string]any{"a": 1}, untrusted: map[string]any{"b": 2}},
		{name: "left out by option", user: sources.User{Trusted: map[string]any{"a": 1}, Untrusted: map[string]any{"b": 2}}, options: set("metadata", "none")},
		{name: "the largest goes", user: sources.User{Trusted: map[string]any{"a": big(1000), "b": big(2000), "c": big(1500)}},
			trusted: map[string]any{"a": big(1000), "c": big(1500)}, codes: []string{"metadata_too_large"}},
		{name: "one value is too large", user: sources.User{Untrusted: map[string]any{"a": big(5000)}}, codes: []string{"metadata_too_large"}},
		{name: "twenty keys", user: sources.User{Untrusted: manyKeys(20, "v")}, untrusted: manyKeys(20, "v")},
		{name: "more go together under one", user: sources.User{Untrusted: manyKeys(21, "v")},
			untrusted: map[string]any{"imported": manyKeys(21, "v")}, codes: []string{"metadata_too_many_keys"}},
		{name: "too many and too large", user: sources.User{Untrusted: func() map[string]any { m := manyKeys(30, "v"); m["big"] = big(4000); return m }()},
			untrusted: map[string]any{"imported": manyKeys(30, "v")}, codes: []string{"metadata_too_large", "metadata_too_many_keys"}},
		{name: "an id that does not fit", user: sources.User{SourceID: "a b", Trusted: map[string]any{"k": "v"}},
			trusted: map[string]any{"k": "v", "usher_source_id": "a b"}, codes: []string{"external_id_invalid"}},
		{name: "an id that does not fit, without metadata", user: sources.User{SourceID: "a b", Trusted: map[string]any{"k": "v"}}, options: set("metadata", "none"),
			trusted: map[string]any{"usher_source_id": "a b"}, codes: []string{"external_id_invalid"}},
		{name: "an id that does not fit, and many keys", user: sources.User{SourceID: "a b", Trusted: manyKeys(20, "v")},
			trusted: map[string]any{"imported": manyKeys(20, "v"), "usher_source_id": "a b"}, codes: []string{"external_id_invalid", "metadata_too_many_keys"}},
		{name: "an id that does not fit anywhere", user: sources.User{SourceID: big(1001)}, codes: []string{"external_id_invalid", "metadata_dropped"}},
		{name: "an id of broken text", user: sources.User{SourceID: "a\xffb"}, trusted: map[string]any{"usher_source_id": "a\uFFFDb"}, codes: []string{"external_id_invalid"}},
		{name: "blocked, and the provider says so too", user: sources.User{Blocked: true, Trusted: map[string]any{"blocked": jsontext.Value("true")}}, options: set("blocked", "import"),
			trusted: map[string]any{"blocked": true}, codes: []string{"blocked"}},
		{name: "blocked, and the provider's metadata says otherwise", user: sources.User{Blocked: true, Trusted: map[string]any{"blocked": jsontext.Value("false")}}, options: set("blocked", "import"),
			trusted: map[string]any{"blocked": true}, codes: []string{"blocked", "metadata_dropped"}},
		{name: "broken text", user: sources.User{Trusted: map[string]any{"a": "\xff", "\xff": 1, "b": 1}}, trusted: map[string]any{"b": 1}, codes: []string{"metadata_dropped"}},
		{name: "broken raw JSON", user: sources.User{Trusted: map[string]any{"a": jsontext.Value(`{"x":`), "b": 1}}, trusted: map[string]any{"b": 1}, codes: []string{"metadata_dropped"}},
		{name: "spaces between tokens don't count", user: sources.User{Trusted: map[string]any{"a": jsontext.Value("[1,\n" + strings.Repeat(" ", 5000) + "2]")}},
			trusted: map[string]any{"a": jsontext.Value("[1,\n" + strings.Repeat(" ", 5000) + "2]")}},
		{name: "spaces in text count", user: sources.User{Trusted: map[string]any{"a": jsontext.Value(`"` + strings.Repeat(" ", 5000) + `"`)}}, codes: []string{"metadata_too_large"}},
		{name: "what the encoder escapes counts", user: sources.User{Untrusted: map[string]any{"text": strings.Repeat("<", 400), "raw": jsontext.Value(`["` + strings.Repeat("&", 401) + `"]`)}},
			untrusted: map[string]any{"text": strings.Repeat("<", 400)}, codes: []string{"metadata_too_large"}},
		{name: "line separators are escaped too", user: sources.User{Untrusted: map[string]any{"text": strings.Repeat("\u2028", 400), "raw": jsontext.Value(`"` + strings.Repeat("\u2029", 401) + `"`)}},
			untrusted: map[string]any{"text": strings.Repeat("\u2028", 400)}, codes: []string{"metadata_too_large"}},
		{name: "the key above many keys counts", user: sources.User{Untrusted: manyKeys(27, big(137))}, // 27 x 148 bytes and 2
			untrusted: map[string]any{"imported": without(manyKeys(27, big(137)), "keyaa")}, codes: []string{"metadata_too_large", "metadata_too_many_keys"}},
		{name: "nested without end", user: sources.User{Trusted: map[string]any{"a": jsontext.Value(strings.Repeat("[", 1500) + strings.Repeat("]", 1500))}}, codes: []string{"metadata_dropped"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			test.user.Email = "ada@example.com"
			before := maps.Clone(test.user.Trusted)
			plan := planOf(test.user, test.options)
			if diff := cmp.Diff(test.trusted, plan.Calls[0].Trusted); diff != "" {
				t.Errorf("trusted (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.untrusted, plan.Calls[0].Untrusted); diff != "" {
				t.Errorf("untrusted (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(append([]string{}, test.codes...), codesOf(plan)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(before, test.user.Trusted); diff != "" {
				t.Errorf("the user's own metadata was changed (-before +after):\n%s", diff)
			}
		})
	}
}
