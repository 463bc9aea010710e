package object_test

import (
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"example.com/usher/sources/object"
)

func TestUnpacked(t *testing.T) {
	for fact, tc := range map[string]struct{ value, want string }{
		"an object":                   {`{"a":1}`, `{"a":1}`},
		"an object in a string":       {`"{\"a\":1}"`, `{"a":1}`},
		"with space around":           {`" [1, 2] "`, `[1, 2]`},
		"its quotes escaped again":    {`"{\\\"a\\\":\\\"b\\\"}"`, `{"a":"b"}`},
		"a doubled key in the string": {`"{\"a\":1,\"a\":2}"`, `{"a":2}`},
		"a text that begins alike":    {`"{SSHA}abc"`, `"{SSHA}abc"`},
		"a text":                      {`"abc"`, `"abc"`},
		"an empty text":               {`""`, `""`},
		"a number":                    {`7`, `7`},
		"nothing":                     {``, ``},
	} {
		if got := object.Unpacked(jsontext.Value(tc.value)); string(got) != tc.want {
			t.Errorf("%s: %s", fact, got)
		}
	}
}

func TestMetadataIn(t *testing.T) {
	for fact, tc := range map[string]struct {
		value string
		want  map[string]any
		ok    bool
	}{
		"an object":             {`{"a": 12345678901234567890, "b":{ "c" : 1}}`, map[string]any{"a": jsontext.Value(`12345678901234567890`), "b": jsontext.Value(`{"c":1}`)}, true},
		"an object in a string": {`"{\"a\":1}"`, map[string]any{"a": jsontext.Value(`1`)}, true},
		"an empty object":       {`{}`, nil, true},
		"null":                  {`null`, nil, true},
		"an empty list":         {`[]`, nil, true}, // PHP writes empty objects so
		"a list":                {`[1]`, nil, false},
		"a text":                {`"x"`, nil, false},
	} {
		got, ok := object.MetadataIn(jsontext.Value(tc.value))
		if diff := cmp.Diff(tc.want, got, cmpopts.EquateEmpty()); diff != "" || ok != tc.ok {
			t.Errorf("%s: %v %s", fact, ok, diff)
		}
	}
}

func TestKeepOutlivesItsRecord(t *testing.T) {
	data := []byte(`{ "a" : 1 }`)
	kept := object.Keep(data)
	clear(data)
	if string(kept) != `{"a":1}` {
		t.Errorf("%s", kept)
	}
}
