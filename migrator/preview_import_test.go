package migrator_test

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/migrator"
)

// TestAnImportDoesWhatThePreviewSaid: into an empty project every number of a
// preview comes true, whoever reads the export first.
func TestAnImportDoesWhatThePreviewSaid(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for range 150 {
		s := newScene(t)
		s.export = crowd(random)
		s.config.Options = randomOptions(random)
		p := migrator.PreviewOf(s.export, s.config.Options)
		said, err := p.Run(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if random.IntN(2) == 0 {
			s.config.Preview = p
		}
		did := s.mustRun()
		want := migrator.Result{
			Total: said.Users, Unreadable: said.Unreadable, Skipped: said.Skipped, Created: said.Users - said.Skipped,
			Requests: said.Requests + 1, Findings: len(said.Findings), // one checks the credentials
		}
		got := migrator.Result{
			Total: did.Total, Unreadable: did.Unreadable, Skipped: did.Skipped, Created: did.Created,
			Requests: did.Requests, Findings: did.Findings,
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("numbers (-preview +import):\n%s\noptions %+v\n%s", diff, s.config.Options, described(s.export))
		}
		calls := migrator.CallCounts{}
		for _, w := range s.dest.writes {
			switch w.Kind {
			case migrator.CreateUser:
				calls.CreateUser++
			case migrator.MigratePassword:
				calls.MigratePassword++
			}
		}
		if diff := cmp.Diff(said.Calls, calls); diff != "" {
			t.Fatalf("calls (-preview +import):\n%s", diff)
		}
	}
}
