package migrator_test

import (
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"example.com/usher/migrator"
)

// A mistake of usher's own at any moment ends the run with a sentence that
// names nobody, and the next run goes on.
func TestAMistakeOfUshersOwnEndsTheRunNotTheProcess(t *testing.T) {
	const personal = "ada@example.com"
	for _, at := range migrator.Crashpoints() {
		if at == "during resume" || at == "before something misplaced is taken back" {
			continue // neither is met here
		}
		t.Run(at, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				s := newScene(t, unverified("a"), verified("b"), passwordless("c"))
				if slices.Contains(lookedUp, at) {
					s.dest.script = []scriptedWrite{lost}
				}
				var happened atomic.Bool // workers come here together
				s.tuning.Hook = func(point string) {
					if point == at && happened.CompareAndSwap(false, true) {
						panic(personal)
					}
				}
				_, err := s.run()
				var fatal *migrator.FatalError
				if !errors.As(err, &fatal) || strings.Contains(err.Error(), personal) || fatal.Hint == "" {
					t.Fatalf("error %v", err)
				}
				if r := s.mustRun(); r.State != migrator.Done || r.Created+r.PasswordAdded != 3 {
					t.Errorf("%+v", r)
				}
				if n := len(s.stytch.users); n != 3 {
					t.Errorf("%d users", n)
				}
			})
		})
	}
}

// lookedUp are the moments that only a look-up has.
var lookedUp = []string{"before a look-up", "after a look-up"}
