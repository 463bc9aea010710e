package sandbox_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stytchauth/stytch-go/v16/stytch/consumer/users"

	"example.com/usher/migrator/sandbox"
)

func operand(name string, value any) map[string]any {
	return map[string]any{"filter_name": name, "filter_value": value}
}

// found lists the user ids that a search with these operands gives.
func (r running) found(t *testing.T, operands ...map[string]any) []string {
	t.Helper()
	got, err := r.api.Users.Search(context.Background(), searchFor(operands...))
	if err != nil {
		t.Fatal(err)
	}
	ids := []string{}
	for _, u := range got.Results {
		ids = append(ids, u.UserID)
	}
	if int(got.ResultsMetadata.Total) != len(ids) {
		t.Errorf("total is %d with %d results", got.ResultsMetadata.Total, len(ids))
	}
	return ids
}

func searchFor(operands ...map[string]any) *users.SearchParams {
	return &users.SearchParams{Query: &users.SearchUsersQuery{Operator: users.SearchUsersQueryOperatorAND, Operands: operands}}
}

func TestAUserIsFoundByEveryKey(t *testing.T) {
	s := start(t, sandbox.Config{})
	ctx := context.Background()
	const external = "auth0|5f7c8ec7c33c6c004bbafe82"
	made := s.create(t, users.CreateParams{Email: "Ada@Example.com", PhoneNumber: "+12025550123", ExternalID: external,
		Name:            &users.Name{FirstName: "Ada", LastName: "Lovelace"},
		TrustedMetadata: map[string]any{"plan": "pro"}})
	s.create(t, users.CreateParams{Email: "bob@example.com"})

	byID, err := s.api.Users.Get(ctx, &users.GetParams{UserID: made.UserID})
	if err != nil {
		t.Fatal(err)
	}
	byExternal, err := s.api.Users.Get(ctx, &users.GetParams{UserID: external})
	if err != nil {
		t.Fatal(err)
	}
	byExternal.RequestID, byID.RequestID = "", ""
	if diff := cmp.Diff(byID, byExternal); diff != "" {
		t.Error("get by external id differs from get by user id:\n", diff)
	}
	if byID.Emails[0].Email != "ada@example.com" || byID.ExternalID != external || byID.Name.LastName != "Lovelace" || byID.CreatedAt == nil {
		t.Errorf("got %+v", byID)
	}
	want := []string{made.UserID}
	for name, filter := range map[string]map[string]any{
		"email in another case": operand("email_address", []string{"ADA@example.com", "nobody@example.com"}),
		"phone":                 operand("phone_number", []string{"+12025550123"}),
		"user id":               operand("user_id", []string{made.UserID}),
		"external id":           operand("user_id", []string{external, "unknown"}),
		"email id":              operand("email_id", []string{made.EmailID}),
		"phone id":              operand("phone_id", []string{made.PhoneID}),
		"part of the name":      operand("full_name_fuzzy", "a lovel"),
		"part of the email":     operand("email_address_fuzzy", "ADA@"),
	} {
		if diff := cmp.Diff(want, s.found(t, filter)); diff != "" {
			t.Errorf("search by %s:\n%s", name, diff)
		}
	}
	_, err = s.api.Users.Search(ctx, searchFor(operand("user_id", []string{made.UserID, external})))
	wantError(t, err, 400, "user_search_cannot_mix_internal_and_external_user_ids")
}
