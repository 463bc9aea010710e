package report_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"example.com/usher/migrator"
	"example.com/usher/migrator/report"
)

// withHistory is a migration of an hour, with 429s and a pause in between.
func withHistory(t testing.TB) *migration {
	m := everyKind(t)
	start := time.Date(2026, 11, 24, 21, 0, 0, 0, time.UTC)
	var b migrator.Batch
	for i := range 60 {
		at := start.Add(time.Duration(i) * time.Minute)
		if i >= 20 {
			at = at.Add(3 * time.Hour)
		}
		p := migrator.Point{Minute: at, Requests: 3880, Settled: 3000}
		if i == 10 {
			p.Throttled = 100
		}
		b.History = append(b.History, p)
	}
	b.State = &migrator.RunState{State: migrator.Paused, Reason: "paused", Elapsed: time.Hour, Requests: 232_800, Throttled: 100, ThrottledFor: 95 * time.Second, MaxPerSecond: 65, Updated: start}
	m.commit(b)
	return m
}

// The markup that summary.html may consist of.
var (
	elements   = strings.Fields("html head meta title style body header section h1 h2 p span svg rect g line text table thead tbody tfoot tr th td figure figcaption dl div dt dd a em footer")
	attributes = strings.Fields("lang charset http-equiv content name class viewBox preserveAspectRatio role aria-label aria-hidden x y x1 x2 y1 y2 dy width height text-anchor href")
)

// links are the files that a page may lead to.
var links = append([]string{"changed.csv", "gone.csv"}, always...)

// walk reads a page strictly and checks that it holds nothing that acts.
func walk(t *testing.T, page string) (text string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(page))
	d.Entity = xml.HTMLEntity
	var all strings.Builder
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return all.String()
		}
		if err != nil {
			t.Fatalf("the page is not well formed: %v", err)
		}
		switch token := token.(type) {
		case xml.CharData:
			all.Write(token)
		case xml.StartElement:
			if !slices.Contains(elements, token.Name.Local) {
				t.Errorf("the page has an element %q", token.Name.Local)
			}
			for _, a := range token.Attr {
				if !slices.Contains(attributes, a.Name.Local) {
					t.Errorf("%s has an attribute %q", token.Name.Local, a.Name.Local)
				}
				if a.Name.Local == "href" && (strings.ContainsAny(a.Value, ":/\\") || !slices.Contains(links, a.Value)) {
					t.Errorf("a link to %q", a.Value)
				}
			}
		}
	}
}

func TestThePageAddsUp(t *testing.T) {
	m := withHistory(t)
	m.write()
	text := strings.Join(strings.Fields(walk(t, m.text("summary.html"))), " ")
	for _, want := range []string{
		"Not finished: 3 of 8 users are in Stytch, and the rest waits.", "Auth0: users.json into project-live-1",
		"users of the export 8 and 1 record that cannot be read",
		"unresolved the answer was lost", "not sent yet", "232,800", "rate: 65 a second", "paused for 3 h 0 min", "100 answers of 429",
		"phone number that Stytch refuses invalid_phone_number",
	} {
		if !containsInOrder(text, want) {
			t.Errorf("the page does not say %q in\n%s", want, text)
		}
	}
}

// containsInOrder looks for words one after the other.
func containsInOrder(text, words string) bool {
	for _, w := range strings.Fields(words) {
		_, rest, found := strings.Cut(text, w)
		if !found {
			return false
		}
		text = rest
	}
	return true
}

const attack = `"><script>alert(1)</script><img src=x onerror=alert(2)>'` + "`" + `</style></title>{{.}}`

func TestNothingHostileActsInThePage(t *testing.T) {
	m := withHistory(t)
	m.rewrite(func(meta *migrator.Meta) {
		meta.Inputs = []string{"/exports/" + strings.ReplaceAll(attack, "/", "_")}
		meta.Destination.ProjectID, meta.Destination.BaseURL = attack, "javascript:"+attack
		meta.ID, meta.Fingerprint, meta.Provider = attack, attack, attack
		meta.State.Reason = attack
		meta.Options.Duplicates = attack
	})
	m.write()
	page := m.text("summary.html")
	text := walk(t, page)
	if strings.Count(text, attack) < 6 {
		t.Errorf("hostile text is not shown as it is: %d times", strings.Count(text, attack))
	}
	if !strings.Contains(page, `content="default-src &#39;none&#39;; style-src &#39;sha256-`) {
		t.Error("the page has no strict policy")
	}
	if strings.Contains(page, "url(") || strings.Contains(page, "@import") {
		t.Error("the styles ask for something from elsewhere")
	}
}

// states are migrations in every state that a report can be made of.
func states(t *testing.T) map[string]*migration {
	all := map[string]*migration{"every kind": everyKind(t), "a history": withHistory(t), "nobody": newMigration(t, person("auth0|0", ""))}
	failed := everyKind(t)
	failed.commit(migrator.Batch{State: &migrator.RunState{State: migrator.Failed, Reason: "unauthorized_credentials", Updated: time.Date(2026, 11, 24, 22, 0, 0, 0, time.UTC)}})
	rebuilt := everyKind(t)
	rebuilt.rewrite(func(meta *migrator.Meta) { meta.Rebuilt = true })
	undone := newMigration(t, person("auth0|0", ""), person("auth0|1", ""))
	undone.settle(
		migrator.Outcome{Ordinal: 0, Kind: migrator.Undone, UserID: userID(0)},
		migrator.Outcome{Ordinal: 1, Kind: migrator.Undone, UserID: userID(1), Reason: migrator.UndonePasswordOnly},
	)
	all["failed"], all["rebuilt"], all["undone"], all["a delta"] = failed, rebuilt, undone, delta(t)
	return all
}

// delta is a migration since an earlier one.
func delta(t *testing.T) *migration {
	m := newMigration(t, person("auth0|0", ""), person("auth0|1", ""), person("auth0|2", ""), person("auth0|3", ""))
	m.rewrite(func(meta *migrator.Meta) { meta.Since, meta.ApplyChanges = "/before/users-live.usher", true })
	m.gone = []migrator.Gone{{SourceID: "auth0|9", UserID: userID(9)}}
	for i, reason := range []string{"unchanged", "changed: email", "updated: name"} {
		m.settle(migrator.Outcome{Ordinal: uint64(i), Kind: migrator.Present, Evidence: migrator.ByPlan, UserID: userID(uint64(i)), Reason: reason})
	}
	m.settle(createdUser(3))
	return m
}

// What a script reads of the states that are not the usual one.
func TestTheSummarySaysWhichStateItIs(t *testing.T) {
	all := states(t)
	for name, want := range map[string][]string{
		"failed":  {`"state": "failed"`, `"reason": "unauthorized_credentials"`},
		"rebuilt": {`"rebuilt": true`},
		"undone":  {`"undone": 2`, `"in_stytch": 0`, `"reason": "undone_password_only"`, `"reason": "undone"`},
		"a delta": {`"delta": true`, `"unchanged": 1`, `"changed": 1`, `"updated": 1`, `"gone": 1`, `"in_stytch": 4`},
	} {
		all[name].write()
		for _, w := range want {
			if !strings.Contains(all[name].text("summary.json"), w) {
				t.Errorf("%s: the summary does not hold %s", name, w)
			}
		}
	}
	page := strings.Join(strings.Fields(walk(t, all["a delta"].text("summary.html"))), " ")
	for _, want := range []string{"known: 1 unchanged, 1 changed, 1 updated at Stytch; 1 of the earlier migration", "changed since the earlier export: email", "as the earlier migration brought them"} {
		if !strings.Contains(page, want) {
			t.Errorf("a delta's page does not say %q:\n%s", want, page)
		}
	}
	if strings.Contains(page, "error_type") {
		t.Error("a delta's page takes its reasons for errors of Stytch")
	}
	if rows := all["a delta"].rows("gone.csv"); len(rows) != 1 || rows[0][1] != userID(9) {
		t.Errorf("gone.csv: %v", rows)
	}
	if rows := all["undone"].rows("skipped.csv"); len(rows) != 2 {
		t.Errorf("skipped.csv: %v", rows)
	}
}

func TestTheSummaryFitsItsSchema(t *testing.T) {
	schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(report.Schema))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("summary.schema.json", schema); err != nil {
		t.Fatal(err)
	}
	compiled, err := compiler.Compile("summary.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, m := range states(t) {
		m.write()
		summary, err := jsonschema.UnmarshalJSON(strings.NewReader(m.text("summary.json")))
		if err != nil {
			t.Fatal(err)
		}
		if err := compiled.Validate(summary); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	var broken any
	if err := json.Unmarshal([]byte(`{"version":2}`), &broken); err != nil {
		t.Fatal(err)
	}
	if compiled.Validate(broken) == nil {
		t.Error("the schema takes anything")
	}
}

// The numbers that a script acts on.
func TestTheSummaryAddsUp(t *testing.T) {
	m := withHistory(t)
	m.write()
	var s struct {
		Version int             `json:"version"`
		Result  migrator.Result `json:"result"`
		Balance map[string]int  `json:"balance"`
		History []any           `json:"history"`
		Files   []struct {
			Name string `json:"name"`
			Rows int    `json:"rows"`
		} `json:"files"`
		Reasons []struct {
			Outcome, Reason string
			Users           int
		} `json:"reasons"`
	}
	if err := json.Unmarshal([]byte(m.text("summary.json")), &s); err != nil {
		t.Fatal(err)
	}
	b := s.Balance
	if b["users"] != 8 || b["in_stytch"] != 3 || b["refused"] != 1 || b["skipped"] != 2 || b["unresolved"] != 1 || b["not_sent"] != 1 || b["unreadable"] != 1 {
		t.Errorf("balance %v", b)
	}
	if s.Version != report.SummaryVersion || s.Result.Total != 8 || s.Result.Checkpoint != "users-live.usher" || s.Result.State != migrator.Paused || len(s.History) != 60 || len(s.Reasons) != 5 {
		t.Errorf("summary %+v", s)
	}
	for _, f := range s.Files {
		if strings.HasSuffix(f.Name, ".csv") && f.Rows != len(m.rows(f.Name)) {
			t.Errorf("%s has %d rows, the summary says %d", f.Name, len(m.rows(f.Name)), f.Rows)
		}
	}
}

// A run that was killed has not said so: its state is still running.
func TestAKilledRunIsReportedAsInterrupted(t *testing.T) {
	m := everyKind(t)
	m.commit(migrator.Batch{State: &migrator.RunState{State: migrator.Running, Updated: time.Date(2026, 11, 24, 22, 0, 0, 0, time.UTC)}})
	m.write()
	if text := m.text("summary.json"); !strings.Contains(text, `"state": "paused"`) || !strings.Contains(text, `"reason": "interrupted at 2026-11-24T22:00:00Z"`) {
		t.Errorf("the summary says\n%s", text)
	}
}

// The summaries can be mailed: nobody's id, email, phone or name is in them.
func TestTheSummariesHoldNoPersonalData(t *testing.T) {
	m := everyKind(t)
	m.write()
	for _, name := range []string{"summary.json", "summary.html"} {
		for _, marker := range []string{"auth0|", "@example.com", "4155550123", "user-live-"} {
			if strings.Contains(m.text(name), marker) {
				t.Errorf("%s holds %q", name, marker)
			}
		}
	}
}

func TestNoFileHoldsAHash(t *testing.T) {
	const planted = "$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy"
	var records []string
	for _, id := range []string{"auth0|0", "auth0|1", "auth0|2", "auth0|3"} {
		records = append(records, person(id, `,"password_hash":"`+planted+`"`))
	}
	m := newMigration(t, records...)
	m.settle(createdUser(0), migrator.Outcome{Ordinal: 1, Kind: migrator.WasRefused, Reason: "bad_request"}, migrator.Outcome{Ordinal: 2, Kind: migrator.Skipped, Reason: "blocked"})
	m.write()
	for name, text := range m.files() {
		if strings.Contains(text, planted[7:]) {
			t.Errorf("%s holds a password hash", name)
		}
	}
}
