package migrator_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

// smallExport has one user of every kind of move, an unreadable record and a
// duplicate.
func smallExport() *fakeExport {
	return exportOf(
		sources.User{SourceID: "1", Email: "ada@example.com", EmailVerified: true, CreatedAt: day(1)},
		sources.User{SourceID: "2", Email: "bob@example.com", EmailVerified: true, Hash: bcryptHash(), UpdatedAt: day(7)},
		sources.User{SourceID: "3", Phone: "+14155550123", LastLogin: day(3)},
		sources.User{SourceID: "4", Email: "dan@example.com", EmailVerified: true, Phone: "+14155550124", Hash: bcryptHash()},
	).unreadable().add(
		sources.User{SourceID: "5", Email: "ADA@example.com", CreatedAt: day(9)},
	).add(
		sources.User{SourceID: "6", Email: "eve@example.com", Hash: &sources.Hash{Scheme: "hmac"}, Phone: "+14155550125"},
	).add(
		sources.User{SourceID: "7", Username: "gil", HadPassword: true},
	)
}

func TestPreview(t *testing.T) {
	p, got := run(t, smallExport(), migrator.DefaultOptions())
	newest := day(9)
	want := migrator.PreviewResult{
		Provider: "auth0", Files: []string{"users.ndjson"}, Records: 8, Users: 7, Unreadable: 1, NewestRecord: &newest,
		Calls: migrator.CallCounts{CreateUser: 4, MigratePassword: 2}, Requests: 6, SecondsAtCap: 1,
		Factors: migrator.FactorCounts{Email: 5, Phone: 3, Password: 3, None: 1}, Unverified: 2, Hashes: map[string]int{"bcrypt": 2, "hmac": 1},
		Duplicates: 1, Skipped: 2,
		Moves:           migrator.MoveCounts{EmailOnly: 1, PhoneOnly: 1, EmailPhone: 1, EmailPassword: 1, EmailPhonePassword: 1, Nothing: 2},
		RecommendedPath: migrator.StaticPath, RecommendedReason: "Users and passwords move in one import.",
		UnreadableFirst: []migrator.UnreadableView{{File: "users.ndjson", Place: "line 5", Reason: "not a JSON object"}}, Mark: "on",
	}
	codes := map[string]int{}
	for _, f := range got.Findings {
		codes[f.Code] = f.Users
	}
	got.Findings = nil
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("result (-want +got):\n%s", diff)
	}
	wantCodes := map[string]int{
		"no_identifier": 1, "duplicate_email": 1, "password_not_migratable": 1, "verified_state_lost": 1, "password_hash_missing": 1,
	}
	if diff := cmp.Diff(wantCodes, codes); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	wantVerdicts := []migrator.Verdict{
		{Ordinal: 4, Kind: migrator.Unreadable, Reason: "unreadable"},
		{Ordinal: 5, Kind: migrator.Skipped, Reason: "duplicate_email"},
		{Ordinal: 7, Kind: migrator.Skipped, Reason: "no_identifier"},
	}
	if diff := cmp.Diff(wantVerdicts, slices.Collect(p.Verdicts())); diff != "" {
		t.Errorf("verdicts (-want +got):\n%s", diff)
	}
	checkAgainstViews(t, p, func() migrator.PreviewResult { r, _ := p.Snapshot(); return r }())
}

func TestFindingsStandInTheOrderOfSeverity(t *testing.T) {
	e := smallExport()
	e.notes = []sources.Note{{Code: "export_incomplete", Detail: "next page"}}
	e.records[0].Notes = []sources.Note{{Code: "of_a_newer_reader"}}
	_, r := run(t, e, migrator.DefaultOptions())
	order := map[migrator.Severity]int{migrator.Blocker: 0, migrator.Warning: 1, migrator.Info: 2}
	if !slices.IsSortedFunc(r.Findings, func(a, b migrator.FindingCount) int { return order[a.Severity] - order[b.Severity] }) {
		t.Errorf("not in the order of severity: %v", r.Findings)
	}
	of := func(code string) migrator.FindingCount {
		i := slices.IndexFunc(r.Findings, func(f migrator.FindingCount) bool { return f.Code == code })
		if i < 0 {
			t.Fatalf("no finding %s", code)
		}
		return r.Findings[i]
	}
	if f := of("export_incomplete"); f.Users != 0 || f.Detail != "next page" || f.Severity != migrator.Warning {
		t.Errorf("finding about the export: %+v", f)
	}
	if f := of("of_a_newer_reader"); f.Users != 1 || f.Severity != migrator.Info {
		t.Errorf("unknown code: %+v", f)
	}
}

func TestSeverityTableIsSorted(t *testing.T) {
	order := map[migrator.Severity]int{migrator.Blocker: 0, migrator.Warning: 1, migrator.Info: 2}
	all := migrator.Findings()
	if !slices.IsSortedFunc(all, func(a, b migrator.About) int { return order[a.Severity] - order[b.Severity] }) {
		t.Error("findings are not in the order of severity")
	}
	seen := map[string]bool{}
	for _, a := range all {
		if seen[a.Code] || a.Sentence == "" || a.Hint == "" {
			t.Errorf("%s stands twice, or says nothing", a.Code)
		}
		seen[a.Code] = true
	}
}

func TestRecommendedPath(t *testing.T) {
	tests := []struct {
		name  string
		users []sources.User
		want  string
	}{
		{"nobody", nil, "static"},
		{"a password that moves", []sources.User{{Email: "a@example.com", Hash: bcryptHash()}, {Email: "b@example.com"}}, "static"},
		{"no password", []sources.User{{Email: "a@example.com"}}, "rolling"},
		{"only passwords that can't move", []sources.User{{Email: "a@example.com", Hash: &sources.Hash{Scheme: "firebase scrypt"}}}, "rolling"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if _, r := run(t, exportOf(test.users...), migrator.DefaultOptions()); r.RecommendedPath != test.want || r.RecommendedReason == "" {
				t.Errorf("%q because %q, want %q", r.RecommendedPath, r.RecommendedReason, test.want)
			}
		})
	}
}

func TestSecondsAtCapAreRoundedUp(t *testing.T) {
	for users, want := range map[int]int{0: 0, 1: 1, 65: 1, 66: 2, 130: 2, 131: 3} {
		e := exportOf()
		for i := range users {
			e.add(sources.User{Email: fmt.Sprintf("u%d@example.com", i)})
		}
		if _, r := run(t, e, migrator.DefaultOptions()); r.SecondsAtCap != want {
			t.Errorf("%d users: %d s, want %d", users, r.SecondsAtCap, want)
		}
	}
}

func TestOnlyTheFirstUnreadableRecordsAreListed(t *testing.T) {
	e := exportOf()
	for range 25 {
		e.unreadable()
	}
	_, r := run(t, e, migrator.DefaultOptions())
	if r.Unreadable != 25 || r.Records != 25 || r.Users != 0 || len(r.UnreadableFirst) != 20 {
		t.Errorf("%d of %d unreadable, %d listed", r.Unreadable, r.Records, len(r.UnreadableFirst))
	}
}

func TestTheEndOfAnExportThatBreaks(t *testing.T) {
	e := smallExport()
	e.end = &sources.Error{Op: "read export", Path: "users.ndjson", Err: errors.New("unexpected EOF")}
	p := migrator.PreviewOf(e, migrator.DefaultOptions())
	r, err := p.Run(t.Context())
	if !errors.Is(err, e.end) {
		t.Errorf("error %v, want %v", err, e.end)
	}
	if r.Users != 7 {
		t.Errorf("%d users so far, want 7", r.Users)
	}
	if _, done := p.Snapshot(); done {
		t.Error("done after an error")
	}
	if _, err := p.Users(t.Context(), "", 0, 1); err == nil {
		t.Error("users are listed although the export was not read to its end")
	}
	if n := len(slices.Collect(p.Verdicts())); n != 0 {
		t.Errorf("%d verdicts of a broken preview", n)
	}
}

func TestPreviewEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	e := smallExport()
	e.each = func(ordinal int) {
		if ordinal == 3 {
			cancel()
		}
	}
	r, err := migrator.PreviewOf(e, migrator.DefaultOptions()).Run(ctx)
	if !errors.Is(err, context.Canceled) || r.Users != 3 {
		t.Errorf("%d users, error %v", r.Users, err)
	}
}

func TestSnapshotWhileReading(t *testing.T) {
	e := smallExport()
	p := migrator.PreviewOf(e, migrator.DefaultOptions())
	var seen []int
	e.each = func(int) {
		r, done := p.Snapshot()
		if done {
			t.Error("done while reading")
		}
		seen = append(seen, r.Users)
	}
	if r, done := p.Snapshot(); done || r.Provider != "auth0" {
		t.Errorf("before: %v, done %v", r, done)
	}
	if _, err := p.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	if want := []int{0, 0, 0, 3, 3, 3, 5, 5}; !slices.Equal(seen, want) { // in batches of three
		t.Errorf("users in the snapshots: %v, want %v", seen, want)
	}
	if r, done := p.Snapshot(); !done || r.Users != 7 {
		t.Errorf("afterwards: %d users, done %v", r.Users, done)
	}
}

func TestSnapshotWhileComparing(t *testing.T) {
	e := smallExport()
	p := migrator.PreviewOf(e, migrator.DefaultOptions())
	comparing := 0
	e.again = func() {
		r, _ := p.Snapshot()
		comparing = r.Comparing
	}
	if r, err := p.Run(t.Context()); err != nil || r.Comparing != 0 {
		t.Errorf("comparing %d in the end, %v", r.Comparing, err)
	}
	if comparing != 2 {
		t.Errorf("comparing %d users, want 2", comparing)
	}
}

func TestWhosePreviewItIs(t *testing.T) {
	e, o := smallExport(), migrator.DefaultOptions()
	p := migrator.PreviewOf(e, o)
	slower, other := o, o
	slower.Rate, other.Blocked = 10, "import"
	tests := []struct {
		name    string
		export  *fakeExport
		options migrator.Options
		want    bool
	}{
		{"the same", e, o, true}, {"another rate", e, slower, true}, {"the defaults unsaid", e, migrator.Options{}, true},
		{"another option", e, other, false}, {"another export", smallExport(), o, false},
	}
	for _, test := range tests {
		if got := p.IsOf(test.export, test.options); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
}

func TestSnapshotsFromOtherGoroutines(t *testing.T) {
	e := exportOf()
	for i := range 2000 {
		e.add(sources.User{SourceID: strconv.Itoa(i), Email: fmt.Sprintf("u%d@example.com", i%1500)})
	}
	p := migrator.PreviewOf(e, migrator.DefaultOptions())
	finished := make(chan int)
	go func() {
		polls := 0
		for done := false; !done; polls++ {
			var r migrator.PreviewResult
			if r, done = p.Snapshot(); sumOf(r.Moves) != r.Users {
				t.Errorf("moves add up to %d of %d users", sumOf(r.Moves), r.Users)
				break
			}
		}
		finished <- polls
	}()
	if _, err := p.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	<-finished
}

func TestUsersOfAFinding(t *testing.T) {
	e := exportOf()
	for i := range 100 {
		if i%10 == 3 {
			e.unreadable()
			continue
		}
		e.add(sources.User{SourceID: strconv.Itoa(i), Email: fmt.Sprintf("u%d@example.com", i), Blocked: i%3 == 0, Raw: []byte{byte(i)}})
	}
	var all, blocked []uint64
	for i, u := range e.records {
		if u != nil {
			all = append(all, uint64(i))
			if u.Blocked {
				blocked = append(blocked, uint64(i))
			}
		}
	}
	p, _ := run(t, e, migrator.DefaultOptions())
	lists := []struct {
		code string
		want []uint64
	}{{"", all}, {"blocked", blocked}, {"unheard_of", nil}}
	for _, list := range lists {
		for _, page := range [][2]int{{0, 1000}, {0, 7}, {7, 7}, {25, 40}, {85, 10}, {200, 5}, {0, 0}, {-1, 2}, {3, -1}} {
			from := min(max(page[0], 0), len(list.want))
			want := list.want[from : from+max(0, min(page[1], len(list.want)-from))]
			views, err := p.Users(t.Context(), list.code, page[0], page[1])
			if err != nil {
				t.Fatal(err)
			}
			var got []uint64
			for _, v := range views {
				got = append(got, v.User.Ordinal)
				if len(v.User.Raw) != 1 || v.User.Raw[0] != byte(v.User.Ordinal) {
					t.Errorf("raw of %d is %v", v.User.Ordinal, v.User.Raw)
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("%q from %d, %d at most: %v, want %v", list.code, page[0], page[1], got, want)
			}
		}
	}
}

func TestAPageReadsNoMoreThanItShows(t *testing.T) {
	e := exportOf()
	for i := range 100 {
		e.add(sources.User{SourceID: strconv.Itoa(i), Email: fmt.Sprintf("u%d@example.com", i)})
	}
	p, _ := run(t, e, migrator.DefaultOptions())
	clear(e.reads)
	if _, err := p.Users(t.Context(), "", 40, 5); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[uint64]int{40: 1, 41: 1, 42: 1, 43: 1, 44: 1}, e.reads); diff != "" {
		t.Errorf("decoded records (-want +got):\n%s", diff)
	}
}

func TestASecondLookOnlyWhereKeysRepeat(t *testing.T) {
	e := smallExport()
	run(t, e, migrator.DefaultOptions())
	if diff := cmp.Diff(map[uint64]int{0: 2, 1: 1, 2: 1, 3: 1, 4: 1, 5: 2, 6: 1, 7: 1}, e.reads); diff != "" {
		t.Errorf("decoded records (-want +got):\n%s", diff)
	}
}

func TestZeroOptionsAreTheDefaults(t *testing.T) {
	_, zero := run(t, smallExport(), migrator.Options{})
	_, defaults := run(t, smallExport(), migrator.DefaultOptions())
	if diff := cmp.Diff(defaults, zero); diff != "" {
		t.Errorf("result (-defaults +zero):\n%s", diff)
	}
}

func TestTimesOfTheFutureAndZones(t *testing.T) {
	at := time.Date(2026, 11, 24, 23, 30, 0, 0, time.FixedZone("", -5*3600))
	_, r := run(t, exportOf(sources.User{Email: "a@example.com", LastLogin: at, CreatedAt: day(1)}), migrator.DefaultOptions())
	if r.NewestRecord == nil || !r.NewestRecord.Equal(at) || r.NewestRecord.Location() != time.UTC {
		t.Errorf("newest record %v, want %v in UTC", r.NewestRecord, at)
	}
	if _, r := run(t, exportOf(sources.User{Email: "a@example.com"}), migrator.DefaultOptions()); r.NewestRecord != nil {
		t.Errorf("newest record %v without any time", r.NewestRecord)
	}
}

func TestAMarkInAPreviewLeavesTheMigrationOpen(t *testing.T) {
	p := migrator.PreviewOf(exportOf(passwordless("a"), passwordless("b")), migrator.DefaultOptions())
	if _, err := p.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	views, err := p.Users(t.Context(), "", 1, 1)
	if err != nil || len(views) != 1 {
		t.Fatalf("%d users, error %v", len(views), err)
	}
	if mark := views[0].Plan.Calls[0].Mark; mark != "…/1" {
		t.Errorf("the mark is %q", mark)
	}
}
