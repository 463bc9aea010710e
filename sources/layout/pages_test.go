package layout_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"example.com/usher/sources/layout"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
)

func TestPages(t *testing.T) {
	always := []record.Note{{Code: "password_hash_missing", Detail: "x"}}
	incomplete := func(detail string) record.Note { return record.Note{Code: "export_incomplete", Detail: detail} }
	plain := layout.Pages{Totals: []string{"total", "totalCount"}, Nexts: []string{"next"}}
	for fact, tc := range map[string]struct {
		of    layout.Pages
		pages []string // of two users each
		want  []record.Note
	}{
		"no page":                         {plain, nil, nil},
		"nothing is said":                 {plain, []string{`{}`}, nil},
		"all of them":                     {plain, []string{`{"total":4,"next":"a"}`, `{"total":4}`}, nil},
		"one is missing":                  {plain, []string{`{"total":6}`, `{"total":6}`}, []record.Note{incomplete("4 of 6 users")}},
		"the total grows meanwhile":       {plain, []string{`{"totalCount":"4"}`, `{"totalCount":"5"}`}, []record.Note{incomplete("4 of 5 users")}},
		"Stytch does not count":           {plain, []string{`{"total":-1,"next":null}`}, nil},
		"the last one names another":      {plain, []string{`{"next":"a"}`, `{"next":"b"}`}, []record.Note{incomplete("the last page names a next one")}},
		"in an object of its own":         {layout.Pages{Within: []string{"meta"}, Nexts: []string{"after"}}, []string{`{"meta":{"after":"x"},"next":"y"}`}, []record.Note{incomplete("the last page names a next one")}},
		"the object of its own is absent": {layout.Pages{Within: []string{"meta"}, Nexts: []string{"after"}}, []string{`{"after":"x"}`}, nil},
		"always":                          {layout.Pages{Always: always}, nil, always},
		"always, and one is missing":      {layout.Pages{Totals: []string{"total"}, Always: always}, []string{`{"total":3}`}, append(always, incomplete("2 of 3 users"))},
	} {
		for range 2 { // a pass leaves nothing for the next
			tally := tc.of.Tally()
			for _, p := range tc.pages {
				tally.Page(object.Object(p), 2)
			}
			if diff := cmp.Diff(tc.want, tally.Notes(), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s: %s", fact, diff)
			}
		}
	}
}
