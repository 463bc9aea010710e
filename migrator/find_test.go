package migrator_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

func TestFind(t *testing.T) {
	e := exportOf(
		sources.User{SourceID: "auth0|ada2", Email: "ada.lovelace@example.com"},
		sources.User{SourceID: "auth0|ADA", Email: "Ada@Example.com", Phone: "+14155550123"},
	).unreadable().add(
		sources.User{SourceID: "x", Username: "ada", Phone: "+44 20 7946 0958"},
	).add(
		sources.User{SourceID: "12345", Email: "bob@example.com"},
	).add(
		sources.User{SourceID: "sms|4", Phone: "+14155550199", Blocked: true},
	)
	p, _ := run(t, e, migrator.DefaultOptions())
	tests := []struct {
		name, query string
		limit       int
		want        []uint64
	}{
		{"an email, whatever its case", " ada@EXAMPLE.com ", 10, []uint64{1}},
		{"an id, whatever its case", "auth0|ada", 10, []uint64{1, 0}},
		{"a username before those that contain it", "ada", 10, []uint64{3, 0, 1}},
		{"the limit keeps the exact one", "ada", 1, []uint64{3}},
		{"the limit cuts the others", "ada", 2, []uint64{3, 0}},
		{"a phone with its punctuation", "+1 (415) 555-0123", 10, []uint64{1}},
		{"a phone whose record has punctuation", "+442079460958", 10, []uint64{3}},
		{"the end of a phone", "5550199", 10, []uint64{5}},
		{"an id of digits", "12345", 10, []uint64{4}},
		{"too few digits are no phone", "99", 10, nil},
		{"a skipped user is found", "sms|4", 10, []uint64{5}},
		{"nobody", "carol", 10, nil},
		{"nothing", "  ", 10, nil},
		{"no room", "ada", 0, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			views, err := p.Find(t.Context(), test.query, test.limit)
			if err != nil {
				t.Fatal(err)
			}
			var got []uint64
			for _, v := range views {
				got = append(got, v.User.Ordinal)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("found %v, want %v", got, test.want)
			}
		})
	}
}

func TestFindTellsWhoStandsForADuplicate(t *testing.T) {
	p, _ := run(t, exportOf(
		sources.User{SourceID: "a", Email: "ada@example.com"},
		sources.User{SourceID: "b", Email: "ada@example.com"},
	), migrator.DefaultOptions())
	views, err := p.Find(t.Context(), "b", 1)
	if err != nil || len(views) != 1 || views[0].Plan.Skip != "duplicate_email" || views[0].Findings[0].Detail != "imported: line 1" {
		t.Errorf("%+v, %v", views, err)
	}
}

func TestFindEndsWithItsContext(t *testing.T) {
	p, _ := run(t, smallExport(), migrator.DefaultOptions())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := p.Find(ctx, "ada", 1); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}
