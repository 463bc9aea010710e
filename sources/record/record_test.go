package record_test

import (
	"testing"

	"example.com/usher/sources/record"
)

func TestErrorNamesThePlace(t *testing.T) {
	for want, e := range map[string]record.Error{
		"users.json: line 12: not a JSON object":  {Place: record.Place{File: "users.json", Line: 12}, Reason: "not a JSON object"},
		"users.json: record 3: not a JSON object": {Place: record.Place{File: "users.json", Record: 3}, Reason: "not a JSON object"},
	} {
		if got := e.Error(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestNameIsZero(t *testing.T) {
	if !(record.Name{}).IsZero() || (record.Name{Middle: "x"}).IsZero() {
		t.Error("wrong")
	}
}
