package cognito_test

import (
	"testing"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

// Programs and queries write the members of an answer in orders of their own.
func TestSingleUsersAreToldApartWhateverTheOrderOfTheirMembers(t *testing.T) {
	const attributes = "UserAttributes:\n- Name: 'email'\n  Value: '"
	for fact, text := range map[string]string{
		"the same order":              "Username: a\n" + attributes + "a@b.c'\nUsername: b\n" + attributes + "b@b.c'\n",
		"another order":               attributes + "a@b.c'\nUsername: a\nUsername: b\n" + attributes + "b@b.c'\n",
		"a member that the first has": "Enabled: true\nUsername: a\n" + attributes + "a@b.c'\nUsername: b\n" + attributes + "b@b.c'\n",
		"a member that the next has, behind a line": "Username: a\n" + attributes + "a@b.c'\n---\nMFAOptions:\n- DeliveryMedium: 'SMS'\n" +
			"  AttributeName: 'phone_number'\nUsername: b\n" + attributes + "b@b.c'\n",
	} {
		t.Run(fact, func(t *testing.T) {
			users, _ := sourcestest.Users(t, sources.Cognito, sourcestest.File(t, "users.yaml", text))
			if len(users) != 2 {
				t.Fatalf("%d users", len(users))
			}
			for i, want := range []string{"a", "b"} {
				if u := users[i]; u.SourceID != want || u.Email != want+"@b.c" || len(u.Factors) > i {
					t.Errorf("user %d is %q, %q with factors %v", i, u.SourceID, u.Email, u.Factors)
				}
			}
		})
	}
}
