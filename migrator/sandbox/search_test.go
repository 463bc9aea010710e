package sandbox_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stytchauth/stytch-go/v16/stytch/consumer/users"

	"example.com/usher/migrator/sandbox"
)

// crowd are n users that exist before the first request.
func crowd(n int) []sandbox.SeedUser {
	list := make([]sandbox.SeedUser, n)
	for i := range list {
		list[i] = sandbox.SeedUser{Email: fmt.Sprintf("user%06d@example.com", i), ExternalID: fmt.Sprintf("id-%06d", i)}
	}
	return list
}

// pages reads all pages of a search and returns the emails.
func (r running) pages(t *testing.T, params users.SearchParams) (emails []string, pages int) {
	t.Helper()
	for {
		got, err := r.api.Users.Search(context.Background(), &params)
		if err != nil {
			t.Fatal(err)
		}
		pages++
		for _, u := range got.Results {
			emails = append(emails, u.Emails[0].Email)
		}
		if params.Cursor = got.ResultsMetadata.NextCursor; params.Cursor == "" {
			return emails, pages
		}
		if pages > 100 {
			t.Fatal("the pages never end")
		}
	}
}

func TestAllPagesShowEverybodyOnce(t *testing.T) {
	tests := map[string]struct {
		toggles sandbox.Toggles
		params  users.SearchParams
		pages   int
	}{
		"of 1000":                           {params: users.SearchParams{Limit: 1000}, pages: 3},
		"of 1000, with a filter":            {params: users.SearchParams{Limit: 1000, Query: searchFor(operand("status", "active")).Query}, pages: 3},
		"of the default 100":                {pages: 25},
		"of just as many":                   {params: users.SearchParams{Limit: 500}, pages: 5},
		"of 1000, last cursor empty":        {toggles: sandbox.Toggles{LastCursor: "empty"}, params: users.SearchParams{Limit: 1000}, pages: 3},
		"of 1000, with the state of before": {toggles: sandbox.Toggles{SearchLag: time.Nanosecond}, params: users.SearchParams{Limit: 1000}, pages: 3},
	}
	const all = 2500
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := start(t, sandbox.Config{Existing: crowd(all), Toggles: tt.toggles})
			if tt.pages != 5 { // to hold thousands of users against the schema once is enough
				s.api = client(t, s.Sandbox, connections(t))
			}
			emails, pages := s.pages(t, tt.params)
			slices.Sort(emails)
			if len(emails) != all || len(slices.Compact(emails)) != all || pages != tt.pages {
				t.Errorf("%d users, %d of them different, on %d pages", len(emails), len(slices.Compact(emails)), pages)
			}
		})
	}
}

func TestPagesGoOnWhileUsersComeAndGo(t *testing.T) {
	s := start(t, sandbox.Config{Existing: crowd(6)})
	first, err := s.api.Users.Search(context.Background(), &users.SearchParams{Limit: 2})
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"id-000000", "id-000002"} {
		if _, err := s.api.Users.Delete(context.Background(), &users.DeleteParams{UserID: id}); err != nil {
			t.Fatal(err)
		}
	}
	s.create(t, users.CreateParams{Email: "late@example.com"})
	rest, _ := s.pages(t, users.SearchParams{Limit: 2, Cursor: first.ResultsMetadata.NextCursor})
	want := []string{"user000003@example.com", "user000004@example.com", "user000005@example.com", "late@example.com"}
	if diff := cmp.Diff(want, rest); diff != "" {
		t.Error(diff)
	}
}

func TestAMalformedSearchIsRefusedByItsName(t *testing.T) {
	s := start(t, sandbox.Config{Toggles: sandbox.Toggles{MaxFilterValues: 3}, Existing: crowd(2)})
	query := func(operands string) string { return `{"query":{"operator":"AND","operands":[` + operands + `]}}` }
	tests := map[string]struct{ body, want string }{
		"limit 1001":                  {`{"limit":1001}`, "user_search_invalid_limit"},
		"negative limit":              {`{"limit":-1}`, "user_search_invalid_limit"},
		"made-up cursor":              {`{"cursor":"abc"}`, "user_search_invalid_cursor"},
		"operator":                    {`{"query":{"operator":"XOR","operands":[]}}`, "user_search_invalid_operator"},
		"no filter name":              {query(`{"filter_value":1}`), "user_search_missing_filter_name"},
		"filter name a number":        {query(`{"filter_name":1,"filter_value":1}`), "user_search_filter_name_must_be_string"},
		"no filter value":             {query(`{"filter_name":"status"}`), "user_search_missing_filter_value"},
		"filter by external id":       {query(`{"filter_name":"external_id","filter_value":["a"]}`), "user_search_filter_name_not_recognized"},
		"string for an array":         {query(`{"filter_name":"user_id","filter_value":"a"}`), "user_search_expected_array_of_string"},
		"empty array":                 {query(`{"filter_name":"email_address","filter_value":[]}`), "user_search_missing_email_addresses"},
		"more values than the toggle": {query(`{"filter_name":"user_id","filter_value":["a","b","c","d"]}`), "user_search_maximum_filter_value_count_exceeded"},
		"string for a bool":           {query(`{"filter_name":"email_verified","filter_value":"yes"}`), "user_search_expected_bool"},
		"bool for a string":           {query(`{"filter_name":"status","filter_value":true}`), "user_search_expected_string"},
		"status that is none":         {query(`{"filter_name":"status","filter_value":"gone"}`), "user_search_invalid_status_filter"},
		"short fuzzy text":            {query(`{"filter_name":"full_name_fuzzy","filter_value":"ab"}`), "user_search_full_name_fuzzy_too_short"},
		"timestamp that is none":      {query(`{"filter_name":"created_at_less_than","filter_value":"yesterday"}`), "user_search_expected_timestamp"},
		"between a string":            {query(`{"filter_name":"created_at_between","filter_value":"x"}`), "user_search_expected_object"},
		"between without an end":      {query(`{"filter_name":"created_at_between","filter_value":{"greater_than":"2026-01-01T00:00:00Z"}}`), "user_search_missing_less_than"},
		"operand no object":           {query(`7`), "bad_request"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			response, body := raw(t, s.Sandbox, "POST", "/v1/users/search", tt.body)
			if response.StatusCode != 400 || body["error_type"] != tt.want {
				t.Errorf("got %d %v, want 400 %s", response.StatusCode, body["error_type"], tt.want)
			}
		})
	}
}

func TestACursorEndsWithTheRunThatMadeIt(t *testing.T) {
	earlier := start(t, sandbox.Config{Existing: crowd(3)})
	page, err := earlier.api.Users.Search(context.Background(), &users.SearchParams{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	later := start(t, sandbox.Config{Existing: crowd(3)})
	_, err = later.api.Users.Search(context.Background(), &users.SearchParams{Cursor: page.ResultsMetadata.NextCursor})
	wantError(t, err, 400, "user_search_invalid_cursor")
}

func TestOneOfSeveralFiltersIsEnoughWithOr(t *testing.T) {
	s := start(t, sandbox.Config{Existing: crowd(3)})
	params := searchFor(operand("user_id", []string{"id-000000"}), operand("email_address", []string{"user000002@example.com"}))
	params.Query.Operator = users.SearchUsersQueryOperatorOR
	got, _ := s.pages(t, *params)
	if diff := cmp.Diff([]string{"user000000@example.com", "user000002@example.com"}, got); diff != "" {
		t.Error(diff)
	}
	if got := s.found(t, params.Query.Operands...); len(got) != 0 {
		t.Errorf("with AND: %q", got)
	}
}

func TestSearchByTimeOfCreation(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := inMemory(t, sandbox.Config{})
		began := time.Now()
		at := func(d time.Duration) string { return began.Add(d).UTC().Format(time.RFC3339) }
		for _, name := range []string{"a", "b", "c"} {
			s.create(t, users.CreateParams{Email: name + "@example.com"})
			time.Sleep(10 * time.Second)
		}
		for filter, want := range map[string]struct {
			value any
			found string
		}{
			"created_at_greater_than": {at(10 * time.Second), "c"},
			"created_at_less_than":    {at(10 * time.Second), "a"},
			"created_at_between":      {map[string]string{"greater_than": at(0), "less_than": at(20 * time.Second)}, "b"},
		} {
			got, _ := s.pages(t, *searchFor(operand(filter, want.value)))
			if strings.Join(got, " ") != want.found+"@example.com" {
				t.Errorf("%s finds %q", filter, got)
			}
		}
	})
}
