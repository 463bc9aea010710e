package say_test

import (
	"testing"

	"example.com/usher/migrator"
	"example.com/usher/tui/say"
)

func TestFinding(t *testing.T) {
	tests := []struct {
		name                string
		finding             migrator.FindingCount
		sentence, wantUsers string
	}{
		{"of users", migrator.FindingCount{Sentence: "blocked in the export", Users: 1234}, "blocked in the export", "1,234"},
		{"about the export", migrator.FindingCount{Sentence: "a page is missing", Detail: "10 of 20 users"}, "a page is missing: 10 of 20 users", ""},
		{"a hostile detail", migrator.FindingCount{Sentence: "a page is missing", Detail: "a\x1b[2Jb"}, say.Clean("a page is missing: a\x1b[2Jb"), ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			sentence, users := say.Finding(test.finding)
			if sentence != test.sentence || users != test.wantUsers {
				t.Errorf("%q, %q; want %q, %q", sentence, users, test.sentence, test.wantUsers)
			}
		})
	}
}

func TestNoFindingIsNoPraiseOfAnEmptyExport(t *testing.T) {
	for want, r := range map[string]migrator.PreviewResult{
		"No finding: every user moves with everything they have.":                  {Records: 3, Users: 3},
		"No finding: there is no user who could have one.":                         {Records: 3, Unreadable: 3},
		"Nobody is in this export: check that the file is whole, or export again.": {},
	} {
		if got := say.NoFinding(r); got != want {
			t.Errorf("%+v: %q", r, got)
		}
	}
}
