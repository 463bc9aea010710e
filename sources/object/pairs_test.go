package object_test

import (
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"

	"example.com/usher/sources/object"
)

func TestPairs(t *testing.T) {
	for text, want := range map[string][]string{
		`[{"Name":"a","Value":"1"},{"Name":"b","Value":"2"}]`:               {`a "1"`, `b "2"`},
		` [ { "value" : [1, {"Name":"x"}] , "name" : "a" } ] `:              {`a [1, {"Name":"x"}]`},
		`[{"Name":"\u0061"},{"Name":"b","More":{"Name":"c"},"Value":null}]`: {`a `, `b null`},
		`[{"Value":"1"},{"Name":1,"Value":"2"},7,[{"Name":"x"}],{}]`:        nil,
		`{"Name":"a","Value":"1"}`:                                          nil,
		`[]`:                                                                nil,
		`"x"`:                                                               nil,
		``:                                                                  nil,
	} {
		var got []string
		for name, value := range object.Pairs(jsontext.Value(text)) {
			got = append(got, string(name)+" "+string(value))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
	for range object.Pairs(jsontext.Value(`[{"Name":"a"},{"Name":"b"}]`)) {
		break
	}
}
