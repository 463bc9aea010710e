package say_test

import (
	"errors"
	"fmt"
	"io/fs"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/migrator"
	"example.com/usher/sources"
	"example.com/usher/tui/say"
)

func TestEveryKindOfErrorIsInTheOperatorsTerms(t *testing.T) {
	missing := &fs.PathError{Op: "open", Path: "/exports/users.json", Err: fs.ErrNotExist}
	cases := []struct {
		name string
		err  error
		want say.Failure
	}{
		{"an export", &sources.Error{Path: "users.json", Op: "open export", Err: missing, Hint: "Check the path."},
			say.Failure{What: "Could not open export: file does not exist", Where: "users.json", Now: "Check the path."}},
		{"a checkpoint", &migrator.CheckpointError{Path: "x.usher", Op: "open", Problem: migrator.Damaged, Err: errors.New("page 3 is noise"), Hint: "Rebuild it."},
			say.Failure{What: "The checkpoint cannot be used: page 3 is noise", Where: "x.usher", Now: "Rebuild it."}},
		{"a checkpoint in use", &migrator.CheckpointError{Path: "x.usher", Op: "open", Problem: migrator.InUse, PID: 4711, Err: errors.New("locked")},
			say.Failure{What: "Another usher has this checkpoint open (process 4711).", Where: "x.usher", Now: "Wait until it ends, or go to where it runs."}},
		{"a project in use", fmt.Errorf("import: %w", &migrator.LockedError{ProjectID: "project-test-1", PID: 4711}),
			say.Failure{What: "Another usher on this machine works on this project (process 4711).", Where: "project-test-1", Now: "Wait until it ends: two at once would send more than Stytch allows."}},
		{"another migration", &migrator.MismatchError{Checkpoint: "x.usher", Differences: []string{"export: changed"}, Hint: "Choose another."},
			say.Failure{What: "This checkpoint belongs to another migration.", Where: "x.usher", More: []string{"export: changed"}, Now: "Choose another."}},
		{"a fatal error", &migrator.FatalError{Op: "check credentials", Err: errors.New("unauthorized_credentials"), Hint: "Check them."},
			say.Failure{What: "Could not check credentials: unauthorized_credentials", Now: "Check them."}},
		{"a fatal error about a file", &migrator.FatalError{Op: "write the sample", Err: missing, Hint: "Go elsewhere."},
			say.Failure{What: "Could not write the sample: file does not exist", Where: "/exports/users.json", Now: "Go elsewhere."}},
		{"anything else", errors.New("show screens: no terminal"), say.Failure{What: "Show screens: no terminal"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, say.Describe(c.err)); diff != "" {
				t.Errorf("failure (-want +got):\n%s", diff)
			}
		})
	}
}

func TestReceipts(t *testing.T) {
	paused := migrator.Result{State: migrator.Paused, Checkpoint: "/my exports/users-live.usher", Destination: "live", Total: 400012, Created: 245618, Report: "/my exports/users-live-report"}
	cases := []struct {
		name   string
		result migrator.Result
		err    error
		want   []string
	}{
		{"paused", paused, nil, []string{
			"usher: paused at 245,618 of 400,012 users (61.4 %), nothing in flight",
			"  resume:  usher resume '/my exports/users-live.usher'",
			"  report:  /my exports/users-live-report/summary.html",
		}},
		{"stopped", paused, &migrator.FatalError{Op: "import", Err: errors.New("disk full"), Hint: "Make room, then resume."}, []string{
			"usher: stopped at 245,618 of 400,012 users (61.4 %): Could not import: disk full",
			"  what now: Make room, then resume.",
			"  resume:  usher resume '/my exports/users-live.usher'",
			"  report:  /my exports/users-live-report/summary.html",
		}},
		{"all settled, and no room for the report", migrator.Result{State: migrator.Done, Checkpoint: "u.usher", Destination: "live", Total: 1500, Created: 1500}, errors.New("write report"), []string{
			"usher: stopped at 1,500 of 1,500 users (100.0 %): Write report",
		}},
		{"done", migrator.Result{State: migrator.Done, Checkpoint: "u.usher", Destination: "live", Total: 10, Created: 7, Present: 1, Refused: 2, Report: "u-report"}, nil, []string{
			"usher: done, 8 of 10 users are in Stytch",
			"  refused: 2, unresolved: 0 (reasons in the report)",
			"  report:  u-report/summary.html",
			"  id map:  u-report/id-map.csv",
		}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, say.Receipt(c.result, c.err)); diff != "" {
				t.Errorf("receipt (-want +got):\n%s", diff)
			}
		})
	}
}

func TestWord(t *testing.T) {
	for in, want := range map[string]string{
		"users-live.usher": "users-live.usher", "my users.usher": "'my users.usher'", "it's.usher": `'it'\''s.usher'`,
		"~/x": "'~/x'", "-x": "'-x'", "": "''", "$(reboot)": "'$(reboot)'", "näher.usher": "näher.usher",
	} {
		if got := say.Word(in); got != want {
			t.Errorf("%q is written %s, want %s", in, got, want)
		}
	}
}

func TestFold(t *testing.T) {
	got := say.Fold("a few words that do not fit a-word-that-is-longer", "  ", 13)
	if diff := cmp.Diff([]string{"  a few words", "  that do not", "  fit", "  a-word-that-is-longer"}, got); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
}
