package supabase_test

import (
	"fmt"
	"strings"
	"testing"

	"example.com/usher/migrator"
	"example.com/usher/migrator/endtoend"
	"example.com/usher/sources/sourcestest"
)

// Everybody whose hash could move logs in to the sandbox after an import.
func TestLogins(t *testing.T) {
	endtoend.Logins(t, map[string]endtoend.Logged{
		"auth.users as CSV":  {Paths: []string{"testdata/users.csv"}, LoggedIn: 6, Types: 3, Skipped: 3},
		"auth.users as JSON": {Paths: []string{"testdata/users.json"}, LoggedIn: 6, Types: 3, Skipped: 3},
	})
}

// Who was deleted, and who is anonymous, comes by an option each.
func TestDeletedAndAnonymousUsersComeByOption(t *testing.T) {
	for name, c := range map[string]struct {
		change             func(*migrator.Options)
		deleted, anonymous int
	}{
		"by default neither": {func(*migrator.Options) {}, 0, 0},
		"the deleted":        {func(o *migrator.Options) { o.Deleted = "import" }, 1, 0},
		"the anonymous":      {func(o *migrator.Options) { o.Anonymous = "import" }, 0, 1},
		"both":               {func(o *migrator.Options) { o.Deleted, o.Anonymous = "import", "import" }, 1, 1},
	} {
		t.Run(name, func(t *testing.T) {
			o := migrator.DefaultOptions()
			c.change(&o)
			r := endtoend.Rehearse(t, endtoend.Export{Paths: []string{export(t)}, Options: o})
			deleted, anonymous := 0, 0
			for _, u := range r.Users {
				if strings.Contains(string(u.TrustedMetadata), `"deleted":true`) {
					deleted++
				}
				if strings.Contains(string(u.TrustedMetadata), `"anonymous":true`) {
					anonymous++
				}
			}
			if deleted != c.deleted || anonymous != c.anonymous {
				t.Errorf("%d deleted and %d anonymous users came, want %d and %d", deleted, anonymous, c.deleted, c.anonymous)
			}
			if skipped := 3 - c.deleted - c.anonymous; r.Preview.Skipped != skipped || r.Result.Skipped != skipped {
				t.Errorf("the preview skips %d, the import %d, want %d", r.Preview.Skipped, r.Result.Skipped, skipped)
			}
		})
	}
}

// export has a user of each kind, and an anonymous one with nothing.
func export(t *testing.T) string {
	t.Helper()
	const header = "instance_id,id,aud,role,email,encrypted_password,email_confirmed_at,raw_app_meta_data,raw_user_meta_data,phone,deleted_at,is_anonymous\n"
	rows := header
	for i, c := range []struct{ email, deleted, anonymous string }{
		{"ada@example.com", "", "false"},
		{"bo@example.com", "2024-01-15 10:30:00+00", "false"},
		{"cy@example.com", "", "true"},
		{"", "", "true"},
	} {
		rows += fmt.Sprintf("0,00000000-0000-4000-8000-00000000000%d,authenticated,authenticated,%s,,2024-01-15 10:30:00+00,{},{},,%s,%s\n", i, c.email, c.deleted, c.anonymous)
	}
	return sourcestest.File(t, "users.csv", rows)
}
