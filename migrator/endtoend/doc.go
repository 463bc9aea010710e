// Package endtoend is for tests: it rehearses whole migrations. An export goes
// through the preview, the engine, a checkpoint on disk and the adapter into
// an embedded sandbox, and then everybody logs in there with the password that
// they had at the old provider.
//
//	r := endtoend.Rehearse(t, endtoend.Export{
//		Paths:     []string{"testdata/users.csv"},
//		Passwords: endtoend.Passwords(t, "testdata/passwords.json"),
//	})
//	if len(r.LoggedIn) != 9 {
//		t.Errorf("%v logged in", r.LoggedIn)
//	}
//
// Rehearse fails the test where the import does not do what the preview said,
// where a password that moved does not open, opens to another password, or is
// not among those known, and where one that could not move opens all the same.
package endtoend
