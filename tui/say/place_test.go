package say

import (
	"testing"

	"example.com/usher/sources"
)

func TestPlacesHaveTheirThousands(t *testing.T) {
	for text, want := range map[string]string{
		"imported: line 1796":                      "imported: line 1,796",
		"imported: users-2.json: record 245001":    "imported: users-2.json: record 245,001",
		"line 17":                                  "line 17",
		"line 245,001":                             "line 245,001",
		"555-0123: not a number":                   "555-0123: not a number",
		"deadline 2026":                            "deadline 2026",
		"line 99999999999999999999 is no such one": "line 99999999999999999999 is no such one",
		"": "",
	} {
		if got := Places(text); got != want {
			t.Errorf("Places(%q) = %q, want %q", text, got, want)
		}
	}
	if got := Place(sources.Place{Record: 1796}); got != "record 1,796" {
		t.Errorf("Place = %q", got)
	}
}
