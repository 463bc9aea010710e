package report_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/migrator"
)

// everyKind is a migration with a user of every outcome, and one that cannot
// be read.
func everyKind(t testing.TB) *migration {
	m := newMigration(t,
		person("auth0|0", ""),
		person("auth0|1", `,"identities":[{"provider":"google-oauth2","user_id":"1","isSocial":true}],"multifactor":["guardian"]`),
		person("auth0|2", ""),
		person("auth0|3", `,"phone_number":"+14155550123","phone_verified":true`),
		person("auth0|4", ""),
		`{"user_id": broken`,
		person("auth0|6", ""),
		person("auth0|7", ""),
		person("auth0|8", ""),
	)
	m.settle(
		createdUser(0),
		migrator.Outcome{Ordinal: 1, Kind: migrator.PasswordAdded, UserID: userID(1), PasswordMoved: true},
		migrator.Outcome{Ordinal: 2, Kind: migrator.Present, UserID: userID(2)},
		migrator.Outcome{Ordinal: 3, Kind: migrator.WasRefused, Reason: "invalid_phone_number", RequestID: "request-id-live-1"},
		migrator.Outcome{Ordinal: 4, Kind: migrator.Skipped, Reason: "duplicate_email"},
		migrator.Outcome{Ordinal: 5, Kind: migrator.Unreadable, Reason: "unreadable"},
		migrator.Outcome{Ordinal: 6, Kind: migrator.Unknown, Reason: "tries_used_up", RequestID: "request-id-live-2"},
		migrator.Outcome{Ordinal: 7, Kind: migrator.Undone, UserID: userID(7)},
	)
	return m
}

func TestEveryRecordStandsInOneList(t *testing.T) {
	m := everyKind(t)
	m.write()
	for name, want := range map[string][][]string{
		"id-map.csv": {
			{"auth0|0", userID(0), "auth0|0", "created"},
			{"auth0|1", userID(1), "", "password_added"},
			{"auth0|2", userID(2), "", "present"},
		},
		"refused.csv": {{"3", "line 4", "auth0|3", "invalid_phone_number", migrator.Describe("invalid_phone_number").Hint, "request-id-live-1"}},
		"skipped.csv": {
			{"line 5", "auth0|4", "duplicate_email", migrator.Describe("duplicate_email").Hint},
			{"line 8", "auth0|7", "undone", "usher undo has taken them back."},
		},
		"unresolved.csv": {
			{"line 7", "auth0|6", "tries_used_up", migrator.Describe("tries_used_up").Hint, "request-id-live-2"},
			{"line 9", "auth0|8", "not_sent", "usher resume goes on with them.", ""},
		},
	} {
		if diff := cmp.Diff(want, m.rows(name)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	if rows := m.rows("unreadable.csv"); len(rows) != 1 || rows[0][0] != "5" || rows[0][1] != "line 6" || rows[0][2] == "" {
		t.Errorf("unreadable.csv has %q", rows)
	}
}

// A refused user can be corrected where they are listed: the names of the
// fields are those that retry reads.
func TestRefusedUsersCanBeCorrected(t *testing.T) {
	m := everyKind(t)
	m.write()
	text := m.text("refused.ndjson")
	edits, err := migrator.EditsFrom(strings.NewReader(text), "refused.ndjson")
	if err != nil {
		t.Fatal(err)
	}
	edit, is := edits["auth0|3"]
	if !is || len(edits) != 1 || edit.Phone == nil || *edit.Phone != "+14155550123" || edit.Email == nil || edit.EmailVerified == nil || !*edit.EmailVerified {
		t.Errorf("edits %+v of %s", edits, text)
	}
	var line struct {
		Reason    string `json:"reason"`
		Place     string `json:"place"`
		RequestID string `json:"request_id"`
	}
	if err := json.Unmarshal([]byte(text), &line); err != nil || line.Reason != "invalid_phone_number" || line.Place != "line 4" || line.RequestID != "request-id-live-1" {
		t.Errorf("line %+v of %s (%v)", line, text, err)
	}
}

func TestWhoEnrolsAgain(t *testing.T) {
	m := everyKind(t)
	m.write()
	var got [][]string
	for _, row := range m.rows("re-enrol.csv") {
		if row[5] == "" {
			t.Errorf("row %q does not say how", row)
		}
		got = append(got, row[:5])
	}
	want := [][]string{
		{"auth0|1", userID(1), "auth0.1@example.com", "social", "google-oauth2"},
		{"auth0|1", userID(1), "auth0.1@example.com", "mfa", "guardian"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("re-enrol.csv (-want +got):\n%s", diff)
	}
}

func TestWhoIsWithoutTheirPassword(t *testing.T) {
	hash := `,"password_hash":"$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy"`
	m := newMigration(t,
		person("auth0|moved", hash),
		person("auth0|refused", hash),
		person("auth0|unfit", `,"password_hash":"$2b$99$nothing"`),
		person("email|none", ""),
		person("auth0|there", hash),
	)
	moved, refused := createdUser(0), createdUser(1)
	moved.PasswordMoved = true
	refused.PasswordRefused, refused.Reason = true, "invalid_hash_of_stytch"
	m.settle(moved, refused, createdUser(2), createdUser(3), migrator.Outcome{Ordinal: 4, Kind: migrator.Present, UserID: userID(4)})
	m.write()
	var got [][]string
	for _, row := range m.rows("reset-password.csv") {
		got = append(got, row[:3])
	}
	want := [][]string{{"auth0|refused", userID(1), "invalid_hash_of_stytch"}, {"auth0|unfit", userID(2), "invalid_hash"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("reset-password.csv (-want +got):\n%s", diff)
	}
	if n := len(m.rows("id-map.csv")); n != 5 {
		t.Errorf("%d in the id map, want all 5", n)
	}
}

// What an export may hold to harm who opens a list, or to break a join.
// The first shows whose export it is.
var hostileIDs = []string{
	"auth0|first",
	`=HYPERLINK("http://evil.example","x")`, "+1", "-1", "@SUM(A1)", "a\ttab", "a\rreturn", "=1+1",
	"a,b", `quote"d`, "two\nlines", "\x1b[2J", "\u202egnp", "../../etc/passwd", "';DROP TABLE users;--", "<script>alert(1)</script>",
}

func TestTheIDMapIsExact(t *testing.T) {
	m := hostile(t, func(ordinal uint64) migrator.Outcome { return createdUser(ordinal) })
	var got []string
	for _, row := range m.rows("id-map.csv") {
		got = append(got, row[0])
	}
	if diff := cmp.Diff(hostileIDs, got); diff != "" {
		t.Errorf("source ids (-want +got):\n%s", diff)
	}
}

func TestListsForPeopleAreHarmless(t *testing.T) {
	m := hostile(t, func(ordinal uint64) migrator.Outcome {
		switch ordinal % 3 {
		case 0:
			return migrator.Outcome{Ordinal: ordinal, Kind: migrator.WasRefused, Reason: "bad_request"}
		case 1:
			return migrator.Outcome{Ordinal: ordinal, Kind: migrator.Skipped, Reason: "blocked"}
		}
		return migrator.Outcome{Ordinal: ordinal, Kind: migrator.Unknown, Reason: "answer_lost"}
	})
	seen := 0
	for _, name := range []string{"refused.csv", "skipped.csv", "unresolved.csv"} {
		for _, row := range m.rows(name) {
			seen++
			for _, cell := range row {
				if strings.ContainsAny(cell, "\t\r\n\x1b\u202e") || cell != "" && strings.ContainsRune("=+-@", rune(strings.TrimLeft(cell, " ")[0])) {
					t.Errorf("%s holds %q", name, cell)
				}
			}
		}
	}
	if seen != len(hostileIDs) {
		t.Errorf("%d rows, want %d", seen, len(hostileIDs))
	}
	for line := range strings.Lines(m.text("refused.ndjson")) {
		if !json.Valid([]byte(line)) || strings.ContainsAny(line, "\t\r\x1b") {
			t.Errorf("refused.ndjson holds %q", line)
		}
	}
}

// hostile is a written report whose source ids are hostileIDs.
func hostile(t *testing.T, outcome func(ordinal uint64) migrator.Outcome) *migration {
	t.Helper()
	var records []string
	var outcomes []migrator.Outcome
	for i, id := range hostileIDs {
		quoted, err := json.Marshal(id)
		if err != nil {
			t.Fatal(err)
		}
		records = append(records, `{"user_id":`+string(quoted)+`,"email":"a@example.com","email_verified":true}`)
		outcomes = append(outcomes, outcome(uint64(i)))
	}
	m := newMigration(t, records...)
	m.settle(outcomes...)
	m.write()
	return m
}

func TestADeltaListsWhatChangedAndWhoIsGone(t *testing.T) {
	m := newMigration(t, person("auth0|0", ""), person("auth0|1", ""), person("auth0|2", ""))
	m.settle(
		migrator.Outcome{Ordinal: 0, Kind: migrator.Present, UserID: userID(0), Reason: "unchanged"},
		migrator.Outcome{Ordinal: 1, Kind: migrator.Present, UserID: userID(1), Reason: "updated: name; left: email"},
		createdUser(2),
	)
	m.write()
	if _, err := readFile(m, "changed.csv"); err == nil {
		t.Error("a migration that is no delta has changed.csv")
	}
	m.rewrite(func(meta *migrator.Meta) { meta.Since = "/exports/earlier.usher" })
	in := m.input()
	in.Gone = []migrator.Gone{{SourceID: "=gone", UserID: userID(9)}}
	m.writeInput(in)
	if diff := cmp.Diff([][]string{{"'=gone", userID(9)}}, m.rows("gone.csv")); diff != "" {
		t.Errorf("gone.csv (-want +got):\n%s", diff)
	}
	rows := m.rows("changed.csv")
	if len(rows) != 1 || rows[0][0] != "auth0|1" || rows[0][2] != "updated: name; left: email" {
		t.Errorf("changed.csv has %q", rows)
	}
	if n := len(m.rows("id-map.csv")); n != 3 {
		t.Errorf("%d in the id map, want 3", n)
	}
}
