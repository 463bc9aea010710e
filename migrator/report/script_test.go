package report_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/migrator"
	"example.com/usher/migrator/report"
)

func pairs(list ...report.Pair) iter.Seq2[report.Pair, error] {
	return func(yield func(report.Pair, error) bool) {
		for _, p := range list {
			if !yield(p, nil) {
				return
			}
		}
	}
}

func script(t testing.TB, s report.Script, list ...report.Pair) string {
	t.Helper()
	var text strings.Builder
	if err := s.Write(&text, pairs(list...)); err != nil {
		t.Fatal(err)
	}
	return text.String()
}

func TestAScriptReadsLikeThis(t *testing.T) {
	got := script(t, report.Script{Dialect: report.Postgres, Table: "app.users", Key: "old_id", Column: "stytch_user_id"},
		report.Pair{SourceID: "auth0|1", UserID: "user-live-1"}, report.Pair{SourceID: "it's", UserID: "user-live-2"})
	want := `-- usher: Stytch user_ids into app.users, column stytch_user_id, by old_id.
-- Run it with: psql -v ON_ERROR_STOP=1 -f FILE DATABASE
-- It may be run again. An index on old_id makes it fast.
SET standard_conforming_strings = on;
SET client_encoding = 'UTF8';

BEGIN;
UPDATE "app"."users" SET "stytch_user_id" = CASE CAST("old_id" AS text)
  WHEN 'auth0|1' THEN 'user-live-1'
  WHEN 'it''s' THEN 'user-live-2'
  ELSE "stytch_user_id" END
WHERE "old_id" IN ('auth0|1', 'it''s');
COMMIT;

SELECT COUNT(*) AS rows_without_user_id FROM "app"."users" WHERE "stytch_user_id" IS NULL;
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("script (-want +got):\n%s", diff)
	}
}

func TestAScriptGoesInBatches(t *testing.T) {
	var list []report.Pair
	for i := range 1201 {
		list = append(list, report.Pair{SourceID: fmt.Sprint("auth0|", i), UserID: userID(uint64(i))})
	}
	text := script(t, report.Script{Dialect: report.MySQL, Table: "users", Key: "old_id", Column: "new_id"}, list...)
	if n := strings.Count(text, "START TRANSACTION;"); n != 3 || strings.Count(text, "COMMIT;") != 3 || strings.Count(text, "WHEN ") != 1201 {
		t.Errorf("%d transactions, want 3", n)
	}
	long := report.Pair{SourceID: strings.Repeat("x", 200_000), UserID: "user-live-1"}
	text = script(t, report.Script{Dialect: report.MySQL, Table: "users", Key: "old_id", Column: "new_id"}, long, long, long, long)
	if n := strings.Count(text, "COMMIT;"); n != 2 {
		t.Errorf("%d transactions for 800 kB of ids, want 2", n)
	}
}

func TestIDsThatADatabaseCannotHoldAreLeftOutAndCounted(t *testing.T) {
	for _, d := range migrator.Dialects {
		text := script(t, report.Script{Dialect: report.Dialect(d), Table: "users", Key: "old_id", Column: "new_id"},
			report.Pair{SourceID: "\xff", UserID: "user-live-1"}, report.Pair{SourceID: "good", UserID: "user-live-2"})
		if !strings.Contains(text, "-- 1 user left out") || strings.Contains(text, "user-live-1") || !strings.Contains(text, "user-live-2") {
			t.Errorf("%s: %s", d, text)
		}
	}
}

func TestAScriptThatCannotBeWritten(t *testing.T) {
	good := report.Script{Dialect: report.SQLite, Table: "users", Key: "old_id", Column: "new_id"}
	for name, change := range map[string]func(*report.Script){
		"another database": func(s *report.Script) { s.Dialect = "oracle" },
		"no table":         func(s *report.Script) { s.Table = "" },
		"no key":           func(s *report.Script) { s.Key = "" },
		"no column":        func(s *report.Script) { s.Column = "" },
		"a broken name":    func(s *report.Script) { s.Table = "users\n; DROP TABLE users" },
		"one column":       func(s *report.Script) { s.Column = s.Key },
	} {
		s := good
		change(&s)
		var fatal *migrator.FatalError
		if err := s.Write(&strings.Builder{}, pairs()); !errors.As(err, &fatal) || fatal.Hint == "" {
			t.Errorf("%s: error %v, want a FatalError with a hint", name, err)
		}
	}
	broken := errors.New("export is gone")
	err := good.Write(&strings.Builder{}, func(yield func(report.Pair, error) bool) { yield(report.Pair{}, broken) })
	if !errors.Is(err, broken) {
		t.Errorf("error %v, want that of the pairs", err)
	}
}

func TestTheIDMapIsWrittenAsAScriptWhereItIsAskedFor(t *testing.T) {
	m := everyKind(t)
	in := m.input()
	in.Script = &migrator.ScriptConfig{Dialect: "sqlite", Table: "users", Key: "old_id", Column: "new_id"}
	files, err := report.Write(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	want := script(t, report.Script{Dialect: report.SQLite, Table: "users", Key: "old_id", Column: "new_id"},
		report.Pair{SourceID: "auth0|0", UserID: userID(0)}, report.Pair{SourceID: "auth0|1", UserID: userID(1)}, report.Pair{SourceID: "auth0|2", UserID: userID(2)})
	if diff := cmp.Diff(want, m.text("id-map.sql")); diff != "" || files.Script != filepath.Join(m.reportFolder(), "id-map.sql") {
		t.Errorf("%s (-want +got):\n%s", files.Script, diff)
	}

	in.Script.Dialect = "oracle"
	in.Folder = filepath.Join(t.TempDir(), "x-report")
	if _, err := report.Write(context.Background(), in); err == nil {
		t.Error("a database that nobody knows is taken")
	}
	if _, err := os.Stat(in.Folder); err == nil {
		t.Error("a refused report has made its folder")
	}
}
