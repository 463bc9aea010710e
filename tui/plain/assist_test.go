package plain_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/migrator"
	"example.com/usher/sources"
	"example.com/usher/sources/sample"
	"example.com/usher/tui/plain"
)

var now = time.Date(2026, 11, 24, 23, 45, 0, 0, time.UTC)

const (
	testProject = "project-test-11111111-1111-1111-1111-111111111111"
	liveProject = "project-live-22222222-2222-2222-2222-222222222222"
)

// dialog is one run of the assistant with its answers typed beforehand.
type dialog struct {
	env     map[string]string
	connect func(migrator.Connection) (migrator.Destination, error)
	folder  string
}

func (d dialog) run(t *testing.T, answers ...string) (chosen plain.Chosen, ok bool, said string, err error) {
	t.Helper()
	var out strings.Builder
	if d.folder == "" {
		d.folder = t.TempDir()
	}
	chosen, ok, err = plain.Assist(t.Context(), plain.AssistConfig{
		Ports:   migrator.Ports{Checkpoints: noCheckpoints{}, Connect: d.connect},
		Folder:  d.folder,
		Console: plain.NewConsole(strings.NewReader(strings.Join(answers, "\n")+"\n"), &out), Out: &out,
		Getenv: func(name string) string { return d.env[name] }, Now: func() time.Time { return now },
		Sample: func() ([]string, error) { return sample.Write(d.folder) },
	})
	if chosen.Import.Export != nil {
		t.Cleanup(func() { chosen.Import.Export.Close() })
	}
	return chosen, ok, out.String(), err
}

// The answers of a whole rehearsal of the sample: sample, no look at users,
// options as they are, sandbox, yes.
var rehearsal = []string{"2", "", "", "1", "y"}

func TestAWholeRehearsalIsFiveAnswers(t *testing.T) {
	chosen, ok, said, err := dialog{}.run(t, rehearsal...)
	if err != nil || !ok {
		t.Fatalf("ok %v, error %v\n%s", ok, err, said)
	}
	if diff := cmp.Diff(migrator.Target{Kind: migrator.Sandbox}, chosen.Import.Target); diff != "" {
		t.Errorf("target (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(migrator.DefaultOptions(), chosen.Import.Options); diff != "" {
		t.Errorf("options (-want +got):\n%s", diff)
	}
	if got := filepath.Base(chosen.Import.Checkpoint); got != "auth0-users-sandbox.usher" {
		t.Errorf("checkpoint %s", got)
	}
	if chosen.Import.Preview == nil {
		t.Error("the export would be read once more")
	}
}

func TestTheEndOfTheInputIsNeverYes(t *testing.T) {
	whole := append([]string{"2", "1", "1", "", "u", "b", "", "1", "2", "10", "40", "", "1"}, "y")
	for n := range whole {
		chosen, ok, said, err := dialog{}.run(t, whole[:n]...)
		if ok || !errors.Is(err, plain.ErrNoAnswer) {
			t.Errorf("after %d answers: ok %v, error %v, chosen %+v\n%s", n, ok, err, chosen, said)
		}
	}
	if _, ok, said, err := (dialog{}).run(t, whole...); !ok || err != nil {
		t.Errorf("with all answers: ok %v, error %v\n%s", ok, err, said)
	}
}

func TestEveryQuestionCanBeLeft(t *testing.T) {
	for n := range rehearsal {
		_, ok, said, err := dialog{}.run(t, append(rehearsal[:n:n], "q")...)
		if ok || err != nil {
			t.Errorf("q after %d answers: ok %v, error %v\n%s", n, ok, err, said)
		}
	}
}

func TestBackComesToTheQuestionBefore(t *testing.T) {
	// Sandbox is chosen, then the destination again, then the options, where
	// the rate is changed; then forward.
	chosen, ok, said, err := dialog{}.run(t, "2", "", "", "1", "b", "b", "10", "30", "", "1", "y")
	if err != nil || !ok {
		t.Fatalf("ok %v, error %v\n%s", ok, err, said)
	}
	if chosen.Import.Options.Rate != 30 {
		t.Errorf("rate %d, want 30", chosen.Import.Options.Rate)
	}
}

func TestAChangedOptionIsCountedAnew(t *testing.T) {
	_, _, said, err := dialog{}.run(t, "2", "", "2", "2", "", "q")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"In this export: 5 users blocked.", "Reading the export again with these options.", "requests, "} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said:\n%s", want, said)
		}
	}
}

func TestAFindingLeadsToUsersAndTheirCalls(t *testing.T) {
	_, _, said, err := dialog{}.run(t, "2", "1", "1", "", "q")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"neither email nor phone", "Nothing would be sent.", "The record as found:", `"user_id": "auth0|`} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said:\n%s", want, said)
		}
	}
}

func TestASearchShowsTheExactCallsWithoutTheHash(t *testing.T) {
	_, _, said, err := dialog{}.run(t, "2", "mateo.jansen81@example.com", "1", "", "q")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(said, "POST /v1/passwords/migrate") {
		t.Errorf("no call:\n%s", said)
	}
	if strings.Contains(said, "$2b$") {
		t.Errorf("the hash is shown:\n%s", said)
	}
}

func TestAPathThatIsNoExportIsAskedForAgain(t *testing.T) {
	_, ok, said, err := dialog{}.run(t, "1", "nowhere.json", "", "q")
	if err != nil || ok {
		t.Fatalf("ok %v, error %v", ok, err)
	}
	for _, want := range []string{"! Could not", "nowhere.json", "There is no export in"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said:\n%s", want, said)
		}
	}
}

func TestHashesBesideTheUsersAreOffered(t *testing.T) {
	folder := t.TempDir()
	if _, err := sample.Write(folder); err != nil {
		t.Fatal(err)
	}
	chosen, ok, said, err := dialog{folder: folder}.run(t, "1", "auth0-users.json", "y", "", "", "1", "y")
	if err != nil || !ok {
		t.Fatalf("ok %v, error %v\n%s", ok, err, said)
	}
	if got := len(chosen.Import.Export.Inputs()); got != 2 {
		t.Errorf("%d inputs, want users and hashes", got)
	}
}

func TestASecondTableBesideTheUsersIsOffered(t *testing.T) {
	folder := t.TempDir()
	for name, text := range map[string]string{
		"users.csv":      "id,email,encrypted_password,confirmed_at\n1,ada@example.com,,2025-01-11\n",
		"identities.csv": "id,user_id,provider,uid\n1,1,google,9\n",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	_, _, said, err := dialog{folder: folder}.run(t, "1", "users.csv", "?", "n", "q")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Found beside it: identities.csv, second table.", "It says more about the users"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said:\n%s", want, said)
		}
	}
	if strings.Contains(said, "hashes") {
		t.Errorf("hashes are talked of:\n%s", said)
	}
}

func TestAnEncryptedFileBesideTheUsersIsNamed(t *testing.T) {
	folder := t.TempDir()
	for name, text := range map[string]string{
		"users.json":    `{"user_id":"auth0|1","email":"ada@example.com"}` + "\n",
		"passwords.asc": "-----BEGIN PGP MESSAGE-----\n\nhQEM\n-----END PGP MESSAGE-----\n",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	_, _, said, err := dialog{folder: folder}.run(t, "1", "users.json", "q")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(said, "passwords.asc is encrypted (OpenPGP). Start usher with --pgp-key FILE") {
		t.Errorf("it is not named:\n%s", said)
	}
}

func TestALiveProjectIsTyped(t *testing.T) {
	d := dialog{
		env:     map[string]string{"STYTCH_PROJECT_ID": liveProject, "STYTCH_SECRET": "secret-live-x"},
		connect: func(migrator.Connection) (migrator.Destination, error) { return answering{"acme"}, nil },
	}
	chosen, ok, said, err := d.run(t, "2", "", "", "3", "4", "yes", liveProject)
	if err != nil || !ok {
		t.Fatalf("ok %v, error %v\n%s", ok, err, said)
	}
	if !chosen.Import.Target.Confirmed || chosen.Import.Target.ProjectID != liveProject {
		t.Errorf("target %+v", chosen.Import.Target)
	}
	for _, want := range []string{"That is not the project id.", "No message is sent to any of them.", "was not rehearsed yet", "25 Oct, 15:58", "project acme"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said:\n%s", want, said)
		}
	}
	if strings.Contains(said, "secret-live-x") {
		t.Error("the secret is shown")
	}
}

func TestAFewUsersGoFirst(t *testing.T) {
	d := dialog{
		env:     map[string]string{"STYTCH_PROJECT_ID": testProject, "STYTCH_SECRET": "secret-test-x"},
		connect: func(migrator.Connection) (migrator.Destination, error) { return answering{"acme"}, nil },
	}
	for answer, want := range map[string]int{"": 10, "3": 3} {
		chosen, ok, said, err := d.run(t, "2", "", "", "2", "2", answer, "y")
		if err != nil || !ok || chosen.Import.Canary.First != want || chosen.Import.Preview == nil {
			t.Errorf("%q: ok %v, error %v, canary %+v\n%s", answer, ok, err, chosen.Import.Canary, said)
		}
	}
}

func TestARehearsalIsOneAnswerAwayFromALiveProject(t *testing.T) {
	d := dialog{
		env:     map[string]string{"STYTCH_PROJECT_ID": liveProject, "STYTCH_SECRET": "secret-live-x"},
		connect: func(migrator.Connection) (migrator.Destination, error) { return answering{"acme"}, nil },
	}
	chosen, ok, said, err := d.run(t, "2", "", "", "3", "1", "y")
	if err != nil || !ok || chosen.Import.Target != (migrator.Target{Kind: migrator.Sandbox}) || chosen.Import.Secret != "" {
		t.Errorf("ok %v, error %v, target %+v\n%s", ok, err, chosen.Import.Target, said)
	}
}

func TestARateOfASandboxDoesNotGoToAProject(t *testing.T) {
	d := dialog{
		env:     map[string]string{"STYTCH_PROJECT_ID": testProject, "STYTCH_SECRET": "secret-test-x"},
		connect: func(migrator.Connection) (migrator.Destination, error) { return answering{"acme"}, nil },
	}
	chosen, ok, said, err := d.run(t, "2", "", "10", "0", "", "2", "1", "y")
	if err != nil || !ok || chosen.Import.Options.Rate != migrator.MaxRate || !strings.Contains(said, "is for a sandbox only") {
		t.Errorf("ok %v, error %v, rate %d\n%s", ok, err, chosen.Import.Options.Rate, said)
	}
}

func TestWhatFollowsAFinishedMigration(t *testing.T) {
	done := migrator.Result{State: migrator.Done, Created: 340, Refused: 2}
	for name, c := range map[string]struct {
		result    migrator.Result
		rehearsal bool
		answers   string
		want      plain.NextID
	}{
		"nothing typed leaves":            {result: done, answers: "\n", want: plain.Leave},
		"the end of the input leaves":     {result: done, answers: "", want: plain.Leave},
		"q leaves":                        {result: done, answers: "q\n", want: plain.Leave},
		"verify":                          {result: done, answers: "2\n", want: plain.Verify},
		"the refused":                     {result: done, answers: "3\n", want: plain.Retry},
		"undo":                            {result: done, answers: "4\n", want: plain.Undo},
		"another":                         {result: done, answers: "9\n5\n", want: plain.Another},
		"nobody was refused":              {result: migrator.Result{State: migrator.Done, Created: 1}, answers: "3\n", want: plain.Undo},
		"nobody was created":              {result: migrator.Result{State: migrator.Done}, answers: "3\n", want: plain.Another},
		"a rehearsal leads to an import":  {result: done, rehearsal: true, answers: "2\n", want: plain.ImportNow},
		"a rehearsal has nothing to undo": {result: done, rehearsal: true, answers: "3\n", want: plain.Another},
	} {
		t.Run(name, func(t *testing.T) {
			var out strings.Builder
			got, err := plain.Next(t.Context(), plain.AssistConfig{Console: plain.NewConsole(strings.NewReader(c.answers), &out), Out: &out}, c.result, c.rehearsal)
			if err != nil || got != c.want {
				t.Errorf("%d, %v, want %d\n%s", got, err, c.want, out.String())
			}
		})
	}
}

func TestALiveProjectElsewhereNeedsTheHostToo(t *testing.T) {
	var reached []string
	d := dialog{
		env: map[string]string{"STYTCH_PROJECT_ID": liveProject, "STYTCH_SECRET": "secret-live-x"},
		connect: func(c migrator.Connection) (migrator.Destination, error) {
			reached = append(reached, c.Target.BaseURL)
			return answering{"acme"}, nil
		},
	}
	chosen, ok, said, err := d.run(t, "2", "", "", "4", "http://stytch.example.com", "https://stytch.example.com/",
		"3", liveProject, "stytch.example.com", "4", liveProject)
	if err != nil || !ok {
		t.Fatalf("ok %v, error %v\n%s", ok, err, said)
	}
	const want = "https://stytch.example.com"
	if diff := cmp.Diff([]string{want}, reached); diff != "" || chosen.Import.Target.BaseURL != want {
		t.Errorf("target %+v, credentials checked at (-want +got):\n%s", chosen.Import.Target, diff)
	}
	for _, want := range []string{"! Base URL is http", "That is not the host."} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said:\n%s", want, said)
		}
	}
}

func TestWrongCredentialsAreSaidAndAskedForAgain(t *testing.T) {
	d := dialog{
		env:     map[string]string{"STYTCH_PROJECT_ID": testProject, "STYTCH_SECRET": "secret-test-x"},
		connect: func(migrator.Connection) (migrator.Destination, error) { return refusing{}, nil },
	}
	_, ok, said, err := d.run(t, "2", "", "", "2", "q")
	if err != nil || ok {
		t.Fatalf("ok %v, error %v\n%s", ok, err, said)
	}
	if !strings.Contains(said, "! Could not check credentials: unauthorized_credentials") {
		t.Errorf("not said:\n%s", said)
	}
}

func TestASecretIsNotReadFromAPipe(t *testing.T) {
	d := dialog{env: map[string]string{"STYTCH_PROJECT_ID": testProject}}
	_, ok, _, err := d.run(t, "2", "", "", "2", "secret-test-piped")
	if ok || !errors.Is(err, plain.ErrNoTerminal) {
		t.Errorf("ok %v, error %v, want %v", ok, err, plain.ErrNoTerminal)
	}
}

func TestASignalEndsAQuestion(t *testing.T) {
	stop := errors.New("stop")
	ctx, cancel := context.WithCancelCause(t.Context())
	r, w := io.Pipe()
	defer w.Close()
	c := plain.NewConsole(r, io.Discard)
	cancel(stop)
	if _, err := c.Ask(ctx, "? "); !errors.Is(err, stop) {
		t.Errorf("error %v, want %v", err, stop)
	}
}

// noCheckpoints is a folder without any.
type noCheckpoints struct{}

func (noCheckpoints) Create(string, migrator.Meta) (migrator.Store, error) {
	return nil, errors.New("nothing is to be created")
}
func (noCheckpoints) Open(path string) (migrator.Store, error) { return noCheckpoints{}.Read(path) }
func (noCheckpoints) Read(path string) (migrator.Store, error) {
	return nil, &migrator.CheckpointError{Path: path, Op: "read", Problem: migrator.Missing, Err: errors.New("missing")}
}

// answering is a Stytch that knows the credentials.
type answering struct{ project string }

func (a answering) WhoAmI(context.Context) migrator.Reply {
	r := migrator.Reply{Class: migrator.OK, Status: 200}
	r.Project.Name = a.project
	return r
}

// refusing is one that does not.
type refusing struct{ answering }

func (refusing) WhoAmI(context.Context) migrator.Reply {
	return migrator.Reply{Class: migrator.Fatal, Status: 401, ErrorType: "unauthorized_credentials"}
}

// What the assistant must not ask of a destination.
func (answering) Write(context.Context, migrator.Call) migrator.Answer { panic("a write") }
func (answering) Get(context.Context, string) migrator.Reply           { panic("a read") }
func (answering) Search(context.Context, string, []string) migrator.Reply {
	panic("a search")
}
func (answering) DeletePassword(context.Context, string) migrator.Answer { panic("a delete") }
func (answering) DeleteUser(context.Context, string) migrator.Answer     { panic("a delete") }
func (answering) Pace() migrator.Pace                                    { return migrator.Pace{} }
func (answering) PacingState() []byte                                    { return nil }

func TestTheColumnsOfATableAreCorrected(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "customers.csv")
	table := "kunde;kontakt;tel;aktiv;pw\n17;ada@example.com;14155550100;no;5f4dcc3b5aa765d61d8327deb882cf99\n18;grace@example.com;;yes;\n"
	if err := os.WriteFile(path, []byte(table), 0o600); err != nil {
		t.Fatal(err)
	}
	answers := []string{"1", path, "kunde = id", "tel = +phone", "aktiv = not blocked", "nobody = email", "kunde", "password.type = md5", "kontakt = -", "tel = -", "", "kontakt = email", "tel = +phone", "", "", "", "1", "y"}
	_, ok, said, err := dialog{folder: folder}.run(t, answers...)
	if err != nil || !ok {
		t.Fatalf("ok %v, error %v\n%s", ok, err, said)
	}
	for _, want := range []string{"kunde: id", "aktiv: blocked", `there is no column "nobody"`, "as in mail = email", "password.type: md5", "kontakt: left out", "That cannot be read: ", "Saved: "} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said:\n%s", want, said)
		}
	}
	m, err := sources.ReadMapping(filepath.Join(folder, "customers-mapping.json"))
	if err != nil || m.Goes("kunde") != "id" || m.Phone[0].Prefix != "+" || !m.Exchanged("aktiv") || m.SettingOf("type").Value != "md5" {
		t.Errorf("%+v, %v", m, err)
	}
	// The next time it is taken up.
	_, _, said, err = dialog{folder: folder}.run(t, "1", path, "", "", "q")
	if err != nil || !strings.Contains(said, "The columns as in ") {
		t.Errorf("%v\n%s", err, said)
	}
}

func TestNothingIsSentToAnotherHostBeforeItWasTyped(t *testing.T) {
	for kind, project := range map[string]string{"2": testProject, "3": liveProject} {
		secret := "secret-" + strings.SplitN(project, "-", 3)[1] + "-x"
		var connected []migrator.Target
		d := dialog{
			env: map[string]string{"STYTCH_PROJECT_ID": project, "STYTCH_SECRET": secret},
			connect: func(c migrator.Connection) (migrator.Destination, error) {
				connected = append(connected, c.Target)
				return nil, errors.New("not today")
			},
		}
		answers := []string{"2", "", "", "4", "https://stytch.example.com", kind, "stytch", project}
		_, _, said, err := d.run(t, answers...)
		if !errors.Is(err, plain.ErrNoAnswer) || len(connected) > 0 || !strings.Contains(said, "That is not the host.") {
			t.Errorf("connected to %+v, error %v\n%s", connected, err, said)
		}
		_, _, said, _ = d.run(t, append(answers, "stytch.example.com")...)
		if len(connected) != 1 || connected[0].BaseURL != "https://stytch.example.com" || connected[0].Confirmed != (project == liveProject) {
			t.Errorf("connected to %+v\n%s", connected, said)
		}
	}
}

func TestTheListOfAFindingIsWritten(t *testing.T) {
	folder := t.TempDir()
	_, _, said, err := dialog{folder: folder}.run(t, "2", "w 1", "w 99", "", "q")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, "auth0-users-sandbox-no_identifier.csv")
	if text, err := os.ReadFile(path); err != nil || !strings.Contains(string(text), "no_identifier") || !strings.Contains(said, "Written: "+path) {
		t.Errorf("%v\n%s\n%s", err, text, said)
	}
}

func TestALoginIsNotCheckedWithAPasswordFromAPipe(t *testing.T) {
	_, ok, said, err := dialog{}.run(t, "2", "mateo.jansen81@example.com", "c 1", "secret")
	if ok || !errors.Is(err, plain.ErrNoTerminal) {
		t.Errorf("ok %v, error %v\n%s", ok, err, said)
	}
}

func TestOnlyAHashThatCanMoveIsTried(t *testing.T) {
	for want, u := range map[string]sources.User{
		"The export has no password hash of this user.": {SourceID: "1"},
		"Firebase's scrypt is its own":                  {SourceID: "2", Hash: &sources.Hash{Scheme: "firebase scrypt", Why: "Firebase's scrypt is its own"}},
		"":                                              {SourceID: "3", Hash: &sources.Hash{Scheme: "bcrypt", Type: sources.Bcrypt}},
	} {
		if got, asks := plain.LoginOf(u, nil); got.Sentence != want || asks != (want == "") {
			t.Errorf("%+v, asks %v, want %q", got, asks, want)
		}
	}
}

func TestAMappingIsCorrectedInAllItSays(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "customers.csv")
	if err := os.WriteFile(path, []byte("no,mail,mail2,state\n17,ada@example.com,,active\n18,,bo@example.com,paying\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, _, said, err := dialog{folder: folder}.run(t, "1", path, "state = email_verified if active, paying", "mail = email", "mail2 = also email",
		"mail2 = also password.type", "rest = untrusted", "rest = nowhere", "text = latin-1", "text = ebcdic", "", "", "q")
	if err != nil {
		t.Fatal(err)
	}
	m, err := sources.ReadMapping(filepath.Join(folder, "customers-mapping.json"))
	if err != nil || len(m.OriginOf("state").Is) != 2 || len(m.Before("mail2")) != 1 || m.Rest != "untrusted" || m.Encoding != "latin-1" {
		t.Errorf("%+v, %v\n%s", m, err, said)
	}
	for _, want := range []string{"only a field takes a second column", "rest: ", "text is utf-8 or latin-1"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said:\n%s", want, said)
		}
	}
}

func TestAListedExportIsChosenByItsNumber(t *testing.T) {
	folder := t.TempDir()
	for name, text := range map[string]string{"a.csv": "email,name\nada@example.com,Ada\n", "b.csv": "email,name\nbo@example.com,Bo\nci@example.com,Ci\n"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	chosen, ok, said, err := dialog{folder: folder}.run(t, "1", "2", "", "3", "2", "", "", "", "1", "y")
	if err != nil || !ok || filepath.Base(chosen.Import.Export.Inputs()[0].Path) != "b.csv" {
		t.Errorf("ok %v, error %v:\n%s", ok, err, said)
	}
	if !strings.Contains(said, "  2  b.csv  CSV, users") {
		t.Errorf("the exports are not numbered:\n%s", said)
	}
}
