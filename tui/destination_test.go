package tui

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/migrator"
)

// toDestination is the assistant where the users' way is chosen.
func toDestination(t *testing.T, e *fakeEngine, env map[string]string) *model {
	t.Helper()
	m := open(t, e, env, 80, 24)
	m.toPreview(true)
	press(m, "enter", "enter")
	return m
}

func TestAServerOfOnesOwnIsTyped(t *testing.T) {
	e := &fakeEngine{}
	m := toDestination(t, e, testEnv)
	press(m, "down", "e", "https://stytch.example.com/", "enter", "enter")
	if len(e.checked) > 0 {
		t.Fatal("the secret left before the host was typed")
	}
	press(m, "stytch.example.com", "enter", "enter")
	want := migrator.Target{Kind: migrator.Test, ProjectID: testID, BaseURL: "https://stytch.example.com"}
	if diff := cmp.Diff([]migrator.Target{want}, e.checked); diff != "" {
		t.Errorf("checked (-want +got):\n%s", diff)
	}
	if len(e.begun) != 1 || e.begun[0].target != want {
		t.Errorf("begun %+v, want one with %+v", e.begun, want)
	}
}

func TestARehearsalWithoutALimitLeadsToAnImportAtTheGuidance(t *testing.T) {
	e := &fakeEngine{migration: newFakeMigration()}
	m := open(t, e, testEnv, 80, 24)
	m.toPreview(true)
	m.flow.options.Rate = 0
	press(m, "enter", "enter", "enter")
	ends(m, e, migrator.Result{State: migrator.Done, Destination: "sandbox", Total: 400012, Created: 399150}, nil)
	e.migration = newFakeMigration()
	press(m, "enter", "down") // go on, to a test project
	press(m, "esc")
	if m.place() != atOptions {
		t.Fatalf("esc leads to %v", m.place())
	}
	press(m, "esc")
	if m.place() != atProof || strings.Contains(m.View(), " TEST") {
		t.Errorf("at %v, the proof of a rehearsal says where the next import goes:\n%s", m.place(), m.View())
	}
	press(m, "enter", "enter", "enter") // the test project is still selected
	if len(e.begun) != 2 || e.begun[0].options.Rate != 0 || e.begun[1].options.Rate != migrator.MaxRate || e.begun[1].target.Kind != migrator.Test {
		t.Errorf("begun %+v", e.begun)
	}
}

func TestACheckpointThatIsThereIsSaidBefore(t *testing.T) {
	for want, r := range map[string]migrator.Result{
		"at 2,061 of 400,012 users: the import goes on from there":   {State: migrator.Paused, Total: 400012, Created: 2061, Remaining: 397951},
		"of a rehearsal that is done: it makes room for this one.":   {State: migrator.Done, Total: 400012, Created: 400012},
		"Its checkpoint is open: another usher runs this migration.": {State: migrator.Running, Total: 400012},
	} {
		m := toDestination(t, &fakeEngine{status: r}, nil)
		if text := strings.Join(strings.Fields(m.View()), " "); !strings.Contains(text, want) {
			t.Errorf("%q is not said:\n%s", want, m.View())
		}
	}
}

func TestAServerOnThisMachineNeedsNoHostForATestProject(t *testing.T) {
	e := &fakeEngine{}
	m := toDestination(t, e, testEnv)
	press(m, "down", "e", "http://127.0.0.1:8080", "enter", "enter")
	if len(e.checked) != 1 {
		t.Errorf("checked %+v", e.checked)
	}
}

// elsewhere is a paused migration whose checkpoint names a server that is not
// Stytch's.
func elsewhere() *fakeEngine {
	e := &fakeEngine{listed: someMigrations()[:1]}
	e.listed[0].Meta.Destination.BaseURL = "https://stytch.example.com"
	return e
}

func TestACheckpointDoesNotSendTheSecretElsewhere(t *testing.T) {
	for name, env := range map[string]map[string]string{"typed": nil, "of the environment": testEnv} {
		t.Run(name, func(t *testing.T) {
			e := elsewhere()
			m := open(t, e, env, 80, 24)
			press(m, "enter", "secret-test-x", "enter", "enter")
			if m.place() != atSecret || len(e.reopened) > 0 {
				t.Fatalf("at %d, reopened %v: the secret left without the host", m.place(), e.reopened)
			}
			press(m, "ctrl+u", "stytch.example.com", "enter")
			if env == nil {
				press(m, "secret-test-x", "enter")
			}
			if len(e.reopened) != 1 {
				t.Errorf("reopened %v", e.reopened)
			}
		})
	}
}

func TestCredentialsDoNotGoAnywhereInTheOpen(t *testing.T) {
	e := &fakeEngine{}
	m := toDestination(t, e, testEnv)
	press(m, "down", "e", "http://stytch.example.com", "enter")
	if m.flow.target.BaseURL != "" || len(e.checked) > 0 {
		t.Errorf("target %+v, checked %+v", m.flow.target, e.checked)
	}
}

func TestALiveProjectElsewhereNeedsTheHostAndTheID(t *testing.T) {
	e := &fakeEngine{}
	m := toDestination(t, e, liveEnv)
	press(m, "down", "down", "e", "https://stytch.example.com", "enter", "enter")
	press(m, liveID, "enter") // the id is no host
	if len(e.checked) > 0 {
		t.Fatal("the secret left without the host")
	}
	for range liveID {
		press(m, "backspace")
	}
	press(m, "stytch.example.com", "enter", "end", "enter", "project-live-", "enter")
	if len(e.begun) > 0 {
		t.Fatal("the import began without the project id")
	}
	press(m, "ctrl+u", liveID, "enter")
	if len(e.begun) != 1 || !e.begun[0].target.Confirmed {
		t.Errorf("begun %+v", e.begun)
	}
}

func TestAnotherDestinationForgetsWhatWasConfirmed(t *testing.T) {
	e := &fakeEngine{}
	m := toDestination(t, e, liveEnv)
	press(m, "down", "down", "e", "https://stytch.example.com", "enter", "enter", "stytch.example.com", "enter")
	press(m, "esc", "up", "down", "enter", "enter")
	if len(e.checked) != 1 || len(e.begun) > 0 {
		t.Error("the host of before still counts")
	}
}

// aRehearsal of this very export was finished 20 minutes ago.
func aRehearsal() *migrator.Listed {
	return &migrator.Listed{
		Modified: now.Add(-20 * time.Minute), Counts: migrator.Counts{Created: 398941, Refused: 212},
		Meta: migrator.Meta{Options: migrator.DefaultOptions(), State: migrator.RunState{State: migrator.Done}},
	}
}

func TestALiveProjectIsOfferedARehearsalFirst(t *testing.T) {
	e := &fakeEngine{}
	m := toDestination(t, e, liveEnv)
	press(m, "down", "down", "enter", "enter")
	if len(e.begun) != 1 || e.begun[0].target.Kind != migrator.Sandbox {
		t.Errorf("begun %+v, want a rehearsal", e.begun)
	}
}

func TestARehearsalIsRememberedWithItsOptions(t *testing.T) {
	e := &fakeEngine{rehearsed: aRehearsal()}
	m := toDestination(t, e, liveEnv)
	press(m, "down", "down", "enter")
	want := "Rehearsed 20 min ago: 212 refused, same export, same options."
	if !strings.Contains(m.View(), want) {
		t.Errorf("%q is not shown:\n%s", want, m.View())
	}
	e.rehearsed.Meta.Options.Duplicates = "password"
	want = "same export, with other options than now."
	if !strings.Contains(m.View(), want) {
		t.Errorf("%q is not shown:\n%s", want, m.View())
	}
}

func TestAFewUsersGoFirst(t *testing.T) {
	e := &fakeEngine{rehearsed: aRehearsal()}
	m := toDestination(t, e, liveEnv)
	press(m, "down", "down", "enter", "enter", "ctrl+u", "0", "enter", "ctrl+u", "25", "enter", liveID, "enter")
	if len(e.begun) != 1 || e.begun[0].canary != 25 || !e.begun[0].target.Confirmed {
		t.Errorf("begun %+v", e.begun)
	}
}

func TestATypedNumberOfFirstUsersTakesThePlaceOfTheProposedOne(t *testing.T) {
	for name, c := range map[string]struct {
		keys []string
		want int
	}{
		"typed":   {keys: []string{"5"}, want: 5},
		"more":    {keys: []string{"2", "5"}, want: 25},
		"edited":  {keys: []string{"end", "0"}, want: 100},
		"taken":   {want: 10},
		"deleted": {keys: []string{"backspace", "5"}, want: 15},
		"moved":   {keys: []string{"left", "2"}, want: 120},
	} {
		t.Run(name, func(t *testing.T) {
			e := &fakeEngine{rehearsed: aRehearsal()}
			m := toDestination(t, e, liveEnv)
			press(m, append([]string{"down", "down", "enter", "enter"}, c.keys...)...)
			press(m, "enter", liveID, "enter")
			if len(e.begun) != 1 || e.begun[0].canary != c.want {
				t.Errorf("begun %+v, want %d", e.begun, c.want)
			}
		})
	}
}

func TestWhoIsThereAlreadyCountsForTheImport(t *testing.T) {
	e := &fakeEngine{roster: &migrator.Roster{Users: 1446}}
	m := toDestination(t, e, testEnv)
	press(m, "down", "enter", "a")
	if got := e.against[len(e.against)-1]; got != e.roster {
		t.Fatalf("the export was read against %v", got)
	}
	press(m, "home", "enter")
	if len(e.begun) != 1 || e.begun[0].roster != e.roster || e.begun[0].preview == nil {
		t.Errorf("begun %+v", e.begun)
	}
}

func TestAnotherProjectForgetsWhoWasThere(t *testing.T) {
	e := &fakeEngine{roster: &migrator.Roster{Users: 1446}}
	m := toDestination(t, e, testEnv)
	press(m, "down", "enter", "a", "esc", "up", "enter")
	if got := e.against[len(e.against)-1]; got != nil || len(e.begun) != 1 || e.begun[0].roster != nil {
		t.Errorf("read against %v, begun %+v", got, e.begun)
	}
}

// TestTheBadgeIsThatOfTheNextDestination: the operator who comes from a
// rehearsal and chooses the live project must not read SANDBOX above it.
func TestTheBadgeIsThatOfTheNextDestination(t *testing.T) {
	e := &fakeEngine{migration: newFakeMigration()}
	e.migration.snap.Target = migrator.Target{Kind: migrator.Sandbox}
	m := toDestination(t, e, liveEnv)
	press(m, "down", "down", "enter", "enter") // checked; rehearse first
	badge := func(word string) {
		t.Helper()
		if head, _, _ := strings.Cut(m.View(), "\n"); !strings.HasSuffix(strings.TrimSpace(head), word) {
			t.Errorf("the badge is not %s: %q", word, head)
		}
	}
	badge("SANDBOX")
	done := doneResult()
	done.Destination = string(migrator.Sandbox)
	ends(m, e, done, nil)
	badge("SANDBOX")
	press(m, "enter") // go on: import this export
	if m.place() != atDestination {
		t.Fatalf("at %d", m.place())
	}
	badge("LIVE")
	press(m, "enter", "end", "enter")
	badge("LIVE")
	e.migration = newFakeMigration()
	press(m, liveID, "enter")
	if len(e.begun) != 2 || e.begun[1].target.Kind != migrator.Live {
		t.Fatalf("begun %+v", e.begun)
	}
	badge("LIVE")
}
